import { Store } from '../../../src/background/store';
import { WaitingUpdate } from '../../../src/background/waiting-update';
import type { LiveCall } from '../../../src/domain/call';
import { FakeStorageArea } from '../../fakes/fake-storage';
import { silentLogger } from '../../fakes/silent-logger';

const ringing: LiveCall = {
  id: 'call',
  direction: 'incoming',
  party: { number: '202', name: '' },
  called: '201',
  profileId: 'office',
  startedAt: 0,
  state: 'incoming',
};
const identity = { profileId: 'office', profileName: 'Office', user: '201', gatewayHost: 'example.com' };

/** A worker of a browser; the next one has the same storage. */
function worker(browser = { local: new FakeStorageArea(), session: new FakeStorageArea() }) {
  const store = new Store();
  const reload = jest.fn();
  const showWindow = jest.fn();
  const window = { open: false };
  const update = new WaitingUpdate({
    store,
    local: browser.local.kept(),
    session: browser.session.kept(),
    closeWindow: async () => window.open,
    showWindow,
    reload,
    log: silentLogger,
  });
  return { ...browser, store, update, reload, showWindow, window };
}

const ready = { state: 'ready', since: 0 } as const;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('a new version', () => {
  it('takes over at once where nobody is in a call', async () => {
    const { update, reload } = worker();
    await update.available();
    await jest.advanceTimersByTimeAsync(1);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('waits for the end of the last call, and for some quiet after it', async () => {
    const { update, reload, store } = worker();
    store.update({ calls: [ringing] });
    await update.available();
    await jest.advanceTimersByTimeAsync(3_600_000);
    store.update({ calls: [] });
    await jest.advanceTimersByTimeAsync(4_000);
    store.update({ calls: [ringing] });
    await jest.advanceTimersByTimeAsync(60_000);
    store.update({ calls: [] });
    await jest.advanceTimersByTimeAsync(4_900);
    expect(reload).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(200);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('waits in the next worker too', async () => {
    const first = worker();
    first.store.update({ calls: [ringing] });
    await first.update.available();
    const second = worker(first);
    second.store.update({ calls: [ringing] });
    await second.update.resume();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(second.reload).not.toHaveBeenCalled();
    second.store.update({ calls: [] });
    await jest.advanceTimersByTimeAsync(5_100);
    expect(second.reload).toHaveBeenCalledTimes(1);
  });

  it('waits for a gateway that is away and may be owed the end of a call, for a minute', async () => {
    const { update, reload, store } = worker();
    const lost = { reason: 'gateway-closed', since: 0, attempts: 0, retryAt: 9 } as const;
    store.update({ registration: { state: 'reconnecting', ...lost } });
    await update.available();
    await jest.advanceTimersByTimeAsync(50_000);
    expect(reload).not.toHaveBeenCalled();
    store.update({ registration: ready });
    await jest.advanceTimersByTimeAsync(5_100);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('signs nobody out: it waits until they sign out, or their password is kept', async () => {
    const { update, reload, store, local } = worker();
    store.update({ identity, registration: ready });
    await update.available();
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(reload).not.toHaveBeenCalled();
    await local.set({ keptPassword: { iv: '', text: '' } });
    store.update({ calls: [ringing] });
    store.update({ calls: [] });
    await jest.advanceTimersByTimeAsync(5_100);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('opens the window again that was open', async () => {
    const before = worker();
    before.window.open = true;
    await before.update.available();
    await jest.advanceTimersByTimeAsync(1);
    expect(before.reload).toHaveBeenCalledTimes(1);
    const after = worker({ local: before.local, session: new FakeStorageArea() });
    await after.update.resume();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(after.showWindow).toHaveBeenCalledTimes(1);
    expect(after.reload).not.toHaveBeenCalled();
    const next = worker({ local: before.local, session: new FakeStorageArea() });
    await next.update.resume();
    expect(next.showWindow).not.toHaveBeenCalled();
  });

  it('takes over on a full disk too', async () => {
    const { update, reload, local, session, window } = worker();
    local.full = true;
    session.full = true;
    window.open = true;
    await update.available();
    await jest.advanceTimersByTimeAsync(1);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('gives way to a call that comes in the last moment', async () => {
    const { update, reload, store, showWindow, window } = worker();
    window.open = true;
    const updating = update.available();
    jest.advanceTimersByTime(0);
    store.update({ calls: [ringing] });
    await updating;
    await jest.advanceTimersByTimeAsync(10);
    expect(reload).not.toHaveBeenCalled();
    expect(showWindow.mock.calls.length).toBeLessThanOrEqual(1);
  });
});
