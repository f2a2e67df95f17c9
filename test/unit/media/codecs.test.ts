import type { AudioCodec } from '../../../src/contract/media-session';
import { createLoggers } from '../../../src/log/logger';
import { openConnection } from '../../../src/media/media-connection';
import { PeerSession } from '../../../src/media/peer-session';
import { PreparedConnection } from '../../../src/media/prepared-connection';
import { SharedMicrophone } from '../../../src/media/shared-microphone';
import { installFakeMicrophones } from '../../fakes/fake-microphones';
import {
  FakePeerConnection,
  hostCandidate,
  installFakePeerConnection,
} from '../../fakes/fake-peer-connection';
import { installFakeSound } from '../../fakes/fake-sound';
import { silentLogger } from '../../fakes/silent-logger';

const opusOnly = 'v=0\r\nm=audio 5000 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\n';
const g711 = 'v=0\r\nm=audio 5000 UDP/TLS/RTP/SAVPF 8 0\r\n';
const tones = ['telephone-event', 'telephone-event'];

let session: PeerSession | undefined;

beforeEach(() => {
  installFakePeerConnection();
  installFakeMicrophones('desk');
  installFakeSound();
});
afterEach(() => session?.close());

function open(refusedCodecs?: AudioCodec[], codecOrder: AudioCodec[] = []): PeerSession {
  const options = { iceServers: [], relayOnly: false, codecOrder, ...(refusedCodecs && { refusedCodecs }) };
  const opened = new PeerSession({
    id: 'a',
    prepared: undefined,
    open: () => openConnection(options),
    microphone: new SharedMicrophone(() => undefined),
    devices: { microphoneId: '', speakerId: '' },
    emit: () => undefined,
    log: createLoggers(() => undefined, Date.now)('test'),
  });
  FakePeerConnection.made.at(-1)?.find(hostCandidate);
  FakePeerConnection.made.at(-1)?.completeGathering();
  session = opened;
  return opened;
}

const preferred = () => FakePeerConnection.made.at(-1)?.transceivers.map((each) => each.preferred);

it.each<[AudioCodec[] | undefined, string[] | undefined]>([
  [undefined, undefined],
  [[], undefined],
  [['opus'], ['G722', 'PCMU', 'PCMA', 'CN', ...tones]],
  [['g722'], ['opus', 'red', 'PCMU', 'PCMA', 'CN', ...tones]],
  [
    ['pcma', 'pcmu'],
    ['opus', 'red', 'G722', 'CN', ...tones],
  ],
  // Nobody could talk: that cannot be meant.
  [['opus', 'g722', 'pcma', 'pcmu'], undefined],
])('where the profile refuses %j an offer lists %j', async (refused, listed) => {
  await open(refused).createOffer();
  expect(preferred()).toEqual([listed]);
});

it.each<[AudioCodec[], AudioCodec[], string[]]>([
  [['pcma', 'g722', 'opus', 'pcmu'], [], ['PCMA', 'G722', 'opus', 'red', 'PCMU', 'CN', ...tones]],
  [
    ['g722', 'opus'],
    ['pcma', 'pcmu'],
    ['G722', 'opus', 'red', 'CN', ...tones],
  ],
  [['pcmu'], [], ['PCMU', 'opus', 'red', 'G722', 'PCMA', 'CN', ...tones]],
])('in the profile’s order %j without %j an offer lists %j', async (order, refused, listed) => {
  await open(refused, order).createOffer();
  expect(preferred()).toEqual([listed]);
});

it('an answer lists no refused codec either', async () => {
  const answering = open(['pcmu']);
  await answering.acceptOffer(g711);
  await answering.createAnswer();
  expect(preferred()).toEqual([['opus', 'red', 'G722', 'PCMA', 'CN', ...tones]]);
});

it('nor does an offer that is prepared before there is a call', async () => {
  const prepared = new PreparedConnection(silentLogger);
  await prepared.prepare({ iceServers: [], relayOnly: false, refusedCodecs: ['opus', 'g722', 'pcma'] });
  expect(preferred()).toEqual([['PCMU', 'CN', ...tones]]);
  prepared.discard();
});

it('an offer of nothing but refused codecs is not taken', async () => {
  await expect(open(['opus']).acceptOffer(opusOnly)).rejects.toMatchObject({ code: 'media-failed' });
  await expect(open(['pcmu']).acceptOffer(opusOnly)).resolves.toBeUndefined();
});
