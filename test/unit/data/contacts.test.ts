import { openDB } from 'idb';
import {
  addContacts,
  changeContacts,
  clearContacts,
  deleteContacts,
  forgetDeleted,
  restoreContacts,
} from '../../../src/data/contact-writing';
import { countContacts, readContact, readContacts } from '../../../src/data/contacts';
import { openDatabase } from '../../../src/data/database';
import type { Contact } from '../../../src/domain/contact';
import { drawerPlaces } from '../../../src/domain/contact-id';
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
  await deleteContacts([second, second, 'o0-77'], 100);
  expect(await countContacts()).toEqual({ own: 1, company: 0 });
  expect(await readContact(second)).toBeUndefined();
  const [third] = await addContacts(named(2, 1), 'own', 1);
  expect([first, second, third]).toEqual(['o0-0', 'o0-1', 'o0-2']);
  await forgetDeleted(100);
  expect([await restoreContacts([second]), await restoreContacts([second])]).toEqual([1, 0]);
  expect((await readContact(second))?.firstName).toBe('Person 1');
  expect(await countContacts()).toEqual({ own: 3, company: 0 });
  await deleteContacts([second], 100);
  await forgetDeleted(101);
  expect(await restoreContacts([second])).toBe(0);
});

it('gives no place twice after everything was cleared, and nothing comes back', async () => {
  const [first = ''] = await addContacts(named(0, 1), 'own', 1);
  await deleteContacts([first], 1);
  await clearContacts('own');
  expect(await restoreContacts([first])).toBe(0);
  expect(await addContacts(named(1, 1), 'own', 1)).toEqual(['o1-0']);
  expect(await countContacts()).toEqual({ own: 1, company: 0 });
});

it('changes what is there only, and every change can be told by the revision of its drawer', async () => {
  const [id = ''] = await addContacts(named(0, 1), 'own', 1);
  const revision = async () => (await (await openDatabase()).get('contact-drawers', 'o0'))?.revision;
  const before = (await revision()) ?? 0;
  const contact = (await readContact(id)) as Contact;
  await changeContacts([
    { ...contact, lastName: 'Changed' },
    { ...contact, id: 'o0-9' },
  ]);
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
