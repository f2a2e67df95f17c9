import type { MediaCallName, MediaCalls } from '../../../src/contract/media-protocol';
import type { MediaEvent } from '../../../src/contract/media-session';
import { createLoggers } from '../../../src/log/logger';
import { answerRequest } from '../../../src/media/media-calls';
import { LocalMediaHost } from '../../../src/media/media-host';
import { installFakeMicrophones } from '../../fakes/fake-microphones';
import {
  FakePeerConnection,
  hostCandidate,
  installFakePeerConnection,
} from '../../fakes/fake-peer-connection';
import { FakeAudioContext, installFakeSound } from '../../fakes/fake-sound';

const options = { iceServers: [], relayOnly: false };
const devices = { microphoneId: '', speakerId: 'ear', ringerId: 'bell', ringVolume: 0.5 };

let events: MediaEvent[];
let host: LocalMediaHost;

beforeEach(() => {
  jest.useFakeTimers();
  installFakePeerConnection();
  installFakeMicrophones('desk');
  installFakeSound();
  events = [];
  host = new LocalMediaHost({
    emit: (event) => events.push(event),
    loggers: createLoggers(() => undefined, Date.now),
  });
});

afterEach(() => jest.useRealTimers());

function ask<N extends MediaCallName>(call: N, ...args: Parameters<MediaCalls[N]>) {
  return answerRequest(host.calls, { type: 'request', id: 1, call, args });
}

const value = (result: unknown) => ({ type: 'result', id: 1, value: result });
const contexts = () => FakeAudioContext.made;

describe('requests', () => {
  it('are answered by the media session they name', async () => {
    expect(await ask('open', 'a', options)).toEqual(value(undefined));
    expect(await ask('has', 'a')).toEqual(value(true));
    expect(await ask('startMicrophone', 'a')).toEqual(value(undefined));
    await ask('close', 'a');
    expect(await ask('has', 'a')).toEqual(value(false));
    expect(host.hasSessions).toBe(false);
  });

  it('fail with a code when the session is gone, open already, or the call unknown', async () => {
    expect(await ask('createOffer', 'a', {})).toMatchObject({ type: 'error', code: 'media-failed' });
    await ask('open', 'a', options);
    expect(await ask('open', 'a', options)).toMatchObject({ type: 'error', code: 'media-failed' });
    const unknown = ask('constructor' as MediaCallName, ...([] as never));
    expect(await unknown).toMatchObject({ type: 'error', code: 'unexpected' });
  });

  it('tell the state of the microphone', async () => {
    expect(await ask('microphoneState')).toEqual(value('granted'));
    installFakeMicrophones();
    expect(await ask('microphoneState')).toEqual(value('missing'));
    installFakeMicrophones('desk').permit('denied');
    expect(await ask('microphoneState')).toEqual(value('denied'));
  });

  it('open the prepared connection', async () => {
    await ask('prepare', options);
    await ask('open', 'a', options);
    expect(FakePeerConnection.made).toHaveLength(1);
  });

  it('do not open one that was prepared before the network changed', async () => {
    await ask('prepare', options);
    host.networkChanged();
    await ask('open', 'a', options);
    expect(FakePeerConnection.made.map(({ connectionState }) => connectionState)).toEqual(['closed', 'new']);
  });
});

describe('another network address', () => {
  const watches = () => FakePeerConnection.made.filter(({ transceivers }) => transceivers.length > 0);

  async function connectedCalls(...ids: string[]): Promise<void> {
    for (const id of ids) await ask('open', id, options);
    for (const peer of [...FakePeerConnection.made]) peer.become('connected');
    await jest.advanceTimersByTimeAsync(0);
    watches()[0]?.find(hostCandidate);
    watches()[0]?.completeGathering();
    events.length = 0;
  }

  it('is told to each call that is connected', async () => {
    await connectedCalls('a', 'b');
    expect(watches()).toHaveLength(1);
    watches()[0]?.find(hostCandidate.replace('192.0.2.10', '198.51.100.4'));
    expect(events).toEqual([
      { type: 'network-changed', sessionId: 'a' },
      { type: 'network-changed', sessionId: 'b' },
    ]);
  });

  it('is looked for until the last of them is over', async () => {
    await connectedCalls('a', 'b');
    const states = () => watches().map(({ connectionState }) => connectionState);
    await ask('close', 'a');
    expect(states()).toEqual(['new']);
    await ask('close', 'b');
    expect(states()).toEqual(['closed']);
  });
});

describe('sounds', () => {
  it('ring once at a time, in the ringer, as loud as chosen', async () => {
    await ask('setDevices', devices);
    await ask('startRinging');
    await ask('startRinging');
    await jest.advanceTimersByTimeAsync(0);
    expect(contexts()).toHaveLength(1);
    expect(contexts()[0]).toMatchObject({ sinkId: 'bell', source: { started: true, loop: true } });
    expect(contexts()[0]?.gainNode.gain.value).toBeCloseTo(0.25);
    await ask('setDevices', { ...devices, ringerId: 'other', ringVolume: 1 });
    expect(contexts()[0]).toMatchObject({ sinkId: 'other', gainNode: { gain: { value: 1 } } });
    await ask('stopRinging');
    expect(contexts()[0]?.state).toBe('closed');
  });

  it('play one progress tone at a time, in the speaker', async () => {
    await ask('setDevices', devices);
    await ask('startTone', 'ringback');
    await ask('startTone', 'busy');
    await jest.advanceTimersByTimeAsync(0);
    expect(contexts().map(({ state }) => state)).toEqual(['closed', 'running']);
    expect(contexts()[1]).toMatchObject({ sinkId: 'ear', source: { started: true, loop: false } });
    contexts()[1]?.source.dispatchEvent(new Event('ended'));
    await jest.advanceTimersByTimeAsync(0);
    expect(contexts()[1]?.state).toBe('closed');
  });

  it('come from the default device when the chosen one is gone', async () => {
    FakeAudioContext.missingDevice = 'bell';
    await ask('setDevices', devices);
    await ask('startRinging');
    await jest.advanceTimersByTimeAsync(0);
    expect(contexts()[0]).toMatchObject({ sinkId: '', source: { started: true } });
  });

  it('do not start when they were stopped in the same moment', async () => {
    await Promise.all([ask('startRinging'), ask('stopRinging')]);
    await jest.advanceTimersByTimeAsync(0);
    expect(contexts()[0]).toMatchObject({ state: 'closed', source: { started: false } });
  });
});

describe('a chosen speaker that is not there', () => {
  const speaker = () => events.filter(({ type }) => type === 'speaker');

  it('is told once, for a call that begins and for one under way, and when it is back', async () => {
    FakeAudioContext.missingDevice = 'ear';
    await ask('setDevices', devices);
    await ask('open', 'a', options);
    await jest.advanceTimersByTimeAsync(0);
    await host.devicesChanged();
    expect(speaker()).toEqual([{ type: 'speaker', missing: true }]);
    FakeAudioContext.missingDevice = '';
    await host.devicesChanged();
    expect(speaker()).toEqual([
      { type: 'speaker', missing: true },
      { type: 'speaker', missing: false },
    ]);
  });

  it('is no longer missed when the last call is over', async () => {
    FakeAudioContext.missingDevice = 'ear';
    await ask('setDevices', devices);
    await ask('open', 'a', options);
    await jest.advanceTimersByTimeAsync(0);
    await ask('close', 'a');
    expect(speaker().at(-1)).toEqual({ type: 'speaker', missing: false });
  });
});

describe('the death of the worker', () => {
  it('ends ringing and tones, and no call', async () => {
    await ask('open', 'a', options);
    await ask('startRinging');
    await ask('startTone', 'ringback');
    host.workerLost();
    expect(contexts().map(({ state }) => state)).toEqual(['closed', 'closed']);
    expect(host.hasSessions).toBe(true);
  });

  it('lets the next one know what has become of the connection, behind the answer that it is there', async () => {
    await ask('open', 'a', options);
    FakePeerConnection.made[0]?.become('failed');
    events.length = 0;
    host.workerLost();
    expect(await ask('has', 'a')).toEqual(value(true));
    expect(events).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(events).toEqual([{ type: 'connection', sessionId: 'a', state: 'failed' }]);
  });

  it('leaves no microphone open that the next worker does not ask for', async () => {
    await ask('open', 'kept', options);
    await ask('open', 'forgotten', options);
    host.workerLost();
    await ask('has', 'kept');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(await ask('has', 'kept')).toEqual(value(true));
    expect(await ask('has', 'forgotten')).toEqual(value(false));
    expect(events).toEqual([{ type: 'connection', sessionId: 'forgotten', state: 'closed' }]);
  });
});
