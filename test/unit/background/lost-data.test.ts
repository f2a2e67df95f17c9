import { IDBFactory } from 'fake-indexeddb';
import { LostData } from '../../../src/background/lost-data';
import { StorageHealth } from '../../../src/background/storage-health';
import { Store } from '../../../src/background/store';
import { closeDatabase } from '../../../src/data/database';
import { FakeStorageArea } from '../../fakes/fake-storage';
import { freshDatabase } from '../../fakes/fresh-database';
import { silentLogger } from '../../fakes/silent-logger';

let area: FakeStorageArea;
let store: Store;
let lostData: LostData;
let ids = 0;

async function workerStarts(): Promise<void> {
  store = new Store();
  const health = new StorageHealth(store, silentLogger);
  const newId = () => `id-${++ids}`;
  lostData = new LostData({ store, local: area.kept(), health, newId, log: silentLogger });
  await lostData.look();
}

async function chromeBeginsAnew(): Promise<void> {
  await freshDatabase();
}

beforeEach(async () => {
  area = new FakeStorageArea();
  await chromeBeginsAnew();
  await workerStarts();
});
afterEach(() => jest.restoreAllMocks());
afterAll(closeDatabase);

it('a first database is none that was lost, nor is one that is still there', async () => {
  expect(store.snapshot.dataLost).toBe(false);
  await workerStarts();
  expect(store.snapshot.dataLost).toBe(false);
});

it('one that Chrome has begun in place of another is told of until that was read', async () => {
  await chromeBeginsAnew();
  await workerStarts();
  expect(store.snapshot.dataLost).toBe(true);
  await workerStarts();
  expect(store.snapshot.dataLost).toBe(true);
  await lostData.seen();
  expect(store.snapshot.dataLost).toBe(false);
  await workerStarts();
  expect(store.snapshot.dataLost).toBe(false);
});

it('settings that were lost are no lost database', async () => {
  area.values.clear();
  await workerStarts();
  expect(store.snapshot.dataLost).toBe(false);
});

it('a database that cannot be opened is told of as storage that fails', async () => {
  await closeDatabase();
  jest.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('corrupt', 'UnknownError');
  });
  await workerStarts();
  expect([store.snapshot.storageFailing, store.snapshot.dataLost]).toEqual([true, false]);
});
