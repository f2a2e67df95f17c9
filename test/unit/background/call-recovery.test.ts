import { CallBook } from '../../../src/background/call-book';
import type { SignedIn } from '../../../src/background/call-desk';
import { CallMedia } from '../../../src/background/call-media';
import { CallRecovery } from '../../../src/background/call-recovery';
import { Farewells } from '../../../src/background/farewells';
import type { SavedCall } from '../../../src/background/kept-state';
import { OtherPhones } from '../../../src/background/other-phones';
import type { MediaEvent, MediaHost, MediaSession } from '../../../src/contract/media-session';
import type { Ended, LiveCall } from '../../../src/domain/call';
import type { CallSession } from '../../../src/sip/call-session';
import type { SavedDialog } from '../../../src/sip/saved-dialog';
import { profileOf } from '../../fakes/profiles';
import { silentLogger } from '../../fakes/silent-logger';
import { inCall, talking } from '../../fakes/snapshots';

const call = talking(3, { held: true, muted: true, holdPending: true });
const ringing = inCall(3, 'ringing', {});
const dialog = { callId: 'dialog' } as SavedDialog;

let done: string[];
let calls: LiveCall[];
let saved: SavedCall[];
/** The document's answer to whether it has a media session. */
let adopt: (id: string) => Promise<MediaSession | undefined>;
let ended: Ended[];
let book: CallBook;
let recovery: CallRecovery;
let signedIn: SignedIn;
let mediaListeners: ((event: MediaEvent) => void)[];

/** Every method of it notes its name and arguments. */
function noting<T>(name: string, results: Record<string, unknown> = {}): T {
  const answer = (key: string, args: unknown[]) => {
    done.push([`${name}.${key}`, ...args.filter((arg) => typeof arg !== 'object')].join(' '));
    return key in results ? results[key] : Promise.resolve();
  };
  return new Proxy({} as object, {
    get: (target, key) =>
      Reflect.get(target, key) ??
      (key === 'then' ? undefined : (...args: unknown[]) => answer(String(key), args)),
  }) as T;
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
  done = [];
  ended = [];
  const media = Object.assign(noting<MediaSession>('media'), { id: call.id });
  const session = noting<CallSession>('session', {
    reinvite: Promise.resolve(true),
    saved: undefined,
    end: Promise.resolve(true),
  });
  mediaListeners = [];
  adopt = () => Promise.resolve(media);
  const host = {
    ...noting<MediaHost>('host'),
    adopt: (id: string) => adopt(id),
    onEvent: (listener: (event: MediaEvent) => void) => void mediaListeners.push(listener),
  } as MediaHost;
  signedIn = {
    phone: noting<SignedIn['phone']>('phone', {
      resume: session,
      hangUp: Promise.resolve(true),
      abandon: Promise.resolve(true),
    }),
    profile: profileOf({ Name: 'Demo' }),
    user: '201',
    media: { iceServers: [], relayOnly: false },
  };
  const farewells = new Farewells({ onChanged: () => undefined, now: () => 3, log: silentLogger });
  book = new CallBook({
    onCalls: (live, kept) => {
      calls = live;
      saved = kept;
    },
    onEstablished: () => undefined,
    onEnded: (over) => void ended.push(over),
    farewells,
    now: () => 3,
    log: silentLogger,
  });
  recovery = new CallRecovery({
    book,
    host,
    media: new CallMedia(book, host, silentLogger),
    farewells,
    otherPhones: new OtherPhones({
      book,
      host,
      signedIn: () => undefined,
      farewells,
      holdOthers: async () => undefined,
      log: silentLogger,
    }),
    replace: (entry, moved) => {
      if (moved) done.push(`replace ${entry.call.id}`);
      return moved;
    },
    now: () => 3,
    log: silentLogger,
  });
});

afterEach(() => jest.useRealTimers());

const settled = () => new Promise((resolve) => setImmediate(resolve));
const resume = async (kept: SavedCall) => {
  await recovery.resume({ calls: [kept], farewells: [] }, signedIn);
  await settled();
};

describe('a call that the worker died in', () => {
  it('is repaired once the gateway is back, with its hold and its mute', async () => {
    await resume({ call, dialog });
    expect(calls).toEqual([{ ...call, holdPending: false, interrupted: true }]);
    expect(done).toEqual(expect.arrayContaining(['media.setDirection sendonly', 'media.setMuted true']));
    expect(done).not.toContain('session.reinvite');
    recovery.gatewayBack(signedIn.phone, false);
    await settled();
    expect(done).toContain('session.reinvite');
    expect(calls).toEqual([{ ...call, holdPending: false, interrupted: false }]);
  });

  it('has a microphone, also where the worker died as it gave the call its media anew', async () => {
    await resume({ call, dialog });
    expect(done).toContain('media.startMicrophone');
  });

  it('can be hung up before the gateway is back, and is not repaired then', async () => {
    await resume({ call, dialog });
    book.end(call.id, 'hung-up');
    await settled();
    expect(ended.map(({ reason }) => reason)).toEqual(['hung-up']);
    expect(done).toContain('session.forget hung-up');
    expect(done).not.toContain('phone.hangUp');
    recovery.gatewayBack(signedIn.phone, false);
    await settled();
    expect(done).toContain('phone.hangUp');
    expect(done).not.toContain('session.reinvite');
  });

  it('stays kept as it was until it is taken up, should the worker die once more', async () => {
    const other = { ...talking(3, {}), id: 'other' };
    const left = [
      { call, dialog, lostAt: 2 },
      { call: other, dialog: { callId: 'other' } as SavedDialog },
      { call: ringing, keptInvite: 'INVITE' },
    ];
    const found = adopt;
    let answer = () => {};
    adopt = async (id) => {
      if (id === other.id)
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
      return found(id);
    };
    const resuming = recovery.resume({ calls: left, farewells: [] }, signedIn);
    expect(saved).toEqual(left.slice(0, 2));
    await settled();
    expect(saved).toMatchObject([{ call: { id: call.id, interrupted: true } }, left[1] ?? {}]);
    answer();
    await resuming;
    expect(saved.map((one) => [one.call.id, one.dialog])).toEqual([
      [call.id, dialog],
      [other.id, left[1]?.dialog],
    ]);
  });

  it('while it was asked for in another dialog: that INVITE is cancelled, before it is asked for anew', async () => {
    await resume({ call, dialog, elsewhere: true, followInvite: 'of the worker before' });
    expect(saved[0]).not.toHaveProperty('followInvite');
    recovery.gatewayBack(signedIn.phone, false);
    expect(done).toContain('phone.abandon of the worker before outgoing');
  });

  it('is over when it was not yet answered: cleared up at the gateway, and with no microphone open', async () => {
    calls = [ringing];
    await resume({ call: ringing, keptInvite: 'INVITE' });
    // The next worker must find nothing of it.
    expect(calls).toEqual([]);
    recovery.gatewayBack(signedIn.phone, false);
    await settled();
    expect(ended.map(({ reason }) => reason)).toEqual(['phone-restarted']);
    expect(done).toEqual(expect.arrayContaining(['phone.abandon INVITE outgoing', 'media.close']));
  });
});

describe('a call whose dialog the gateway does not know', () => {
  it.each([
    ['as it is another gateway', {}, true],
    ['as the last worker has found out', { elsewhere: true as const }, false],
  ])('is not repaired but replaced, %s', async (_why, known, moved) => {
    await resume({ call, dialog, ...known });
    recovery.gatewayBack(signedIn.phone, moved);
    await settled();
    expect(done).toContain(`replace ${call.id}`);
    expect(done).not.toContain('session.reinvite');
  });
});

describe('a call that was not answered when its socket was lost', () => {
  it.each([
    [inCall(4, 'ringing', {}), 'outgoing'],
    [inCall(5, 'incoming', { direction: 'incoming' }), 'incoming'],
  ])('is over, and cleared up at the gateway when it is back', async (unanswered, direction) => {
    book.add(unanswered as LiveCall, noting<MediaSession>('media'), { keptInvite: 'INVITE' });
    recovery.gatewayLost();
    expect(ended.map(({ reason }) => reason)).toEqual(['network-lost']);
    recovery.gatewayBack(signedIn.phone, false);
    await settled();
    expect(done.filter((what) => what.startsWith('phone.abandon'))).toEqual([
      `phone.abandon INVITE ${direction}`,
    ]);
  });
});

describe('what is measured of the sound of a call', () => {
  const sample = { seconds: 5, receiving: { packets: 250, lost: 5 } };
  const measured = () => {
    for (const listener of mediaListeners) listener({ type: 'quality', sessionId: call.id, sample });
  };

  it('is kept for the next worker, which goes on with it to the end of the call', async () => {
    await resume({ call: { ...call, held: false }, dialog });
    measured();
    expect(saved).toMatchObject([{ call: { quality: { seconds: 5 } } }]);
    const [kept] = structuredClone(saved);
    book.end(call.id, 'hung-up');
    if (kept) await resume(kept);
    measured();
    book.end(call.id, 'hung-up');
    expect(ended.map(({ quality }) => quality?.receiving?.packets)).toEqual([250, 500]);
    measured();
  });

  it('does not count while the call is on hold', async () => {
    await resume({ call, dialog });
    measured();
    expect(calls[0]?.quality).toBeUndefined();
  });
});

describe('a call whose media was cut while the gateway was away', () => {
  it('is repaired with new ICE credentials', async () => {
    await resume({ call, dialog });
    for (const listener of mediaListeners)
      listener({ type: 'connection', sessionId: call.id, state: 'failed' });
    expect(done).not.toContain('session.reinvite');
    const entry = book.find(call.id);
    const reinvite = jest.fn(() => Promise.resolve(true));
    entry.session = { reinvite } as unknown as CallSession;
    recovery.gatewayBack(signedIn.phone, false);
    await settled();
    expect(reinvite).toHaveBeenCalledWith({ iceRestart: true });
  });
});

describe('a re-INVITE that tells the far end of the new socket', () => {
  const reinvite = jest.fn<Promise<boolean>, []>();
  beforeEach(async () => {
    reinvite.mockReset().mockResolvedValue(true);
    await resume({ call, dialog });
    book.find(call.id).session = { reinvite, connectionLost: () => undefined } as unknown as CallSession;
  });
  const isInterrupted = () => calls.some((one) => one.state === 'talking' && one.interrupted);

  it('and is lost with that socket leaves over the next one at once', async () => {
    let answer: (accepted: boolean) => void = () => {};
    reinvite.mockReturnValueOnce(
      new Promise((resolve) => {
        answer = resolve;
      }),
    );
    recovery.gatewayBack(signedIn.phone, false);
    recovery.gatewayLost();
    answer(false);
    await settled();
    recovery.gatewayBack(signedIn.phone, false);
    await settled();
    expect(reinvite).toHaveBeenCalledTimes(2);
    expect(isInterrupted()).toBe(false);
  });

  it('and cannot be made is made again', async () => {
    reinvite.mockRejectedValueOnce(new Error('no offer'));
    recovery.gatewayBack(signedIn.phone, false);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(reinvite).toHaveBeenCalledTimes(2);
    expect(isInterrupted()).toBe(false);
  });

  it('and is refused is made again in the dialog that the call has then', async () => {
    reinvite.mockResolvedValueOnce(false);
    recovery.gatewayBack(signedIn.phone, false);
    await settled();
    const next = jest.fn(() => Promise.resolve(true));
    book.find(call.id).session = { reinvite: next } as unknown as CallSession;
    await jest.advanceTimersByTimeAsync(2_000);
    expect(next).toHaveBeenCalledTimes(1);
    expect(reinvite).toHaveBeenCalledTimes(1);
  });
});

describe('a call whose socket is lost', () => {
  it('is told of its end when the gateway is back', async () => {
    await resume({ call, dialog });
    recovery.gatewayBack(signedIn.phone, false);
    await settled();
    recovery.gatewayLost();
    expect(calls).toMatchObject([{ interrupted: true }]);
    book.end(call.id, 'hung-up');
    await settled();
    expect(done).toContain('session.forget hung-up');
    recovery.gatewayBack(signedIn.phone, false);
    await settled();
    expect(done).toContain('phone.hangUp');
  });
});
