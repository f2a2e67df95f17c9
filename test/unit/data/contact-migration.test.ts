import { type IDBPDatabase, openDB } from 'idb';
import { restoreContact, writeContacts } from '../../../src/data/contact-writing';
import { countContacts, readContacts } from '../../../src/data/contacts';
import { openDatabase } from '../../../src/data/database';
import { importFile, keepImportFile, readImport, undoStep } from '../../../src/data/imports';
import type { Contact } from '../../../src/domain/contact';
import { drawerPlaces } from '../../../src/domain/contact-id';
import { newImport } from '../../../src/domain/import-job';
import { contactOf, draftOf } from '../../fakes/contacts';
import { freshDatabase, keptContacts } from '../../fakes/fresh-database';

beforeEach(freshDatabase);

/** The stores as the versions before 7 have had them. */
function stores(database: IDBPDatabase, version: number): void {
  const calls = database.createObjectStore('call-log', { keyPath: 'id' });
  calls.createIndex(version < 4 ? 'startedAt' : 'seenAt', version < 4 ? 'startedAt' : 'seenAt');
  database.createObjectStore('log-lines', { autoIncrement: true });
  database.createObjectStore('keys');
  database.createObjectStore('contacts', { keyPath: 'id' });
  database.createObjectStore('contact-drawers', { keyPath: 'id' });
  database.createObjectStore('deleted-contacts', { keyPath: 'contact.id' });
  if (version >= 3) database.createObjectStore('drawer-indexes', { keyPath: 'id' });
  if (version >= 3) database.createObjectStore('drawer-numbers', { keyPath: 'id' });
  if (version >= 4) database.createObjectStore('call-log-leaves', { keyPath: 'from' });
  if (version >= 5) database.createObjectStore('marks');
  if (version < 6) return;
  database.createObjectStore('imports', { keyPath: 'id' });
  database.createObjectStore('import-files');
  database.createObjectStore('import-steps', { autoIncrement: true });
  database.createObjectStore('import-bad-rows', { autoIncrement: true });
}

const drawer = (id: string, size: number) => ({ id, next: drawerPlaces, size, revision: 3 });
const gone = contactOf('o1-77', { firstName: 'Deleted' });
const kept: Contact[] = [
  ...Array.from({ length: 300 }, (_, at) => contactOf(`o0-${at * 3}`, { firstName: `Ann ${at}` })),
  contactOf('o1-1023', { firstName: 'Bea', note: 'The last of its drawer.' }),
  contactOf('o10-0', { firstName: 'Cy', favourite: true }),
  contactOf('c0-5', { firstName: 'Dot', email: 'dot@example.com' }),
  contactOf('c2-16', { firstName: 'Eve' }),
];

async function writtenBy(version: number): Promise<void> {
  const before = await openDB('ringtab', version, { upgrade: (database) => stores(database, version) });
  const transaction = before.transaction(['contacts', 'contact-drawers', 'deleted-contacts'], 'readwrite');
  for (const contact of kept) transaction.objectStore('contacts').put(contact);
  for (const one of [drawer('o0', 300), drawer('o1', 1), drawer('o10', 1), drawer('c0', 1), drawer('c2', 1)])
    transaction.objectStore('contact-drawers').put(one);
  transaction.objectStore('deleted-contacts').put({ contact: gone, deletedAt: 1 });
  await transaction.done;
  if (version >= 6) {
    await before.put('imports', { ...newImport(job), state: 'stopped' });
    await before.put(
      'import-steps',
      { added: ['o10-0'], before: [{ ...kept[1], note: 'old' }], taken: [] },
      1,
    );
  }
  before.close();
}

const job = { id: 'one', fileName: 'a.csv', encoding: 'utf-8', format: { kind: 'vcard' } } as const;

const all = async () => [...(await keptContacts('own')), ...(await keptContacts('company'))];
const byId = (one: Contact, other: Contact) => (one.id < other.id ? -1 : 1);

it.each([2, 3, 4, 5, 6])(
  'version %i: every contact is there under its id, also one deleted',
  async (version) => {
    await writtenBy(version);
    expect((await all()).sort(byId)).toEqual([...kept].sort(byId));
    expect(await readContacts(kept.map(({ id }) => id))).toEqual(kept);
    expect(await countContacts()).toEqual({ own: 302, company: 2 });
    expect([...(await openDatabase()).objectStoreNames]).not.toContain('contacts');
    await keepImportFile('two', new Blob(['email']));
    expect((await importFile('two'))?.size).toBe(5);
    expect(await restoreContact(gone.id)).toBe(true);
    const { added } = await writeContacts({ add: [draftOf()] }, 'own', 1);
    expect(added).toEqual(['o11-0']);
    expect(await readContacts([gone.id, 'o1-1023'])).toEqual([gone, kept[300]]);
  },
);

it('an import that version 6 has made can still be undone', async () => {
  await writtenBy(6);
  const made = await readImport();
  expect(made).toMatchObject({ id: 'one', state: 'stopped' });
  if (made) expect(await undoStep(made, 2)).toBe(true);
  expect(await readContacts(['o10-0', 'o0-3'])).toEqual([undefined, { ...kept[1], note: 'old' }]);
  expect(await countContacts()).toEqual({ own: 301, company: 2 });
});
