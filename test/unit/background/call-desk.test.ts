import { CallBook } from '../../../src/background/call-book';
import { CallDesk, type SignedIn } from '../../../src/background/call-desk';
import { CallMedia } from '../../../src/background/call-media';
import type { MediaHost, MediaSession } from '../../../src/contract/media-session';
import { PhoneError } from '../../../src/contract/phone-error';
import type { Ended, LiveCall } from '../../../src/domain/call';
import type { CallSession, CallSessionDelegate } from '../../../src/sip/call-session';
import type { IncomingInvite, Phone } from '../../../src/sip/phone';
import { profileOf } from '../../fakes/profiles';
import { silentLogger } from '../../fakes/silent-logger';

const office = profileOf({ Name: 'Office' });

/** The gateway side of a call: what the desk asked of it, and its events. */
class FakeSession {
  delegate: CallSessionDelegate | undefined;
  readonly asked: string[] = [];
  holdAccepted = true;
  saved = () => undefined;
  invite = async () => void this.asked.push('invite');
  answer = async () => void this.asked.push('answer');
  acceptEarly = async () => void this.asked.push('accept early');
  reinvite = async () => true;
  end = async (reason: string) => void this.asked.push(`end: ${reason}`);
  setHold = async (held: boolean) => {
    this.asked.push(held ? 'hold' : 'resume');
    return this.holdAccepted;
  };
  sendTones = async (tones: string) => void this.asked.push(`tones: ${tones}`);
}

let sessions: FakeSession[];
let calls: LiveCall[];
let ended: Ended[];
let microphone: 'granted' | 'denied' | 'missing';
let opened: number;
let rejected: number[];
let desk: CallDesk;
let phoneError: PhoneError | undefined;

beforeEach(() => {
  sessions = [];
  calls = [];
  ended = [];
  rejected = [];
  microphone = 'granted';
  opened = 0;
  phoneError = undefined;
  const newSession = () => {
    const session = new FakeSession();
    sessions.push(session);
    return session as unknown as CallSession;
  };
  const media = {
    startMicrophone: async () => undefined,
    setMuted: async () => undefined,
    hasUnsentCandidates: async () => false,
    close: async () => undefined,
  } as unknown as MediaSession;
  const host = {
    open: () => {
      opened++;
      return media;
    },
    microphoneState: async () => microphone,
    onEvent: () => undefined,
  } as unknown as MediaHost;
  const signedIn: SignedIn = {
    phone: { call: newSession } as unknown as Phone,
    profile: office,
    media: { iceServers: [], relayOnly: false },
  };
  const book = new CallBook({
    onCalls: (live) => {
      calls = live;
    },
    onEstablished: () => undefined,
    onEnded: (call) => void ended.push(call),
    now: () => 7,
    log: silentLogger,
  });
  let id = 0;
  desk = new CallDesk({
    book,
    media: new CallMedia(book, host, silentLogger),
    host,
    readyPhone: () => {
      if (phoneError) throw phoneError;
      return signedIn;
    },
    signedIn: () => signedIn,
    now: () => 7,
    newId: () => `call-${++id}`,
    log: silentLogger,
  });
  newIncoming = () => {
    desk.incoming({
      facts: { party: { number: '205', name: 'Elena' }, called: '201' },
      kept: 'INVITE',
      take: newSession,
      reject: (status) => rejected.push(status),
    } satisfies IncomingInvite);
    return `call-${id}`;
  };
});

let newIncoming: () => string;

async function talkingTo(number: string): Promise<string> {
  const id = await desk.dial(number);
  sessions.at(-1)?.delegate?.onEstablished(undefined);
  return id;
}

const stateOf = (id: string) => calls.find((call) => call.id === id);

describe('dialling', () => {
  it('places a call with what was dialled, from the profile in use', async () => {
    const id = await desk.dial('600');
    expect(stateOf(id)).toMatchObject({
      state: 'calling',
      called: '600',
      profileId: office.id,
      startedAt: 7,
    });
    expect(sessions[0]?.asked).toEqual(['invite']);
  });

  it.each([
    ['microphone-denied', 'denied'],
    ['microphone-missing', 'missing'],
  ] as const)('says %s before anything is sent', async (code, state) => {
    microphone = state;
    await expect(desk.dial('600')).rejects.toMatchObject({ code });
    expect([sessions, opened, calls]).toEqual([[], 0, []]);
  });

  it('says what is wrong when nobody is ready, or nothing was typed', async () => {
    await expect(desk.dial(' ')).rejects.toMatchObject({ code: 'no-number' });
    phoneError = new PhoneError('gateway-not-ready');
    await expect(desk.dial('600')).rejects.toMatchObject({ code: 'gateway-not-ready' });
  });

  it('by two screens at once is one call', async () => {
    const [first, second] = await Promise.allSettled([desk.dial('600'), desk.dial('600')]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'not-possible-now' } });
    expect(calls).toHaveLength(1);
  });

  it('holds the call that is active', async () => {
    const first = await talkingTo('600');
    await talkingTo('601');
    expect(stateOf(first)).toMatchObject({ held: true, holdPending: false });
  });
});

describe('a call that comes in', () => {
  it('rings, and answered by two screens at once it is answered once', async () => {
    const id = newIncoming();
    expect(stateOf(id)).toMatchObject({ state: 'incoming', party: { name: 'Elena' }, called: '201' });
    await Promise.all([desk.answer(id), desk.answer(id)]);
    expect(sessions[0]?.asked).toEqual(['accept early', 'answer']);
  });

  it('stays ringing when there is no microphone to answer with', async () => {
    const id = newIncoming();
    microphone = 'denied';
    await expect(desk.answer(id)).rejects.toMatchObject({ code: 'microphone-denied' });
    expect(stateOf(id)).toMatchObject({ state: 'incoming' });
  });

  it('declined, ends as declined; hung up while it rings, too', async () => {
    desk.decline(newIncoming());
    desk.hangUp(newIncoming());
    expect(ended.map(({ reason }) => reason)).toEqual(['declined', 'declined']);
  });

  it('as the seventh call gets the busy signal', () => {
    for (let count = 0; count < 6; count++) newIncoming();
    newIncoming();
    expect(rejected).toEqual([486]);
    expect(calls).toHaveLength(6);
  });
});

describe('in a call', () => {
  it('a refused hold is taken back, and said', async () => {
    const id = await talkingTo('600');
    for (const session of sessions) session.holdAccepted = false;
    await expect(desk.setHold(id, true)).rejects.toMatchObject({ code: 'not-possible-now' });
    expect(stateOf(id)).toMatchObject({ held: false, holdPending: false });
  });

  it('tones reach the far end, and only there', async () => {
    const id = await desk.dial('600');
    await expect(desk.sendTones(id, '1')).rejects.toMatchObject({ code: 'not-possible-now' });
    sessions[0]?.delegate?.onEstablished(undefined);
    await desk.sendTones(id, '12#');
    expect(sessions[0]?.asked).toContain('tones: 12#');
  });

  it('the end names who ended it', async () => {
    const cancelled = await desk.dial('600');
    desk.hangUp(cancelled);
    desk.hangUp(await talkingTo('601'));
    await talkingTo('602');
    sessions.at(-1)?.delegate?.onEnded('other-hung-up', undefined);
    await desk.dial('9486');
    sessions.at(-1)?.delegate?.onEnded('busy', 486);
    expect(ended.map(({ called, reason, status }) => [called, reason, status])).toEqual([
      ['600', 'cancelled', undefined],
      ['601', 'hung-up', undefined],
      ['602', 'other-hung-up', undefined],
      ['9486', 'busy', 486],
    ]);
    expect(calls).toEqual([]);
  });

  it('what comes after the end changes nothing', async () => {
    const id = await talkingTo('600');
    const delegate = sessions[0]?.delegate;
    desk.hangUp(id);
    delegate?.onHeldByOther(true);
    delegate?.onEnded('other-hung-up', undefined);
    expect(ended).toHaveLength(1);
    expect(() => desk.hangUp(id)).toThrow(expect.objectContaining({ code: 'no-such-call' }));
  });
});
