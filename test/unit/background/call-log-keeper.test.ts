import { IDBFactory } from 'fake-indexeddb';
import { CallLogKeeper } from '../../../src/background/call-log-keeper';
import { StorageHealth } from '../../../src/background/storage-health';
import { Store } from '../../../src/background/store';
import { openCallLog } from '../../../src/data/call-log';
import { readRecentCalls } from '../../../src/data/call-log-lists';
import { closeDatabase, openDatabase } from '../../../src/data/database';
import { freshDatabase } from '../../fakes/fresh-database';
import { silentLogger } from '../../fakes/silent-logger';
import { ended, identity, inCall, talking } from '../../fakes/snapshots';

const start = new Date(2026, 10, 21, 15, 0).getTime();
const day = 24 * 60 * 60_000;

let now: number;
let store: Store;
let keeper: CallLogKeeper;

/** The worker starts, with what the disk has. */
function workerStarts(): void {
  store = new Store();
  store.update({ identity });
  const health = new StorageHealth(store, silentLogger);
  keeper = new CallLogKeeper({ store, health, now: () => now, log: silentLogger });
}

/** What the log has, once all that was asked for before is done. */
async function logged() {
  await keeper.restore(['every', 'call', 'ringing', 'incoming', 'resumed']);
  return { over: await readRecentCalls(10), open: await (await openCallLog()).open() };
}

beforeEach(async () => {
  await freshDatabase();
  now = start;
  workerStarts();
});
afterEach(() => jest.restoreAllMocks());
afterAll(closeDatabase);

const receivedWell = { score: { value: 4.3, seconds: 5 }, worstScore: 4.3, packets: 250, lost: 0 };
const ringing = inCall(start, 'ringing', {});
const spoken = talking(start, { answeredAt: start });

describe('a call', () => {
  it('is written when it begins, when it is answered, and when it is over: once', async () => {
    keeper.follow([ringing]);
    expect(await logged()).toMatchObject({ over: [], open: [{ id: 'call', answeredAt: undefined }] });
    keeper.follow([{ ...spoken, muted: true }]);
    expect(await logged()).toMatchObject({ over: [], open: [{ id: 'call', answeredAt: start }] });
    keeper.follow([]);
    keeper.ended(ended(start, { answeredAt: start, endedAt: start + 9_000 }));
    const { over, open } = await logged();
    expect(open).toEqual([]);
    expect(over).toMatchObject([
      { id: 'call', outcome: 'answered', talkSeconds: 9, profileName: identity.profileName },
    ]);
  });

  it('that has not changed is not written again', async () => {
    keeper.follow([spoken]);
    await logged();
    const put = jest.spyOn(IDBObjectStore.prototype, 'put');
    keeper.follow([{ ...spoken, muted: true, held: true }]);
    await logged();
    expect(put).not.toHaveBeenCalled();
  });

  it('is not written for each sample of its sound, which is there when Chrome ends and when it is over', async () => {
    const quality = { samples: 1, seconds: 5, receiving: receivedWell };
    keeper.follow([spoken]);
    await logged();
    const put = jest.spyOn(IDBObjectStore.prototype, 'put');
    keeper.follow([{ ...spoken, quality }]);
    await logged();
    expect(put).not.toHaveBeenCalled();
    keeper.beat();
    expect(await logged()).toMatchObject({ open: [{ quality }] });
    workerStarts();
    expect(await keeper.restore([])).toMatchObject([{ outcome: 'interrupted', quality }]);
    keeper.ended(ended(start, { answeredAt: start, quality: { ...quality, seconds: 10 } }));
    expect(await logged()).toMatchObject({ over: [{ quality: { seconds: 10 } }] });
  });

  it('makes screens ask again when it is over, and not before', async () => {
    keeper.follow([spoken]);
    keeper.beat();
    await logged();
    expect(store.snapshot.callLogRevision).toBe(0);
    keeper.ended(ended(start, {}));
    await logged();
    expect(store.snapshot.callLogRevision).toBe(1);
  });
});

describe('a call that Chrome was closed in', () => {
  it('is interrupted at its last sign of life', async () => {
    keeper.follow([spoken]);
    now += 30_000;
    keeper.beat();
    await logged();
    workerStarts();
    now += day;
    expect(await keeper.restore([])).toMatchObject([
      { id: 'call', outcome: 'interrupted', reason: 'interrupted', talkSeconds: 30 },
    ]);
    expect(await logged()).toMatchObject({ over: [{ id: 'call' }], open: [] });
    expect(store.snapshot.callLogRevision).toBe(1);
    expect(await keeper.restore([])).toEqual([]);
  });

  it('goes on where only the worker has died, and is one with what was taken up again', async () => {
    keeper.follow([spoken]);
    await logged();
    workerStarts();
    expect(await keeper.restore(['call'])).toEqual([]);
    keeper.follow([spoken]);
    expect(await keeper.restore([])).toEqual([]);
    workerStarts();
    expect(await keeper.restore([])).toHaveLength(1);
    keeper.follow([spoken]);
    expect(await logged()).toMatchObject({ over: [], open: [{ id: 'call' }] });
    keeper.ended(ended(start, { answeredAt: start }));
    expect(await logged()).toMatchObject({ over: [{ outcome: 'answered' }], open: [] });
  });
});

describe('deleting', () => {
  beforeEach(async () => {
    for (const id of ['a', 'b', 'c']) keeper.ended(ended(start, { id }));
    keeper.follow([spoken]);
    await logged();
  });
  const ids = async () => (await logged()).over.map(({ id }) => id).sort();

  it('one can be taken back, by whoever has second thoughts', async () => {
    await keeper.remove('b');
    expect(await ids()).toEqual(['a', 'c']);
    await keeper.restoreRemoved('b');
    expect(await ids()).toEqual(['a', 'b', 'c']);
    await expect(keeper.restoreRemoved('b')).rejects.toMatchObject({ code: 'no-such-call' });
  });

  it('all cannot, and leaves the calls that go on', async () => {
    await keeper.remove('b');
    await keeper.clear();
    expect(await logged()).toMatchObject({ over: [], open: [{ id: 'call' }] });
    await expect(keeper.restoreRemoved('b')).rejects.toMatchObject({ code: 'no-such-call' });
  });
});

describe('what is too old', () => {
  const keepFor = (callLogDays: number) =>
    store.update({ settings: { ...store.snapshot.settings, callLogDays } });

  beforeEach(async () => {
    for (const days of [1, 20, 40])
      keeper.ended(ended(start, { id: `${days}`, startedAt: start - days * day }));
    await logged();
  });
  const ids = async () => (await logged()).over.map(({ id }) => id);

  it('is what began more than so many days ago, to the second', async () => {
    for (const [id, seconds] of [
      ['older', -1],
      ['younger', 1],
    ] as const)
      keeper.ended(ended(start, { id, startedAt: start - 30 * day + 1_000 * seconds }));
    keepFor(30);
    expect(await ids()).toEqual(['1', '20', 'younger']);
  });

  it('goes as soon as the settings say so', async () => {
    keepFor(30);
    expect(await ids()).toEqual(['1', '20']);
    keepFor(7);
    expect(await ids()).toEqual(['1']);
    keepFor(0);
    expect(await ids()).toEqual(['1']);
  });

  it('goes as time goes by', async () => {
    keepFor(30);
    now += 15 * day;
    keeper.beat();
    expect(await ids()).toEqual(['1']);
  });

  it('stays where nobody has said for how long', async () => {
    now += 3_650 * day;
    keeper.beat();
    expect(await ids()).toHaveLength(3);
  });
});

it('lists that are wrong are made anew', async () => {
  keeper.ended(ended(start, {}));
  await logged();
  await (await openDatabase()).clear('call-log-leaves');
  expect((await logged()).over).toEqual([]);
  keeper.beat();
  expect((await logged()).over).toHaveLength(1);
});

describe('with no room on the disk', () => {
  const noRoom = () =>
    jest.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });

  it('says so, and writes the call once there is room again', async () => {
    const put = noRoom();
    keeper.ended(ended(start, { id: 'lost' }));
    expect(await logged()).toMatchObject({ over: [] });
    put.mockRestore();
    keeper.follow([ringing]);
    keeper.beat();
    expect((await logged()).over.map(({ id }) => id)).toEqual(['lost']);
    expect(store.snapshot.storageFailing).toBe(false);
  });

  it('tells whoever wants something put back that it cannot be', async () => {
    keeper.ended(ended(start, { id: 'a' }));
    await logged();
    await keeper.remove('a');
    const put = noRoom();
    await expect(keeper.restoreRemoved('a')).rejects.toMatchObject({ code: 'storage-failed' });
    expect(store.snapshot.storageFailing).toBe(true);
    put.mockRestore();
    await keeper.restoreRemoved('a');
    expect((await logged()).over).toHaveLength(1);
  });

  it('a database that cannot be opened keeps nobody from calling', async () => {
    await closeDatabase();
    const open = jest.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('corrupt', 'UnknownError');
    });
    expect(await keeper.restore([])).toEqual([]);
    keeper.follow([ringing]);
    keeper.ended(ended(start, {}));
    await expect(keeper.clear()).rejects.toMatchObject({ code: 'storage-failed' });
    expect(store.snapshot.storageFailing).toBe(true);
    open.mockRestore();
  });
});
