import type { MediaDirection, MediaEvent } from '../../../src/contract/media-session';
import { createLoggers } from '../../../src/log/logger';
import { openConnection } from '../../../src/media/media-connection';
import { PeerSession } from '../../../src/media/peer-session';
import { SharedMicrophone } from '../../../src/media/shared-microphone';
import { type FakeMicrophones, installFakeMicrophones } from '../../fakes/fake-microphones';
import {
  FakePeerConnection,
  hostCandidate,
  installFakePeerConnection,
  publicCandidate,
} from '../../fakes/fake-peer-connection';
import { FakeAudioContext, type FakeAudioElement, installFakeSound } from '../../fakes/fake-sound';

const options = { iceServers: [], relayOnly: false };
const answer = 'v=0\r\nm=audio 5000 UDP/TLS/RTP/SAVPF 0 101\r\na=rtpmap:101 telephone-event/8000\r\n';

let microphones: FakeMicrophones;
let elements: FakeAudioElement[];
let events: MediaEvent[];
let session: PeerSession;

beforeEach(() => {
  installFakePeerConnection();
  microphones = installFakeMicrophones('desk', 'headset');
  elements = installFakeSound();
  events = [];
  session = openSession();
});

afterEach(() => session.close());

function openSession(prepared = openConnection(options)): PeerSession {
  return new PeerSession({
    id: 'a',
    prepared,
    open: () => openConnection(options),
    microphone: new SharedMicrophone(() => undefined),
    devices: { microphoneId: 'headset', speakerId: 'ear' },
    emit: (event) => events.push(event),
    log: createLoggers(() => undefined, Date.now)('test'),
  });
}

function peer(): FakePeerConnection {
  const last = FakePeerConnection.made.at(-1);
  if (!last) throw new Error('no peer connection was made');
  return last;
}

function sent() {
  const track = peer().transceivers[0]?.sender.track;
  if (!track) throw new Error('no microphone is sent');
  return track;
}

async function offer(): Promise<string> {
  peer().find(hostCandidate);
  peer().completeGathering();
  return session.createOffer();
}

async function callUp(): Promise<void> {
  await session.startMicrophone();
  await offer();
  await session.acceptAnswer(answer);
}

describe('the microphone', () => {
  it('is off as soon as the session is closed', async () => {
    await callUp();
    expect(microphones.opened.map(({ stopped }) => stopped)).toEqual([false]);
    await session.close();
    expect(microphones.opened.map(({ stopped }) => stopped)).toEqual([true]);
  });

  it('is not needed for an offer, and is sent once it is there', async () => {
    expect(await offer()).toContain('a=sendrecv');
    expect(microphones.opened).toHaveLength(0);
    await session.startMicrophone();
    expect(sent().deviceId).toBe('headset');
  });

  it.each<[MediaDirection, boolean, boolean]>([
    ['sendrecv', false, true],
    ['sendrecv', true, false],
    ['sendonly', false, false],
    ['sendonly', true, false],
    ['recvonly', false, false],
    ['inactive', false, false],
  ])('with %s and muted %s is heard: %s', async (direction, muted, heard) => {
    await callUp();
    await session.setDirection(direction);
    await session.setMuted(muted);
    expect(sent().enabled).toBe(heard);
    await session.setMuted(!muted);
    await session.setMuted(muted);
    expect(sent().enabled).toBe(heard);
  });

  it('stays muted when it is replaced', async () => {
    await callUp();
    await session.setMuted(true);
    await session.setDevices({ microphoneId: 'desk', speakerId: '' });
    expect(sent().deviceId).toBe('desk');
    expect(sent().enabled).toBe(false);
    expect(microphones.opened[0]?.stopped).toBe(true);
  });

  it('is muted from its first moment when mute came before it', async () => {
    await session.setMuted(true);
    await callUp();
    expect(sent().enabled).toBe(false);
  });

  it('falls over to another one when it is unplugged, and nobody is told', async () => {
    await callUp();
    microphones.plug('desk');
    sent().unplug();
    await new Promise(setImmediate);
    expect(sent().deviceId).toBe('desk');
    expect(events).toEqual([]);
  });

  it('is reported lost when there is no other, and taken up when one is plugged in', async () => {
    await callUp();
    microphones.plug();
    sent().unplug();
    await new Promise(setImmediate);
    expect(events).toEqual([{ type: 'microphone-lost', sessionId: 'a', code: 'microphone-missing' }]);
    microphones.plug('new one');
    await new Promise(setImmediate);
    expect(sent().deviceId).toBe('new one');
    expect(events.slice(1)).toEqual([{ type: 'microphone-back', sessionId: 'a' }]);
  });

  it('is taken up when it is plugged in only after the call began', async () => {
    microphones.plug();
    await expect(session.startMicrophone()).rejects.toMatchObject({ code: 'microphone-missing' });
    await offer();
    microphones.plug('new one');
    await new Promise(setImmediate);
    expect(sent().deviceId).toBe('new one');
    expect(events.map(({ type }) => type)).toEqual(['microphone-lost', 'microphone-back']);
  });

  it('is told as lost again to a worker that is new', async () => {
    await callUp();
    microphones.permit('denied');
    await new Promise(setImmediate);
    session.repeatState();
    expect(events.map(({ type }) => type)).toEqual(['microphone-lost', 'microphone-lost']);
  });

  it('is reported denied when its permission is taken back', async () => {
    await callUp();
    microphones.permit('denied');
    await new Promise(setImmediate);
    expect(events).toEqual([{ type: 'microphone-lost', sessionId: 'a', code: 'microphone-denied' }]);
    expect(microphones.opened[0]?.stopped).toBe(true);
  });

  it('is closed with the session, even when it opens only then', async () => {
    const opening = session.startMicrophone();
    await session.close();
    await expect(opening).rejects.toMatchObject({ code: 'media-failed' });
    expect(microphones.opened.map(({ stopped }) => stopped)).toEqual([true]);
  });
});

describe('the far end', () => {
  it('is heard in the chosen speaker, or in the default when that is gone', async () => {
    await offer();
    const [element] = elements;
    expect(element?.dataset.session).toBe('a');
    expect(element?.sinkId).toBe('ear');
    FakeAudioContext.missingDevice = 'gone';
    await session.setDevices({ microphoneId: '', speakerId: 'gone' });
    expect(element?.sinkId).toBe('');
  });

  it('is not heard while we hold', async () => {
    await callUp();
    await session.setDirection('sendonly');
    expect(elements[0]?.muted).toBe(true);
    await session.setDirection('sendrecv');
    expect(elements[0]?.muted).toBe(false);
  });

  it('gets tones one after the other, without the spaces of a written number', async () => {
    await callUp();
    peer().become('connected');
    expect(await session.sendTones('12 3')).toBe(true);
    expect(await session.sendTones('#')).toBe(true);
    expect(peer().transceivers[0]?.sender.dtmf.toneBuffer).toBe('123#');
    await expect(session.sendTones('12x')).rejects.toMatchObject({ code: 'not-possible-now' });
  });

  it('gets tones that were asked for too soon once the connection is there, in their order', async () => {
    await callUp();
    const sending = Promise.all([session.sendTones('1'), session.sendTones('2')]);
    peer().become('connecting');
    await new Promise(setImmediate);
    expect(peer().transceivers[0]?.sender.dtmf.toneBuffer).toBe('');
    peer().become('connected');
    expect(await sending).toEqual([true, true]);
    expect(peer().transceivers[0]?.sender.dtmf.toneBuffer).toBe('12');
  });

  it('gets tones that were asked for while the microphone was still being opened', async () => {
    const opening = session.startMicrophone();
    await offer();
    await session.acceptAnswer(answer);
    peer().become('connected');
    expect(await session.sendTones('1')).toBe(true);
    await opening;
  });

  it('gets no tones before there is a microphone', async () => {
    await offer();
    await session.acceptAnswer(answer);
    peer().become('connected');
    expect(await session.sendTones('1')).toBe(false);
  });
});

describe('descriptions', () => {
  it('propose the direction set last', async () => {
    await callUp();
    await session.setDirection('sendonly');
    expect(await session.createOffer()).toContain('a=sendonly');
  });

  it('carry late candidates in the next offer, in the same generation', async () => {
    const first = await offer();
    peer().find(publicCandidate);
    expect(await session.hasUnsentCandidates()).toBe(true);
    const second = await session.createOffer();
    expect(second).toContain('203.0.113.7');
    expect(/ice-ufrag:\S+/.exec(second)?.[0]).toBe(/ice-ufrag:\S+/.exec(first)?.[0]);
    expect(await session.hasUnsentCandidates()).toBe(false);
  });

  it('of the far end replace our offer when both come at once', async () => {
    await callUp();
    await session.createOffer();
    await session.acceptOffer(answer);
    expect(peer().signalingState).toBe('have-remote-offer');
    expect(FakePeerConnection.made).toHaveLength(1);
  });

  it('of the far end get a fresh connection where ours was only prepared', async () => {
    await peer().setLocalDescription({ type: 'offer' });
    await session.acceptOffer(answer);
    expect(FakePeerConnection.made).toHaveLength(2);
    expect(FakePeerConnection.made[0]?.connectionState).toBe('closed');
  });

  it('that are taken back before anything was agreed go with their connection: the next has the same mid', async () => {
    await session.startMicrophone();
    await offer();
    await session.rollback();
    expect(FakePeerConnection.made.map(({ connectionState }) => connectionState)).toEqual(['closed', 'new']);
    peer().find(hostCandidate);
    await session.createOffer();
    expect(peer().transceivers.map(({ mid }) => mid)).toEqual(['0']);
    expect(sent().deviceId).toBe('headset');
    await session.acceptAnswer(answer);
    await session.createOffer();
    await session.rollback();
    expect(FakePeerConnection.made).toHaveLength(2);
  });

  it('that restart ICE begin with a fresh connection where none has found a candidate, and not otherwise', async () => {
    jest.useFakeTimers();
    await session.startMicrophone();
    const offering = session.createOffer();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await offering).not.toContain('a=candidate');
    await session.acceptAnswer(answer);
    const restarting = session.createOffer({ iceRestart: true });
    await jest.advanceTimersByTimeAsync(0);
    expect(FakePeerConnection.made).toHaveLength(2);
    expect(FakePeerConnection.made[0]?.connectionState).toBe('closed');
    peer().find(hostCandidate);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await restarting).toContain('a=candidate');
    expect(sent().deviceId).toBe('headset');
    await session.acceptAnswer(answer);
    const again = session.createOffer({ iceRestart: true });
    await jest.advanceTimersByTimeAsync(1_000);
    await again;
    expect(FakePeerConnection.made).toHaveLength(2);
    jest.useRealTimers();
  });

  it('end with the session when Chrome never settles them, as it does not for a closed connection', async () => {
    peer().setRemoteDescription = () => new Promise(() => undefined);
    const accepting = session.acceptOffer(answer);
    const waiting = session.createAnswer();
    await new Promise(setImmediate);
    await session.close();
    await expect(accepting).rejects.toMatchObject({ code: 'media-failed' });
    await expect(waiting).rejects.toMatchObject({ code: 'media-failed' });
  });

  it('come one after the other', async () => {
    peer().find(hostCandidate);
    peer().completeGathering();
    const [first, , second] = await Promise.all([
      session.createOffer(),
      session.acceptAnswer(answer),
      session.createOffer({ iceRestart: true }).catch(String),
    ]);
    expect(first).toContain('ice-ufrag:one');
    expect(second).toContain('ice-ufrag:two');
  });

  it('fail at once when the session is closed while candidates are waited for', async () => {
    const offering = session.createOffer();
    await session.close();
    await expect(offering).rejects.toMatchObject({ code: 'media-failed' });
  });
});

it('ignores an answer to an offer that was lost with the document before', async () => {
  await session.acceptAnswer(answer);
  expect(peer().remoteDescription).toBeNull();
  await callUp();
  expect(peer().remoteDescription).not.toBeNull();
});

it('reports the connection as lost 2 s after the last packet, and back with the next one', async () => {
  jest.useFakeTimers();
  const states = () => events.map((event) => (event.type === 'connection' ? event.state : event.type));
  peer().become('connected');
  for (let second = 0; second < 4; second++) {
    peer().pair.packetsReceived += 50;
    await jest.advanceTimersByTimeAsync(1_000);
  }
  peer().pair.requestsSent++;
  await jest.advanceTimersByTimeAsync(1_000);
  expect(states()).toEqual(['connected']);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(states()).toEqual(['connected', 'disconnected']);
  session.repeatState();
  peer().pair.responsesReceived++;
  await jest.advanceTimersByTimeAsync(250);
  expect(states()).toEqual(['connected', 'disconnected', 'disconnected', 'connected']);
  await session.close();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

it('reports the connection as lost when none is found within 5 s of the agreement, and when it is found after all', async () => {
  jest.useFakeTimers();
  const states = () => events.map((event) => (event.type === 'connection' ? event.state : event.type));
  await offer();
  await jest.advanceTimersByTimeAsync(60_000);
  await session.acceptAnswer(answer);
  peer().become('connecting');
  await jest.advanceTimersByTimeAsync(4_999);
  expect(states()).toEqual(['connecting']);
  await jest.advanceTimersByTimeAsync(1);
  expect(states()).toEqual(['connecting', 'disconnected']);
  peer().become('connected');
  expect(states()).toEqual(['connecting', 'disconnected', 'connected']);
  await offer();
  await session.acceptAnswer(answer);
  await jest.advanceTimersByTimeAsync(20_000);
  expect(states()).toEqual(['connecting', 'disconnected', 'connected']);
  await session.close();
  jest.useRealTimers();
});

it('says nothing of a connection that was found in time, or closed before', async () => {
  jest.useFakeTimers();
  await callUp();
  peer().become('connected');
  await jest.advanceTimersByTimeAsync(10_000);
  expect(events).toEqual([{ type: 'connection', sessionId: 'a', state: 'connected' }]);
  await session.close();
  session = openSession();
  events.length = 0;
  await callUp();
  await session.close();
  await jest.advanceTimersByTimeAsync(10_000);
  expect(events).toEqual([]);
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

it('reports what was measured of the sound every 5 s, and nothing after its end', async () => {
  jest.useFakeTimers();
  const samples = () => events.filter(({ type }) => type === 'quality');
  peer().become('connected');
  const passes = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      peer().inbound.packetsReceived += 49;
      peer().inbound.packetsLost += 1;
      await jest.advanceTimersByTimeAsync(1_000);
    }
  };
  await passes(4);
  expect(samples()).toEqual([]);
  await passes(7);
  expect(samples()).toEqual([
    expect.objectContaining({ type: 'quality', sessionId: 'a' }),
    expect.objectContaining({
      sample: { seconds: 5, roundTrip: 20, receiving: { packets: 250, lost: 5 } },
    }),
  ]);
  await passes(3);
  const looking = passes(1);
  await session.close();
  await looking;
  await passes(10);
  expect(samples()).toHaveLength(2);
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

it.each<[string, () => Promise<void> | undefined, boolean]>([
  ['somebody is to hear us', () => undefined, true],
  ['we are muted', () => session.setMuted(true), false],
  ['we hold', () => session.setDirection('sendonly'), false],
])('measures the microphone where %s', async (_when, change, measured) => {
  jest.useFakeTimers();
  await session.startMicrophone();
  peer().become('connected');
  await change();
  for (let second = 0; second < 11; second++) {
    peer().inbound.packetsReceived += 50;
    await jest.advanceTimersByTimeAsync(1_000);
  }
  const samples = events.flatMap((event) => (event.type === 'quality' ? [event.sample.microphone] : []));
  expect(samples.at(-1)).toEqual(measured ? { level: 0.3, clipped: 0 } : undefined);
  expect(samples.length).toBeGreaterThan(0);
  await session.close();
  jest.useRealTimers();
});

it('reports the connection, each state once', async () => {
  for (const state of ['connecting', 'connected', 'connected', 'disconnected', 'failed'])
    peer().become(state);
  const states = events.map((event) => (event.type === 'connection' ? event.state : event.type));
  expect(states).toEqual(['connecting', 'connected', 'disconnected', 'failed']);
});
