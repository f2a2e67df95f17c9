import { type IDBPDatabase, openDB } from 'idb';
import { writeBatch } from '../../../src/data/contact-batch';
import { countContacts, readContact } from '../../../src/data/contacts';
import { openDatabase } from '../../../src/data/database';
import { importFile, keepImportFile } from '../../../src/data/imports';
import { contactOf, draftOf } from '../../fakes/contacts';
import { freshDatabase } from '../../fakes/fresh-database';

beforeEach(freshDatabase);

/** The directory's stores, as versions 3 to 5 have had them. */
function directoryStores(database: IDBPDatabase): void {
  database.createObjectStore('log-lines', { autoIncrement: true });
  database.createObjectStore('keys');
  database.createObjectStore('contacts', { keyPath: 'id' });
  database.createObjectStore('contact-drawers', { keyPath: 'id' });
  database.createObjectStore('deleted-contacts', { keyPath: 'contact.id' });
  database.createObjectStore('drawer-indexes', { keyPath: 'id' });
  database.createObjectStore('drawer-numbers', { keyPath: 'id' });
}

it.each([3, 4, 5])('version %i: its contacts are there, and files can be brought in', async (version) => {
  const before = await openDB('ringtab', version, {
    upgrade(database) {
      directoryStores(database);
      const calls = database.createObjectStore('call-log', { keyPath: 'id' });
      calls.createIndex(version < 4 ? 'startedAt' : 'seenAt', version < 4 ? 'startedAt' : 'seenAt');
      if (version >= 4) database.createObjectStore('call-log-leaves', { keyPath: 'id' });
      if (version >= 5) database.createObjectStore('marks');
    },
  });
  await before.put('contacts', contactOf('o0-0', { firstName: 'Ann' }));
  await before.put('contact-drawers', { id: 'o0', next: 1, size: 1, revision: 1 });
  before.close();
  await keepImportFile('one', new Blob(['email']));
  expect(await readContact('o0-0')).toMatchObject({ firstName: 'Ann' });
  expect((await importFile('one'))?.size).toBe(5);
});

it('writes a batch as a whole or not at all', async () => {
  const add = Array.from({ length: 1_500 }, (_, at) => draftOf({ firstName: `Ann${at}` }));
  const ids = await writeBatch({ add, put: [], remove: [] }, 'own', 1);
  expect([ids[0], ids[1_023], ids[1_024]]).toEqual(['o0-0', 'o0-1023', 'o1-0']);
  const failing = writeBatch({ add, put: [], remove: ids }, 'own', 2, (transaction) => {
    transaction.abort();
    transaction.done.catch(() => undefined);
  });
  await expect(failing).rejects.toThrow();
  expect(await countContacts()).toEqual({ own: 1_500, company: 0 });
  await writeBatch({ add: [], put: [], remove: ids.slice(0, 1_000) }, 'own', 3);
  expect(await countContacts()).toEqual({ own: 500, company: 0 });
  expect(await (await openDatabase()).count('contacts')).toBe(500);
});
