import { CallBook } from '../../../src/background/call-book';
import type { Entry } from '../../../src/background/call-entry';
import type { Farewells } from '../../../src/background/farewells';
import { MediaMender } from '../../../src/background/media-mender';
import type { MediaSession } from '../../../src/contract/media-session';
import type { Ended } from '../../../src/domain/call';
import type { Talking } from '../../../src/domain/talking';
import type { CallSession } from '../../../src/sip/call-session';
import { silentLogger } from '../../fakes/silent-logger';
import { inCall, talking } from '../../fakes/snapshots';

let book: CallBook;
let mender: MediaMender;
let ended: Ended[];
let restarts: number[];
let accepted: boolean;

beforeEach(() => {
  jest.useFakeTimers();
  ended = [];
  restarts = [];
  accepted = true;
  book = new CallBook({
    onCalls: () => mender.look(),
    onEstablished: () => undefined,
    onEnded: (call) => void ended.push(call),
    farewells: { say: () => undefined } as unknown as Farewells,
    now: Date.now,
    log: silentLogger,
  });
  mender = new MediaMender(book, silentLogger);
});
afterEach(() => jest.useRealTimers());

function add(call: Parameters<CallBook['add']>[0]): Entry {
  const entry = book.add(call, { close: async () => undefined } as MediaSession);
  const begun = Date.now();
  entry.session = {
    reinvite: async (options: { iceRestart: boolean }) => {
      if (options.iceRestart) restarts.push(Date.now() - begun);
      return accepted;
    },
    end: async () => undefined,
  } as unknown as CallSession;
  return entry;
}
const inTalk = (change: Partial<Talking> = {}) => add(talking(Date.now(), change));
const pass = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);
const soundLost = ({ call }: Entry) => call.state === 'talking' && (call.soundLost ?? false);
const reasons = () => ended.map(({ reason }) => reason);

describe('a call that loses its sound', () => {
  it('gets an ICE restart at once, then every 2 s, until it is back', async () => {
    const entry = inTalk();
    mender.lost(entry, false);
    await pass(7_000);
    expect(restarts).toEqual([0, 2_000, 4_000, 6_000]);
    expect(soundLost(entry)).toBe(true);
    mender.restored(entry);
    await pass(60_000);
    expect(restarts).toHaveLength(4);
    expect(soundLost(entry)).toBe(false);
    expect(ended).toEqual([]);
  });

  it('is given up after 30 s, with the reason', async () => {
    mender.lost(inTalk(), false);
    await pass(29_900);
    expect(ended).toEqual([]);
    await pass(200);
    expect(reasons()).toEqual(['media-failed']);
    const before = restarts.length;
    await pass(60_000);
    expect(restarts).toHaveLength(before);
  });

  it('goes on for as long as anybody wants it to when it is for help', async () => {
    mender.lost(inTalk({ emergency: true }), false);
    await pass(120_000);
    expect(ended).toEqual([]);
  });

  it('is left to the repair while the gateway is away', async () => {
    const entry = inTalk({ interrupted: true });
    mender.lost(entry, true);
    await pass(60_000);
    expect(restarts).toEqual([]);
    expect(ended).toEqual([]);
    expect(entry.mediaCut).toBe(true);
  });

  it('gets its ICE restart as soon as the gateway is back without one', async () => {
    const entry = inTalk({ interrupted: true });
    mender.lost(entry, false);
    await pass(4_000);
    book.apply(entry.call.id, { type: 'interrupted', interrupted: false });
    await pass(0);
    expect(restarts).toEqual([4_000]);
  });
});

describe('a call on hold', () => {
  it.each(['held', 'heldByOther'] as const)('(%s) waits for the end of the hold', async (hold) => {
    const entry = inTalk({ [hold]: true });
    mender.lost(entry, false);
    await pass(60_000);
    expect(restarts).toEqual([]);
    expect(ended).toEqual([]);
    if (hold === 'held') book.apply(entry.call.id, { type: 'hold-done', held: false });
    else book.apply(entry.call.id, { type: 'held-by-other', held: false });
    await pass(0);
    expect(restarts).toEqual([60_000]);
    await pass(30_000);
    expect(reasons()).toEqual(['media-failed']);
  });

  it('is restarted all the same when no way can come back by itself, until the far end agrees', async () => {
    accepted = false;
    mender.lost(inTalk({ held: true }), true);
    await pass(1_900);
    expect(restarts).toEqual([0]);
    accepted = true;
    await pass(60_000);
    expect(restarts).toEqual([0, 2_000]);
  });
});

it('a call on another network gets one ICE restart, and is not said to have lost its sound', async () => {
  const entry = inTalk();
  mender.moved(entry);
  await pass(60_000);
  expect(restarts).toEqual([0]);
  expect(soundLost(entry)).toBe(false);
  expect(entry.mediaCut).toBe(false);
});

it('a call whose media was renewed before it was answered tells the far end once it is', async () => {
  const entry = add(inCall(Date.now(), 'ringing', {}));
  mender.lost(entry, true);
  await pass(40_000);
  expect(restarts).toEqual([]);
  expect(ended).toEqual([]);
  book.apply(entry.call.id, { type: 'answered', at: Date.now() });
  await pass(0);
  expect(restarts).toEqual([40_000]);
});
