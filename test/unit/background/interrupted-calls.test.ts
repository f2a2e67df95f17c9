import { InterruptedCalls } from '../../../src/background/interrupted-calls';
import type { LocalStorage, SavedCall } from '../../../src/background/kept-state';
import { StandingCalls } from '../../../src/background/standing-calls';
import { Store } from '../../../src/background/store';
import type { PhoneError } from '../../../src/contract/phone-error';
import type { SavedDialog } from '../../../src/sip/saved-dialog';
import { CallDeskBench } from '../../fakes/call-desk';
import { FakeStorageArea } from '../../fakes/fake-storage';
import { silentLogger } from '../../fakes/silent-logger';
import { identity, talking } from '../../fakes/snapshots';

const minute = 60_000;
const start = new Date(2026, 10, 21, 15, 0).getTime();
const dialog = { callId: 'd', localTag: 'l', remoteTag: 'r', remoteTarget: 'sip:600@gateway' } as SavedDialog;
const call = talking(start, { id: 'one', muted: true, held: true, postDialLeft: '12#' });
const saved: SavedCall = { call, dialog };
const ready = { state: 'ready', since: start } as const;

let area: FakeStorageArea;
let local: LocalStorage;
let store: Store;
let bench: CallDeskBench;
let standing: StandingCalls;
let interrupted: InterruptedCalls;
let hungUp: SavedDialog[];
let replaced: string[];

/** Chrome starts, with what its storage has kept. */
async function browserStarts(going: string[] = []): Promise<void> {
  store = new Store();
  bench = new CallDeskBench();
  hungUp = [];
  replaced = [];
  Object.assign(bench.signedIn.phone, { hangUp: async (kept: SavedDialog) => void hungUp.push(kept) });
  const user = () => store.snapshot.identity?.user;
  standing = new StandingCalls({ local, user, now: Date.now, log: silentLogger });
  interrupted = new InterruptedCalls({
    store,
    standing,
    book: bench.book,
    host: bench.host,
    media: bench.media,
    readyPhone: () => {
      if (bench.phoneError) throw bench.phoneError;
      return bench.signedIn;
    },
    holdOthers: () => bench.desk.holdOthers(),
    replace: (entry) => void replaced.push(entry.call.id),
    log: silentLogger,
  });
  await interrupted.restore(going);
}

const signIn = () => store.update({ identity, registration: ready });
const kept = async () => (await local.read(['standingCalls'])).standingCalls ?? [];

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'], now: start });
  area = new FakeStorageArea();
  local = area.kept();
  await browserStarts();
  signIn();
});
afterEach(() => jest.useRealTimers());

describe('while calls stand', () => {
  it('what the next browser needs of them is kept, and is gone with them', async () => {
    standing.follow([saved]);
    expect(await kept()).toMatchObject([{ call: { id: 'one' }, dialog, user: '201', seenAt: start }]);
    standing.follow([]);
    expect(await kept()).toEqual([]);
  });

  it('a sign of life is kept, and what passes is not written for its own sake', async () => {
    standing.follow([saved]);
    jest.setSystemTime(start + minute);
    const writes = jest.spyOn(area, 'set');
    const quality = { samples: 1, seconds: 5 };
    standing.follow([{ ...saved, call: { ...call, interrupted: true, holdPending: true, quality } }]);
    expect(writes).not.toHaveBeenCalled();
    interrupted.beat();
    expect(await kept()).toMatchObject([{ seenAt: start + minute, call: { quality } }]);
  });

  it('the death of the worker alone interrupts none', async () => {
    standing.follow([saved]);
    await browserStarts(['one']);
    signIn();
    expect(store.snapshot.resumable).toEqual([]);
    expect(await kept()).toHaveLength(1);
  });
});

describe('a call that Chrome was closed in', () => {
  beforeEach(async () => {
    standing.follow([saved]);
    jest.setSystemTime(start + minute);
    await browserStarts();
  });

  it('is offered once its extension is registered', () => {
    expect(store.snapshot.resumable).toEqual([]);
    store.update({ identity, registration: { state: 'signing-in', since: start } });
    expect(store.snapshot.resumable).toEqual([]);
    signIn();
    expect(store.snapshot.resumable).toEqual([{ id: 'one', party: call.party, answeredAt: call.answeredAt }]);
  });

  it.each([{ user: '202' }, { profileId: 'elsewhere' }])('is not offered to others (%j)', (other) => {
    store.update({ identity: { ...identity, ...other }, registration: ready });
    expect(store.snapshot.resumable).toEqual([]);
  });

  it('is offered for five minutes after its last sign of life, and then forgotten', async () => {
    signIn();
    await jest.advanceTimersByTimeAsync(4 * minute - 1);
    expect(store.snapshot.resumable).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(2);
    expect(store.snapshot.resumable).toEqual([]);
    expect(await kept()).toEqual([]);
  });

  it('is offered again after the worker, or Chrome once more, has died', async () => {
    await browserStarts();
    signIn();
    expect(store.snapshot.resumable).toHaveLength(1);
  });

  it('is taken up on its card: muted as it was, not held, and with no tone sent unasked', async () => {
    signIn();
    await Promise.all(
      [interrupted.resume('one'), interrupted.resume('one')].map((done) => done.catch(() => undefined)),
    );
    expect(replaced).toEqual(['one']);
    expect(bench.calls).toEqual([{ ...call, held: false, interrupted: true, postDialLeft: 'w12#' }]);
    expect(bench.book.find('one').saved).toEqual({ dialog });
    expect(store.snapshot.resumable).toEqual([]);
  });

  it('is still offered when there is no microphone, or the gateway cannot be reached', async () => {
    signIn();
    bench.microphone = 'missing';
    await expect(interrupted.resume('one')).rejects.toMatchObject({ code: 'microphone-missing' });
    bench.phoneError = { code: 'gateway-not-ready' } as PhoneError;
    await expect(interrupted.resume('one')).rejects.toMatchObject({ code: 'gateway-not-ready' });
    expect(store.snapshot.resumable).toHaveLength(1);
    expect(bench.calls).toEqual([]);
  });

  it('is hung up at the gateway when the user lets it be over', async () => {
    signIn();
    await interrupted.end('one');
    expect(hungUp).toEqual([dialog]);
    expect(store.snapshot.resumable).toEqual([]);
    expect(await kept()).toEqual([]);
    await interrupted.end('one');
    await expect(interrupted.resume('one')).rejects.toMatchObject({ code: 'no-such-call' });
    expect(hungUp).toHaveLength(1);
  });
});

it('a call of long ago is not offered', async () => {
  standing.follow([saved]);
  jest.setSystemTime(start + 5 * minute);
  await browserStarts();
  signIn();
  expect(store.snapshot.resumable).toEqual([]);
  expect(await kept()).toEqual([]);
});
