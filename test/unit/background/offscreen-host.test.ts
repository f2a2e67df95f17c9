import { OffscreenHost } from '../../../src/background/offscreen-host';
import type { LogLine } from '../../../src/domain/log-line';
import { FakePort } from '../../fakes/fake-runtime-port';
import { silentLogger } from '../../fakes/silent-logger';

interface Request {
  id: number;
  call: string;
  args: unknown[];
}

let documents: number;
let created: number;
let port: FakePort;
let host: OffscreenHost;
let lines: LogLine[];
/** What Chrome makes of it when it is asked for a document. */
let createDocument: () => Promise<void>;

async function documentOpens(): Promise<void> {
  created++;
  documents++;
  queueMicrotask(() => host.attach(port as unknown as chrome.runtime.Port));
}

beforeEach(() => {
  jest.useFakeTimers();
  documents = 0;
  created = 0;
  lines = [];
  createDocument = documentOpens;
  port = new FakePort('media');
  host = new OffscreenHost(silentLogger, (line) => lines.push(line));
  Object.assign(globalThis, {
    chrome: {
      runtime: { getContexts: async () => Array.from({ length: documents }, () => ({})) },
      offscreen: {
        createDocument: () => createDocument(),
        closeDocument: async () => {
          documents--;
        },
      },
    },
  });
});
afterEach(() => jest.useRealTimers());

const requests = () => port.posted as Request[];

/** Lets the document answer everything that it has been asked. */
async function answerAll(value: unknown = undefined): Promise<void> {
  await jest.advanceTimersByTimeAsync(1);
  for (const { id } of requests()) port.receive({ type: 'result', id, value });
  await jest.advanceTimersByTimeAsync(1);
}

it('makes one document, however much is asked at once', async () => {
  const asked = Promise.all([host.startRinging(), host.microphoneState(), host.startTone('busy')]);
  await answerAll('granted');
  await asked;
  expect(created).toBe(1);
  expect(
    requests()
      .map(({ call }) => call)
      .sort(),
  ).toEqual(['microphoneState', 'startRinging', 'startTone']);
});

it('hands on what the document answers, its errors, its events and its log lines', async () => {
  const events: unknown[] = [];
  host.onEvent((event) => events.push(event));
  const state = host.microphoneState();
  const failing = expect(host.startRinging()).rejects.toMatchObject({ code: 'microphone-missing' });
  await jest.advanceTimersByTimeAsync(1);
  const idOf = (call: string) => requests().find((request) => request.call === call)?.id;
  port.receive({ type: 'result', id: idOf('microphoneState'), value: 'denied' });
  port.receive({ type: 'error', id: idOf('startRinging'), code: 'microphone-missing', message: '' });
  port.receive({ type: 'event', event: { type: 'late-candidates', sessionId: 'a' } });
  port.receive({ type: 'log', line: { at: 1, level: 'info', source: 'media', text: 'hello' } });
  expect(await state).toBe('denied');
  await failing;
  expect(events).toEqual([{ type: 'late-candidates', sessionId: 'a' }]);
  expect(lines).toHaveLength(1);
});

it('closes the document when it has been idle for long, and not in a call', async () => {
  const session = host.open('call', { iceServers: [], relayOnly: false });
  await answerAll();
  await jest.advanceTimersByTimeAsync(600_000);
  expect(documents).toBe(1);
  const closing = session.close();
  await answerAll();
  await closing;
  await jest.advanceTimersByTimeAsync(66_000);
  expect(documents).toBe(0);
});

describe('a document that dies', () => {
  const options = { iceServers: [], relayOnly: false };

  /** It is gone, and the next one is another. */
  function die(): void {
    const dead = port;
    port = new FakePort('media');
    documents = 0;
    dead.die();
  }

  it('leaves what it has not answered to the next one', async () => {
    const state = host.microphoneState();
    await jest.advanceTimersByTimeAsync(1);
    die();
    await answerAll('granted');
    expect(await state).toBe('granted');
    expect(created).toBe(2);
  });

  it('loses its media sessions, which is told at once', async () => {
    const events: unknown[] = [];
    host.onEvent((event) => events.push(event));
    const session = host.open('call', options);
    await answerAll();
    const offered = expect(session.createOffer()).rejects.toMatchObject({ code: 'media-failed' });
    await jest.advanceTimersByTimeAsync(1);
    die();
    expect(events).toEqual([{ type: 'connection', sessionId: 'call', state: 'closed' }]);
    await offered;
  });

  it('is followed by one in which they are opened again before they are asked anything', async () => {
    const session = host.open('call', options);
    await answerAll();
    host.onEvent((event) => {
      if (event.type === 'connection' && event.state === 'closed') void host.reopen('call', options);
    });
    const offered = session.createOffer();
    await jest.advanceTimersByTimeAsync(1);
    die();
    await jest.advanceTimersByTimeAsync(1);
    expect(requests().map(({ call }) => call)).toEqual(['open']);
    await answerAll('an offer');
    await answerAll('an offer');
    expect(await offered).toBe('an offer');
    expect(requests().map(({ call }) => call)).toEqual(['open', 'createOffer']);
    const muted = session.setMuted(true);
    await answerAll();
    await muted;
  });

  it('as it is opened leaves what waits for its media sessions to the one after it', async () => {
    const session = host.open('call', options);
    await answerAll();
    host.onEvent((event) => {
      if (event.type === 'connection' && event.state === 'closed')
        host.reopen('call', options).catch(() => undefined);
    });
    die();
    await jest.advanceTimersByTimeAsync(1);
    const offered = session.createOffer();
    await jest.advanceTimersByTimeAsync(1);
    expect(requests().map(({ call }) => call)).toEqual(['open']);
    die();
    await answerAll();
    await answerAll('an offer');
    expect(await offered).toBe('an offer');
  });

  it('is followed by one that rings on, or sounds on', async () => {
    const sounding = Promise.all([host.startRinging(), host.startTone('call-waiting')]);
    await answerAll();
    await sounding;
    die();
    await jest.advanceTimersByTimeAsync(1);
    expect(requests().map(({ call }) => call)).toEqual(['startRinging', 'startTone']);
    const quiet = Promise.all([host.stopRinging(), host.stopTone()]);
    await answerAll();
    await quiet;
    die();
    await jest.advanceTimersByTimeAsync(1);
    expect(requests()).toEqual([]);
  });
});

it('takes up a media session only of a document that still has it', async () => {
  expect(await host.adopt('call')).toBeUndefined();
  documents = 1;
  host.attach(port as unknown as chrome.runtime.Port);
  const adopting = host.adopt('call');
  await answerAll(true);
  expect((await adopting)?.id).toBe('call');
});

describe('a document that Chrome does not open', () => {
  const refuse = () => Promise.reject(new Error('Only a single offscreen document may be created.'));

  it('for a moment, is there a moment later', async () => {
    createDocument = refuse;
    const state = host.microphoneState();
    await jest.advanceTimersByTimeAsync(2_000);
    createDocument = documentOpens;
    await jest.advanceTimersByTimeAsync(1_000);
    await answerAll('granted');
    expect(await state).toBe('granted');
  });

  it('at all, is told within seconds', async () => {
    createDocument = refuse;
    const failed = expect(host.microphoneState()).rejects.toMatchObject({ code: 'media-failed' });
    await jest.advanceTimersByTimeAsync(6_000);
    await failed;
  });

  it('while the last one is being closed, is opened as soon as that is gone', async () => {
    const first = host.microphoneState();
    await answerAll('granted');
    await first;
    let closed = () => {};
    const closing = new Promise<void>((resolve) => {
      closed = resolve;
    });
    Object.assign(chrome.offscreen, { closeDocument: () => closing });
    await jest.advanceTimersByTimeAsync(66_000);
    port = new FakePort('media');
    const state = host.microphoneState();
    await jest.advanceTimersByTimeAsync(100);
    documents = 0;
    closed();
    await answerAll('granted');
    expect(await state).toBe('granted');
    expect(created).toBe(2);
  });
});
