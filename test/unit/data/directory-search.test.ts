import { CallerSearch } from '../../../src/data/caller-search';
import { addContacts, changeContact, clearContacts, deleteContact } from '../../../src/data/contact-writing';
import { readContact } from '../../../src/data/contacts';
import { openDatabase } from '../../../src/data/database';
import { DirectorySearch } from '../../../src/data/directory-search';
import { indexDrawers } from '../../../src/data/drawer-indexing';
import type { Contact } from '../../../src/domain/contact';
import { drawerPlaces } from '../../../src/domain/contact-id';
import { dialRulesOff } from '../../../src/domain/dial-rules-settings';
import { draftOf, numbered } from '../../fakes/contacts';
import { freshDatabase } from '../../fakes/fresh-database';

const pause = async () => undefined;
const rules = { dialRules: dialRulesOff(), digits: 10, identityRequired: false };

beforeEach(freshDatabase);

const names = async (search: DirectorySearch, text: string) => {
  const found = search.find({ text });
  return (await found.page(0, found.total)).map((contact) => contact?.firstName);
};

it('sees each change after a refresh, with an index and without one', async () => {
  const search = new DirectorySearch();
  await search.refresh();
  expect(await names(search, '')).toEqual([]);
  const [id = ''] = await addContacts(
    [draftOf({ firstName: 'Bea' }), draftOf({ firstName: 'Ada' })],
    'own',
    0,
  );
  await search.refresh();
  expect(await names(search, '')).toEqual(['Ada', 'Bea']);
  await indexDrawers(pause);
  await changeContact({ ...((await readContact(id)) as Contact), firstName: 'Zoe' });
  await search.refresh();
  expect(await names(search, '')).toEqual(['Ada', 'Zoe']);
  await indexDrawers(pause);
  const other = new DirectorySearch();
  await Promise.all([other.refresh(), other.refresh()]);
  expect(await names(other, 'zo')).toEqual(['Zoe']);
  await deleteContact(id, 0);
  await addContacts([draftOf({ firstName: 'Company' })], 'company', 0);
  await indexDrawers(pause);
  await Promise.all([search.refresh(), other.refresh()]);
  expect(await names(search, '')).toEqual(['Ada', 'Company']);
  expect(await names(other, '')).toEqual(['Ada', 'Company']);
  await clearContacts('own');
  await search.refresh();
  expect(await names(search, '')).toEqual(['Company']);
});

it('makes an index of a former shape anew', async () => {
  await addContacts([draftOf({ firstName: 'Ada' })], 'own', 0);
  await indexDrawers(pause);
  const database = await openDatabase();
  const drawer = await database.get('contact-drawers', 'o0');
  if (drawer) await database.put('contact-drawers', { ...drawer, indexed: { revision: 1, format: 0 } });
  await database.clear('drawer-indexes');
  const search = new DirectorySearch();
  await search.refresh();
  expect(await names(search, 'ada')).toEqual(['Ada']);
  await indexDrawers(pause);
  expect(await database.count('drawer-indexes')).toBe(1);
});

it('keeps no index of contacts that change while it is made', async () => {
  const [id = ''] = await addContacts([draftOf({ firstName: 'Ada' })], 'own', 0);
  const { getAll } = IDBObjectStore.prototype;
  let changed: Promise<unknown> | undefined;
  const spy = jest.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (
    this: IDBObjectStore,
    ...args
  ) {
    if (this.name === 'contact-folders') changed ??= deleteContact(id, 0);
    return getAll.apply(this, args);
  });
  await indexDrawers(pause);
  await changed;
  spy.mockRestore();
  expect(changed).toBeDefined();
  const search = new DirectorySearch();
  await search.refresh();
  expect(await names(search, '')).toEqual([]);
});

it('has pages across drawers, stops when it is told to, and tells what has gone meanwhile', async () => {
  const count = drawerPlaces + 10;
  const drafts = Array.from({ length: count }, (_, at) =>
    draftOf({ firstName: `Person ${String(at).padStart(5, '0')}` }),
  );
  const ids = await addContacts(drafts, 'own', 0);
  const search = new DirectorySearch();
  await search.refresh();
  const found = search.find({ text: 'person' });
  expect(found.total).toBe(count);
  expect(found.ids(0, 2)).toEqual([ids[0], ids[1]]);
  const page = await found.page(drawerPlaces - 1, drawerPlaces + 1);
  expect(page.map((contact) => contact?.firstName)).toEqual(['Person 01023', 'Person 01024']);
  await deleteContact(ids[3] ?? '', 0);
  expect((await found.page(2, 5)).map((contact) => contact?.id)).toEqual([ids[2], undefined, ids[4]]);
  await expect(found.page(5, 9, AbortSignal.abort('typed on'))).rejects.toBe('typed on');
});

it('tells whose a number is, in all drawers, and at once after a change', async () => {
  const callers = new CallerSearch();
  expect(await callers.match('+442079460000', rules)).toEqual([]);
  const filler = Array.from({ length: drawerPlaces }, (_, at) =>
    draftOf({ numbers: numbered(`+3312345${String(at).padStart(4, '0')}`) }),
  );
  await addContacts(filler, 'own', 0);
  const [id = ''] = await addContacts(
    [draftOf({ firstName: 'Ada', numbers: numbered('020 7946 0000') })],
    'own',
    0,
  );
  expect((await callers.match('+442079460000', rules)).map(({ firstName }) => firstName)).toEqual(['Ada']);
  expect(await callers.match('+442079460001', rules)).toEqual([]);
  expect(await callers.match('', rules)).toEqual([]);
  await deleteContact(id, 0);
  expect(await callers.match('+442079460000', rules)).toEqual([]);
});

it('finds the one among a thousand numbers that end alike', async () => {
  const many = Array.from({ length: 700 }, (_, at) =>
    draftOf({ firstName: `Person ${at}`, numbers: numbered(`+1${String(200 + at)}5550000`) }),
  );
  await addContacts(many, 'own', 0);
  const found = await new CallerSearch().match('+18995550000', { ...rules, digits: 7 });
  expect(found.map(({ firstName }) => firstName)).toEqual(['Person 699']);
});
