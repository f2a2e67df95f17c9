import { createLoggers } from '../../../src/log/logger';
import { LocalMediaHost } from '../../../src/media/media-host';
import { type FakeMicrophones, installFakeMicrophones } from '../../fakes/fake-microphones';
import { installFakeMixing } from '../../fakes/fake-mixing';
import {
  FakePeerConnection,
  hostCandidate,
  installFakePeerConnection,
} from '../../fakes/fake-peer-connection';
import { FakeAudioContext, type FakeAudioElement, installFakeSound } from '../../fakes/fake-sound';

const answer = 'v=0\r\nm=audio 5000 UDP/TLS/RTP/SAVPF 0 101\r\na=rtpmap:101 telephone-event/8000\r\n';

let microphones: FakeMicrophones;
let elements: FakeAudioElement[];
let host: LocalMediaHost;
let peers: Map<string, FakePeerConnection>;
/** What is heard in a track. */
let soundOf: ReturnType<typeof installFakeMixing>;

beforeEach(async () => {
  installFakePeerConnection();
  microphones = installFakeMicrophones('desk', 'headset');
  elements = installFakeSound();
  soundOf = installFakeMixing();
  peers = new Map();
  host = new LocalMediaHost({ emit: () => undefined, loggers: createLoggers(() => undefined, Date.now) });
  for (const id of ['ann', 'ben', 'cid']) await callUp(id);
});

afterEach(async () => {
  for (const id of peers.keys()) await host.calls.close(id);
});

async function callUp(id: string): Promise<void> {
  await host.calls.open(id, { iceServers: [], relayOnly: false });
  const peer = FakePeerConnection.made.at(-1);
  if (!peer) throw new Error('no peer connection was made');
  peers.set(id, peer);
  await host.calls.startMicrophone(id);
  peer.find(hostCandidate);
  peer.completeGathering();
  await host.calls.createOffer(id, {});
  await host.calls.acceptAnswer(id, answer, {});
  Object.assign(peer.transceivers[0]?.receiver.track ?? {}, { deviceId: id });
  agree(id, 'sendrecv');
}

function agree(id: string, currentDirection: string): void {
  Object.assign(peers.get(id)?.transceivers[0] ?? {}, { currentDirection });
}

const sentTo = (id: string) => peers.get(id)?.transceivers[0]?.sender.track;
/** What each of them hears, by their names; ours is the microphone's. */
const heard = () => Object.fromEntries([...peers.keys()].map((id) => [id, soundOf(sentTo(id))]));

it('lets each member hear us and all others, and nobody else', async () => {
  await host.calls.mix(['ann', 'ben'], []);
  expect(heard()).toEqual({ ann: ['ben', 'desk'], ben: ['ann', 'desk'], cid: ['desk'] });
  await host.calls.mix(['ann', 'ben', 'cid'], []);
  expect(heard()).toEqual({
    ann: ['ben', 'cid', 'desk'],
    ben: ['ann', 'cid', 'desk'],
    cid: ['ann', 'ben', 'desk'],
  });
});

it('opens the microphone once, for however many calls', () => {
  expect(microphones.opened).toHaveLength(1);
});

it('takes one who leaves out of what the others hear, and nothing of them stays', async () => {
  await host.calls.mix(['ann', 'ben', 'cid'], []);
  await host.calls.mix(['ann', 'cid'], []);
  expect(heard()).toEqual({ ann: ['cid', 'desk'], ben: ['desk'], cid: ['ann', 'desk'] });
  await host.calls.close('cid');
  peers.delete('cid');
  expect(heard()).toEqual({ ann: ['desk'], ben: ['desk'] });
  await host.calls.mix([], []);
  expect(heard()).toEqual({ ann: ['desk'], ben: ['desk'] });
  expect(FakeAudioContext.made.map(({ state }) => state)).toEqual(['closed']);
});

it('goes on when the first of the calls is closed, whose microphone was opened', async () => {
  await host.calls.mix(['ann', 'ben', 'cid'], []);
  await host.calls.close('ann');
  peers.delete('ann');
  expect(heard()).toEqual({ ben: ['cid', 'desk'], cid: ['ben', 'desk'] });
  await host.calls.close('ben');
  await host.calls.close('cid');
  peers.clear();
  const tracks = microphones.opened.flatMap((track) => [track, ...track.clones]);
  expect(tracks.map(({ stopped }) => stopped)).toEqual(tracks.map(() => true));
});

it('lets members hear each other while we are muted', async () => {
  await host.calls.mix(['ann', 'ben'], []);
  await Promise.all(['ann', 'ben'].map((id) => host.calls.setMuted(id, true)));
  expect(heard()).toMatchObject({ ann: ['ben'], ben: ['ann'] });
  await host.calls.setMuted('ann', false);
  expect(heard()).toMatchObject({ ann: ['ben', 'desk'], ben: ['ann'] });
});

it('is silent for one on hold, and nobody hears what they say', async () => {
  await host.calls.mix(['ann', 'ben', 'cid'], []);
  await host.calls.setDirection('ann', 'sendonly');
  expect(heard()).toEqual({ ann: [], ben: ['cid', 'desk'], cid: ['ben', 'desk'] });
  await host.calls.setDirection('ann', 'sendrecv');
  expect(heard()).toMatchObject({ ann: ['ben', 'cid', 'desk'], ben: ['ann', 'cid', 'desk'] });
});

it('keeps the music of one who holds us from the others', async () => {
  await host.calls.mix(['ann', 'ben'], []);
  agree('ann', 'recvonly');
  await host.calls.setMuted('ann', false);
  expect(heard()).toMatchObject({ ann: ['ben', 'desk'], ben: ['desk'] });
});

it('silences one for everyone, on this machine too', async () => {
  await host.calls.mix(['ann', 'ben', 'cid'], ['ben']);
  expect(heard()).toEqual({ ann: ['cid', 'desk'], ben: ['ann', 'cid', 'desk'], cid: ['ann', 'desk'] });
  expect(elements.map(({ muted }) => muted)).toEqual([false, true, false]);
  await host.calls.mix(['ann', 'ben', 'cid'], []);
  expect(elements.map(({ muted }) => muted)).toEqual([false, false, false]);
});

it('goes on with another microphone, opened once as well', async () => {
  await host.calls.mix(['ann', 'ben'], []);
  await host.calls.setDevices({ microphoneId: 'headset', speakerId: '', ringerId: '', ringVolume: 1 });
  expect(heard()).toEqual({ ann: ['ben', 'headset'], ben: ['ann', 'headset'], cid: ['headset'] });
  expect(microphones.opened.map(({ deviceId, stopped }) => [deviceId, stopped])).toEqual([
    ['desk', true],
    ['headset', false],
  ]);
});

it('opens the same microphone anew where it is to be heard otherwise: Chrome would not change what is open', async () => {
  const devices = { microphoneId: 'headset', speakerId: '', ringerId: '', ringVolume: 1 };
  await host.calls.setDevices(devices);
  await host.calls.setDevices({ ...devices, noiseSuppression: false });
  expect(microphones.wanted.slice(1)).toEqual([
    { deviceId: { ideal: 'headset' }, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    {
      deviceId: { ideal: 'headset' },
      echoCancellation: true,
      noiseSuppression: false,
      autoGainControl: true,
    },
  ]);
  expect(microphones.openAtOnce).toEqual([1, 2, 1]);
  expect(heard()).toEqual({ ann: ['headset'], ben: ['headset'], cid: ['headset'] });
  await host.calls.setDevices({ ...devices, noiseSuppression: false, ringVolume: 0 });
  expect(microphones.opened).toHaveLength(3);
});

it('takes in one whose session is opened anew', async () => {
  await host.calls.mix(['ann', 'ben'], []);
  await host.calls.close('ben');
  await callUp('ben');
  await host.calls.setMuted('ben', false);
  expect(heard()).toEqual({ ann: ['ben', 'desk'], ben: ['ann', 'desk'], cid: ['desk'] });
});

it('that is asked for again changes nothing', async () => {
  await host.calls.mix(['ann', 'ben'], []);
  const before = sentTo('ann');
  await host.calls.mix(['ann', 'ben'], []);
  expect(sentTo('ann')).toBe(before);
  expect(FakeAudioContext.made).toHaveLength(1);
});
