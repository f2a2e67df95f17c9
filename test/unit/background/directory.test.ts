import { Directory } from '../../../src/background/directory';
import { StorageHealth } from '../../../src/background/storage-health';
import { Store } from '../../../src/background/store';
import { addContacts } from '../../../src/data/contact-writing';
import { readContact } from '../../../src/data/contacts';
import { openDatabase } from '../../../src/data/database';
import { draftOf, numbered } from '../../fakes/contacts';
import { freshDatabase } from '../../fakes/fresh-database';
import { silentLogger } from '../../fakes/silent-logger';

let now = 0;

async function desk() {
  await freshDatabase();
  now = 1_000;
  const store = new Store();
  const health = new StorageHealth(store, silentLogger);
  const directory = new Directory({ store, health, now: () => now, log: silentLogger });
  return { store, directory, revision: () => store.snapshot.directoryRevision };
}

it('adds, edits, deletes and restores, and each time screens ask again', async () => {
  const { directory, revision } = await desk();
  const { id } = await directory.save({ contact: draftOf({ firstName: ' Ada ', numbers: numbered('12') }) });
  expect(await readContact(id)).toMatchObject({ firstName: 'Ada', source: 'own', changedAt: 1_000 });
  now = 2_000;
  expect(await directory.save({ id, contact: draftOf({ firstName: 'Bea' }) })).toEqual({ id });
  expect(await readContact(id)).toMatchObject({ firstName: 'Bea', numbers: [], changedAt: 2_000 });
  await directory.setFavourite({ id, favourite: true });
  await directory.delete({ id });
  expect(await readContact(id)).toBeUndefined();
  await directory.restore({ id });
  expect(await readContact(id)).toMatchObject({ firstName: 'Bea', favourite: true });
  expect(revision()).toBe(5);
});

it('refuses what cannot be kept, with a sentence for each', async () => {
  const { directory, revision } = await desk();
  const [company = ''] = await addContacts([draftOf({ firstName: 'Company' })], 'company', 0);
  const contact = draftOf({ firstName: 'Ada' });
  const refused: [Promise<unknown>, string][] = [
    [directory.save({ contact: draftOf() }), 'contact-empty'],
    [directory.save({ contact: { ...contact, email: 'ada' } }), 'contact-email-not-usable'],
    [directory.save({ id: 'o0-7', contact }), 'no-such-contact'],
    [directory.save({ id: company, contact }), 'contact-read-only'],
    [directory.delete({ id: company }), 'contact-read-only'],
    [directory.delete({ id: 'o0-7' }), 'no-such-contact'],
    [directory.setFavourite({ id: 'o0-7', favourite: true }), 'no-such-contact'],
    [directory.restore({ id: 'o0-7' }), 'no-such-contact'],
  ];
  for (const [attempt, code] of refused) await expect(attempt).rejects.toMatchObject({ code });
  expect(revision()).toBe(0);
  await directory.setFavourite({ id: company, favourite: true });
  expect(await readContact(company)).toMatchObject({ firstName: 'Company', favourite: true });
});

it('two screens that edit one contact keep what the other has changed', async () => {
  const { directory } = await desk();
  const before = draftOf({ firstName: 'Ada', company: 'Acme', numbers: numbered('12', '34') });
  const { id } = await directory.save({ contact: before });
  await directory.setFavourite({ id, favourite: true });
  const [first, second] = before.numbers;
  const [third] = numbered('56');
  if (!first || !second || !third) throw new Error('no numbers');
  const address = { ...before.address, city: 'Bern' };
  await directory.save({
    id,
    before,
    contact: { ...before, lastName: 'Doe', numbers: [first, second, third] },
  });
  await directory.save({ id, before, contact: { ...before, company: 'Busy', address, numbers: [second] } });
  expect(await readContact(id)).toMatchObject({
    firstName: 'Ada',
    lastName: 'Doe',
    company: 'Busy',
    favourite: true,
    address,
    numbers: [second, third],
  });
});

it('what two screens leave of a contact together is refused where it is nothing', async () => {
  const { directory } = await desk();
  const before = draftOf({ firstName: 'Ada', company: 'Acme' });
  const { id } = await directory.save({ contact: before });
  await directory.save({ id, before, contact: { ...before, firstName: '' } });
  const rest = directory.save({ id, before, contact: { ...before, company: '' } });
  await expect(rest).rejects.toMatchObject({ code: 'contact-empty' });
  expect(await readContact(id)).toMatchObject({ company: 'Acme' });
});

it('takes one change after another: none undoes the one before', async () => {
  const { directory } = await desk();
  const { id } = await directory.save({ contact: draftOf({ firstName: 'Ada' }) });
  await Promise.all([
    directory.save({ id, contact: draftOf({ firstName: 'Bea' }) }),
    directory.setFavourite({ id, favourite: true }),
  ]);
  expect(await readContact(id)).toMatchObject({ firstName: 'Bea', favourite: true });
});

it('has second thoughts for ten minutes, across deaths of the worker', async () => {
  const { directory } = await desk();
  const { id } = await directory.save({ contact: draftOf({ firstName: 'Ada' }) });
  await directory.delete({ id });
  now += 9 * 60_000;
  await directory.start();
  await directory.restore({ id });
  await directory.delete({ id });
  now += 11 * 60_000;
  await directory.start();
  await expect(directory.restore({ id })).rejects.toMatchObject({ code: 'no-such-contact' });
});

it('says on screen that the disk keeps nothing, and goes on when it does again', async () => {
  const { directory, store } = await desk();
  const put = jest.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  const contact = draftOf({ firstName: 'Ada' });
  await expect(directory.save({ contact })).rejects.toMatchObject({ code: 'storage-failed' });
  expect(store.snapshot.storageFailing).toBe(true);
  put.mockRestore();
  await directory.save({ contact });
  expect(store.snapshot.storageFailing).toBe(false);
});

it('has what it changed found at once, also what the worker before had no time to index', async () => {
  const { directory } = await desk();
  await addContacts([draftOf({ firstName: 'Bea' })], 'own', 0);
  const indexes = async () => (await openDatabase()).getAll('drawer-indexes');
  expect(await indexes()).toHaveLength(0);
  await directory.start();
  expect(await indexes()).toHaveLength(1);
  await directory.save({ contact: draftOf({ firstName: 'Ada' }) });
  expect(await indexes()).toEqual([expect.objectContaining({ text: 'ada\nbea\n' })]);
});

it('makes the index of many changes after the last of them', async () => {
  const { directory, revision } = await desk();
  await directory.write(() => addContacts([draftOf({ firstName: 'Ada' })], 'own', 0), true);
  expect([revision(), await (await openDatabase()).count('drawer-indexes')]).toEqual([0, 0]);
  await directory.write(() => addContacts([draftOf({ firstName: 'Bea' })], 'own', 0));
  expect([revision(), await (await openDatabase()).count('drawer-indexes')]).toEqual([1, 1]);
});

it('keeps a change whose index cannot be kept', async () => {
  const { directory } = await desk();
  const { put: keep } = IDBObjectStore.prototype;
  const put = jest.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...args
  ) {
    if (this.name.startsWith('drawer-')) throw new DOMException('full', 'QuotaExceededError');
    return keep.apply(this, args);
  });
  const { id } = await directory.save({ contact: draftOf({ firstName: 'Ada' }) });
  put.mockRestore();
  expect(await readContact(id)).toMatchObject({ firstName: 'Ada' });
});
