import { CallBook } from '../../../src/background/call-book';
import type { SignedIn } from '../../../src/background/call-desk';
import { awaitSuccessor, type Entry } from '../../../src/background/call-entry';
import { CallMedia } from '../../../src/background/call-media';
import type { Farewells } from '../../../src/background/farewells';
import { MediaRenewal } from '../../../src/background/media-renewal';
import type { MediaEvent, MediaHost, MediaSession } from '../../../src/contract/media-session';
import { PhoneError } from '../../../src/contract/phone-error';
import type { Ended, LiveCall } from '../../../src/domain/call';
import type { CallSession } from '../../../src/sip/call-session';
import { silentLogger } from '../../fakes/silent-logger';
import { inCall, talking } from '../../fakes/snapshots';

let done: string[];
let ended: Ended[];
let book: CallBook;
let tell: (event: MediaEvent) => void;
let reopened: () => Promise<void>;
let microphone: () => Promise<void>;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
  done = [];
  ended = [];
  reopened = async () => undefined;
  microphone = async () => undefined;
  const listeners: ((event: MediaEvent) => void)[] = [];
  tell = (event) => {
    for (const listener of listeners) listener(event);
  };
  const host = {
    onEvent: (listener: (event: MediaEvent) => void) => void listeners.push(listener),
    reopen: (id: string) => {
      done.push(`reopen ${id}`);
      return reopened();
    },
  } as unknown as MediaHost;
  book = new CallBook({
    onCalls: () => media.look(),
    onEstablished: () => undefined,
    onEnded: (call) => void ended.push(call),
    farewells: { say: () => undefined } as unknown as Farewells,
    now: () => 9,
    log: silentLogger,
  });
  const media = new CallMedia(book, host, silentLogger);
  const signedIn = () => ({ media: { iceServers: [], relayOnly: false } }) as unknown as SignedIn;
  new MediaRenewal({ book, host, media, signedIn, log: silentLogger });
});

afterEach(() => jest.useRealTimers());

function add(call: LiveCall): Entry {
  const entry = book.add(call, {
    id: call.id,
    rollback: async () => undefined,
    setDirection: async (direction: string) => void done.push(direction),
    setMuted: async (muted: boolean) => void done.push(`muted: ${muted}`),
    startMicrophone: async () => {
      done.push('microphone');
      await microphone();
    },
    close: async () => undefined,
  } as unknown as MediaSession);
  entry.session = {
    retakeOffer: async () => void done.push('retake offer'),
    reinvite: async () => {
      done.push('re-INVITE');
      return true;
    },
    end: async () => undefined,
  } as unknown as CallSession;
  return entry;
}

async function lose({ call: { id } }: Entry): Promise<void> {
  tell({ type: 'connection', sessionId: id, state: 'closed' });
  await new Promise((resolve) => setImmediate(resolve));
}
const reasons = () => ended.map(({ reason }) => reason);

it('a call that stands gets its media anew, as it was, and the far end is told', async () => {
  const entry = add(talking(9, { held: true, muted: true }));
  await lose(entry);
  expect(done[0]).toBe(`reopen ${entry.call.id}`);
  expect(done).toEqual(expect.arrayContaining(['sendonly', 'muted: true', 'microphone', 're-INVITE']));
  expect(ended).toEqual([]);
});

it('a call that rings here takes its offer again, with the microphone closed and nobody told', async () => {
  await lose(add(inCall(9, 'incoming', {})));
  expect(done.slice(1)).toEqual(['retake offer']);
});

it('a call that rings there opens its microphone again, and tells the far end later', async () => {
  await lose(add(inCall(9, 'ringing', {})));
  expect(done.slice(1)).toEqual(expect.arrayContaining(['microphone']));
  expect(done).not.toContain('re-INVITE');
});

it('a call that stands goes on where there is no microphone any more', async () => {
  microphone = async () => {
    throw new PhoneError('microphone-denied');
  };
  await lose(add(talking(9, {})));
  expect(ended).toEqual([]);
});

describe('where there is no document to be had', () => {
  const nothing = async () => {
    throw new PhoneError('media-failed');
  };
  const reopenings = () => done.filter((what) => what.startsWith('reopen')).length;

  it('a call does not end at once: Chrome may be closing, and the call is for the next worker', async () => {
    reopened = nothing;
    await lose(add(talking(9, {})));
    expect(ended).toEqual([]);
    reopened = async () => undefined;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(reopenings()).toBe(2);
    expect(ended).toEqual([]);
  });

  it('a call ends, with the reason, after some tries', async () => {
    reopened = nothing;
    microphone = nothing;
    await lose(add(inCall(9, 'ringing', {})));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(reopenings()).toBe(5);
    expect(reasons()).toEqual(['media-failed']);
  });

  it('a call that is over is left alone', async () => {
    reopened = nothing;
    const entry = add(talking(9, {}));
    await lose(entry);
    book.end(entry.call.id, 'hung-up');
    await jest.advanceTimersByTimeAsync(10_000);
    expect(reopenings()).toBe(1);
  });

  it('as it has died in being opened, it is one loss and not two', async () => {
    let fail: (error: Error) => void = () => {};
    reopened = () =>
      new Promise((_, reject) => {
        fail = reject;
      });
    const entry = add(talking(9, {}));
    await lose(entry);
    const first = fail;
    reopened = async () => undefined;
    await lose(entry);
    first(new PhoneError('media-failed'));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(reopenings()).toBe(2);
    expect(ended).toEqual([]);
  });
});

it('a call whose document dies again and again is given up', async () => {
  const entry = add(talking(9, {}));
  for (let times = 0; times < 5; times++) await lose(entry);
  expect(ended).toEqual([]);
  await lose(entry);
  expect(reasons()).toEqual(['media-failed']);
});

describe('a call whose next dialog is under way', () => {
  const next = { id: 'next' };
  let reasonsOfSuccessor: string[];

  /** Its next media session dies with the document. */
  async function loseBoth(entry: Entry): Promise<void> {
    const session = {
      retakeOffer: async () => void done.push('retake offer of the next'),
      end: async (reason: string) => void reasonsOfSuccessor.push(reason),
    } as unknown as CallSession;
    const media = {
      ...next,
      setDirection: async (direction: string) => void done.push(`next ${direction}`),
      setMuted: async (muted: boolean) => void done.push(`next muted: ${muted}`),
    } as unknown as MediaSession;
    entry.session = { ...entry.session, releaseMedia: () => undefined } as unknown as CallSession;
    awaitSuccessor(entry, { session, media, ours: true });
    tell({ type: 'connection', sessionId: next.id, state: 'closed' });
    await lose(entry);
  }

  beforeEach(() => {
    reasonsOfSuccessor = [];
  });

  it('gets the media of that anew as well, on hold and muted as it is', async () => {
    const entry = add(talking(9, { held: true, muted: true }));
    await loseBoth(entry);
    expect(done).toEqual(
      expect.arrayContaining([
        'reopen next',
        'next sendonly',
        'next muted: true',
        'retake offer of the next',
      ]),
    );
    expect(entry.successor).toMatchObject({ mediaRenewed: true });
    expect([ended, reasonsOfSuccessor]).toEqual([[], []]);
  });

  it('goes on where it is when there is no document to be had for that', async () => {
    const entry = add(talking(9, {}));
    reopened = async () => {
      reopened = async () => undefined;
      throw new PhoneError('media-failed');
    };
    await loseBoth(entry);
    expect(reasonsOfSuccessor).toEqual(['media-failed']);
    expect(ended).toEqual([]);
  });
});
