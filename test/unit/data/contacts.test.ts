import { openDB } from 'idb';
import {
  addContacts,
  changeContact,
  clearContacts,
  deleteContact,
  forgetDeleted,
  restoreContact,
  writeContacts,
} from '../../../src/data/contact-writing';
import { countContacts, readContact, readContacts } from '../../../src/data/contacts';
import { openDatabase } from '../../../src/data/database';
import type { Contact } from '../../../src/domain/contact';
import { drawerPlaces, folderPlaces } from '../../../src/domain/contact-id';
import { draftOf } from '../../fakes/contacts';
import { freshDatabase, keptContacts } from '../../fakes/fresh-database';

const named = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => draftOf({ firstName: `Person ${from + at}` }));

beforeEach(freshDatabase);

it('keeps contacts beyond one drawer and reads them in the order asked for', async () => {
  const count = drawerPlaces * 2 + 5;
  const ids = await addContacts(named(0, drawerPlaces - 1), 'own', 7);
  ids.push(...(await addContacts(named(drawerPlaces - 1, count - ids.length), 'own', 7)));
  expect(new Set(ids).size).toBe(count);
  expect(await readContacts([ids[drawerPlaces] ?? '', 'o99-1', ids[0] ?? ''])).toEqual([
    expect.objectContaining({ firstName: `Person ${drawerPlaces}`, source: 'own', changedAt: 7 }),
    undefined,
    expect.objectContaining({ firstName: 'Person 0' }),
  ]);
  expect((await keptContacts('own')).map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(await countContacts()).toEqual({ own: count, company: 0 });
});

it('keeps the company and the user apart', async () => {
  const [own = ''] = await addContacts(named(0, 1), 'own', 1);
  const [company = ''] = await addContacts(named(1, 1), 'company', 1);
  expect([own, company]).toEqual(['o0-0', 'c0-0']);
  await clearContacts('company');
  expect(await countContacts()).toEqual({ own: 1, company: 0 });
  expect(await keptContacts('company')).toEqual([]);
  expect(await keptContacts('own')).toHaveLength(1);
});

it('puts a deleted contact back under its id, and gives no place twice', async () => {
  const [first = '', second = ''] = await addContacts(named(0, 2), 'own', 1);
  for (const id of [second, second, 'o0-77']) await deleteContact(id, 100);
  expect(await countContacts()).toEqual({ own: 1, company: 0 });
  expect(await readContact(second)).toBeUndefined();
  const [third] = await addContacts(named(2, 1), 'own', 1);
  expect([first, second, third]).toEqual(['o0-0', 'o0-1', 'o0-2']);
  await forgetDeleted(100);
  expect([await restoreContact(second), await restoreContact(second)]).toEqual([true, false]);
  expect((await readContact(second))?.firstName).toBe('Person 1');
  expect(await countContacts()).toEqual({ own: 3, company: 0 });
  await deleteContact(second, 100);
  await forgetDeleted(101);
  expect(await restoreContact(second)).toBe(false);
});

it('gives no place twice after everything was cleared, and nothing comes back', async () => {
  const [first = ''] = await addContacts(named(0, 1), 'own', 1);
  await deleteContact(first, 1);
  await clearContacts('own');
  expect(await restoreContact(first)).toBe(false);
  expect(await addContacts(named(1, 1), 'own', 1)).toEqual(['o1-0']);
  expect(await countContacts()).toEqual({ own: 1, company: 0 });
});

it('changes what is there only, and every change can be told by the revision of its drawer', async () => {
  const [id = ''] = await addContacts(named(0, 1), 'own', 1);
  const revision = async () => (await (await openDatabase()).get('contact-drawers', 'o0'))?.revision;
  const before = (await revision()) ?? 0;
  const contact = (await readContact(id)) as Contact;
  await changeContact({ ...contact, id: 'o0-9' });
  await changeContact({ ...contact, lastName: 'Changed' });
  expect(await keptContacts('own')).toEqual([{ ...contact, lastName: 'Changed' }]);
  expect(await revision()).toBe(before + 1);
});

it('comes from the first version of the database with everything in it', async () => {
  const old = await openDB('ringtab', 1, {
    upgrade(database) {
      database.createObjectStore('call-log', { keyPath: 'id' }).createIndex('startedAt', 'startedAt');
      database.createObjectStore('log-lines', { autoIncrement: true });
      database.createObjectStore('keys');
    },
  });
  await old.put('log-lines', { at: 1, level: 'info', source: 'test', text: 'kept' });
  old.close();
  await addContacts(named(0, 1), 'own', 1);
  expect(await (await openDatabase()).getAll('log-lines')).toEqual([
    expect.objectContaining({ text: 'kept' }),
  ]);
  expect(await countContacts()).toEqual({ own: 1, company: 0 });
});

it('writes changes as a whole or not at all', async () => {
  const add = named(0, 1_500);
  const { added: ids } = await writeContacts({ add }, 'own', 1);
  expect([ids[0], ids[1_023], ids[1_024]]).toEqual(['o0-0', 'o0-1023', 'o1-0']);
  const failing = writeContacts({ add, remove: ids }, 'own', 2, (transaction) => {
    transaction.abort();
    transaction.done.catch(() => undefined);
  });
  await expect(failing).rejects.toThrow();
  expect(await countContacts()).toEqual({ own: 1_500, company: 0 });
  const { removed } = await writeContacts({ remove: [...ids.slice(0, 1_000), 'o0-0', 'o9-9'] }, 'own', 3);
  expect(removed).toHaveLength(1_000);
  expect(await countContacts()).toEqual({ own: 500, company: 0 });
  expect(await keptContacts('own')).toHaveLength(500);
});

it('changes, takes out, puts back and adds in one folder together, and keeps no empty one', async () => {
  const ids = await addContacts(named(0, folderPlaces - 2), 'own', 1);
  const [first = '', second = '', third = ''] = ids;
  await deleteContact(third, 1);
  const changed = { ...((await readContact(first)) as Contact), note: 'new' };
  const back = { ...changed, id: third };
  await writeContacts({ add: named(90, 5), put: [changed], remove: [second], back: [back] }, 'own', 2);
  expect((await readContact(first))?.note).toBe('new');
  expect(await readContacts([second, third, 'o0-14', 'o0-18'])).toMatchObject([
    undefined,
    back,
    { firstName: 'Person 90' },
    { firstName: 'Person 94' },
  ]);
  await writeContacts({ back: [{ ...back, note: 'again' }] }, 'own', 2);
  expect(await readContact(third)).toEqual(back);
  const database = await openDatabase();
  expect(await database.getAllKeys('contact-folders')).toEqual(['o0-0', 'o0-1']);
  await writeContacts({ remove: ['o0-16', 'o0-17', 'o0-18'] }, 'own', 3);
  expect(await database.getAllKeys('contact-folders')).toEqual(['o0-0']);
  expect((await database.get('contact-drawers', 'o0'))?.size).toBe(folderPlaces - 1);
});
