import { KeptState, type LocalStorage, type SessionStorage } from '../../../src/background/kept-state';
import { phoneInstance } from '../../../src/background/phone-instance';
import { orLog, StorageHealth } from '../../../src/background/storage-health';
import { Store } from '../../../src/background/store';
import { FakeStorageArea } from '../../fakes/fake-storage';

/** Both areas of a worker's storage, and what comes of their failures. */
function storage(areas = { local: new FakeStorageArea(), session: new FakeStorageArea() }) {
  const lines: string[] = [];
  const write = (text: string) => void lines.push(text);
  const log = { debug: write, info: write, warn: write, error: write };
  const store = new Store();
  const health = new StorageHealth(store, log);
  const open = (area: FakeStorageArea, name: string) =>
    new KeptState(area as unknown as chrome.storage.StorageArea, name, health);
  return {
    ...areas,
    kept: open(areas.local, 'local') as LocalStorage,
    inMemory: open(areas.session, 'session') as SessionStorage,
    store,
    lines,
    log,
  };
}

describe('storage that is full', () => {
  it('is said once on screen and once in the log, until it keeps things again', async () => {
    const { local, kept, store, lines, log } = storage();
    local.full = true;
    for (let turn = 0; turn < 5; turn++) {
      await orLog(kept.write({ missedCalls: turn }), log);
    }
    expect(store.snapshot.storageFailing).toBe(true);
    expect(lines).toEqual(['local storage keeps nothing: Error: FILE_ERROR_NO_SPACE']);
    local.full = false;
    await kept.write({ missedCalls: 6 });
    expect(store.snapshot.storageFailing).toBe(false);
    expect(lines).toHaveLength(2);
  });

  it('is not taken for well because a little still finds room, or something is removed', async () => {
    const { local, kept, store, log } = storage();
    local.full = true;
    await orLog(kept.write({ missedCalls: 123_456 }), log);
    local.full = false;
    await kept.write({ missedCalls: 7 });
    await kept.remove('missedCalls');
    expect(store.snapshot.storageFailing).toBe(true);
    await kept.write({ missedCalls: 654_321 });
    expect(store.snapshot.storageFailing).toBe(false);
  });

  it('tells whoever asked for it by an error that has a sentence', async () => {
    const { local, kept } = storage();
    local.full = true;
    await expect(kept.write({ missedCalls: 1 })).rejects.toMatchObject({ code: 'storage-failed' });
  });

  it('is not the only loss there is: others are logged as they are', async () => {
    const { lines, log } = storage();
    await orLog(Promise.reject(new Error('the database is gone')), log);
    expect(lines).toEqual(['not kept: Error: the database is gone']);
  });
});

describe('storage that cannot be read', () => {
  it('is as if nothing had been kept, and says so', async () => {
    const { local, kept, store } = storage();
    local.unreadable = true;
    expect(await kept.read(['lastSignIn'])).toEqual({});
    expect(store.snapshot.storageFailing).toBe(true);
  });

  it('is asked a second time before that', async () => {
    const { local, kept, store } = storage();
    await kept.write({ missedCalls: 3 });
    const get = local.get.bind(local);
    jest
      .spyOn(local, 'get')
      .mockImplementationOnce(async () => Promise.reject(new Error('busy')))
      .mockImplementation(get);
    expect(await kept.read(['missedCalls'])).toEqual({ missedCalls: 3 });
    expect(store.snapshot.storageFailing).toBe(false);
  });
});

describe('what this installation is called', () => {
  it('is kept in memory where the disk is full, so that the next worker is no other phone', async () => {
    const first = storage();
    first.local.full = true;
    const instance = await phoneInstance(first.kept, first.inMemory);
    const second = storage(first);
    expect(await phoneInstance(second.kept, second.inMemory)).toEqual(instance);
    first.local.full = false;
    const third = storage(first);
    expect(await phoneInstance(third.kept, third.inMemory)).toEqual(instance);
    expect(first.local.text).toContain(instance.id);
  });

  it('is not overwritten because it could not be read', async () => {
    const first = storage();
    const instance = await phoneInstance(first.kept, first.inMemory);
    first.local.unreadable = true;
    await phoneInstance(first.kept, first.inMemory);
    first.local.unreadable = false;
    expect(await phoneInstance(first.kept, first.inMemory)).toEqual(instance);
  });

  it('is made even where nothing can be kept at all', async () => {
    const { local, session, kept, inMemory } = storage();
    local.full = true;
    session.full = true;
    expect((await phoneInstance(kept, inMemory)).id).toMatch(/^[0-9a-f-]{36}$/);
  });
});
