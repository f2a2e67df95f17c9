import type { MediaEvent } from '../../../src/contract/media-session';
import { createLoggers } from '../../../src/log/logger';
import { LocalMediaHost } from '../../../src/media/media-host';
import { type FakeMicrophones, type FakeTrack, installFakeMicrophones } from '../../fakes/fake-microphones';
import {
  FakePeerConnection,
  hostCandidate,
  installFakePeerConnection,
} from '../../fakes/fake-peer-connection';
import { installFakeSound } from '../../fakes/fake-sound';

const answer = 'v=0\r\nm=audio 5000 UDP/TLS/RTP/SAVPF 0 101\r\na=rtpmap:101 telephone-event/8000\r\n';
const devices = { speakerId: '', ringerId: '', ringVolume: 1 };

let microphones: FakeMicrophones;
let host: LocalMediaHost;
let events: MediaEvent[];
let calls: Map<string, FakePeerConnection>;

beforeEach(() => {
  installFakePeerConnection();
  installFakeSound();
  calls = new Map();
  events = [];
});
afterEach(async () => {
  for (const id of calls.keys()) await host.calls.close(id);
});

/** The first that is plugged in is the system's default. */
async function begin(microphoneId: string, ...plugged: string[]): Promise<void> {
  microphones = installFakeMicrophones(...plugged);
  host = new LocalMediaHost({
    emit: (event) => events.push(event),
    loggers: createLoggers(() => undefined, Date.now),
  });
  await host.calls.setDevices({ microphoneId, ...devices });
  await callUp('ann');
}

async function callUp(id: string): Promise<void> {
  await host.calls.open(id, { iceServers: [], relayOnly: false });
  const peer = FakePeerConnection.made.at(-1);
  if (!peer) throw new Error('no peer connection was made');
  calls.set(id, peer);
  await host.calls.startMicrophone(id);
  peer.find(hostCandidate);
  peer.completeGathering();
  await host.calls.createOffer(id, {});
  await host.calls.acceptAnswer(id, answer, {});
}

const sent = (id: string) => calls.get(id)?.transceivers[0]?.sender.track as FakeTrack | null | undefined;
const spokenInto = () => [...calls.keys()].map((id) => sent(id)?.deviceId);
const standIns = () => events.flatMap((event) => (event.type === 'microphone-stand-in' ? [event.name] : []));
const settled = () => new Promise(setImmediate);

/** As Chrome tells it: the tracks end, and the list is another one; in either order. */
async function pullOut(deviceId: string, listFirst = false): Promise<void> {
  const left = microphones.plugged.filter((id) => id !== deviceId);
  if (listFirst) microphones.plug(...left);
  else microphones.plugged = left;
  for (const id of calls.keys()) if (sent(id)?.deviceId === deviceId) sent(id)?.unplug();
  if (!listFirst) microphones.plug(...left);
  await settled();
}

async function plugIn(...plugged: string[]): Promise<void> {
  microphones.plug(...plugged);
  await settled();
}

it.each([
  ['as its tracks end', false],
  ['as the list changes', true],
])(
  'a chosen one that is pulled out is stood in for, and taken up again by itself (%s)',
  async (_when, listFirst) => {
    await begin('headset', 'desk', 'headset');
    expect(standIns()).toEqual([]);
    await pullOut('headset', listFirst);
    expect(spokenInto()).toEqual(['desk']);
    expect(standIns()).toEqual(['desk']);
    await plugIn('desk', 'headset');
    expect(spokenInto()).toEqual(['headset']);
    expect(standIns()).toEqual(['desk', undefined]);
    // The other one was still open when it was there: nobody has missed a word.
    expect(microphones.openAtOnce.at(-1)).toBe(2);
    expect(microphones.opened.map(({ isOpen }) => isOpen)).toEqual([false, false, true]);
  },
);

it('so is the system’s default, once it is the default again', async () => {
  await begin('', 'headset', 'desk');
  await pullOut('headset');
  expect(spokenInto()).toEqual(['desk']);
  expect(standIns()).toEqual(['desk']);
  await plugIn('headset', 'desk');
  expect(spokenInto()).toEqual(['headset']);
  expect(standIns()).toEqual(['desk', undefined]);
});

it('a default that the user has changed in the system is followed without a word', async () => {
  await begin('', 'desk');
  await plugIn('headset', 'desk');
  expect(spokenInto()).toEqual(['headset']);
  expect(standIns()).toEqual([]);
});

it('one that is missing when a call begins is said to be, and used from when it is plugged in', async () => {
  await begin('headset', 'desk');
  expect(standIns()).toEqual(['desk']);
  await plugIn('desk', 'headset');
  expect(spokenInto()).toEqual(['headset']);
  expect(standIns()).toEqual(['desk', undefined]);
});

it('all calls go over to it, and it is opened once', async () => {
  await begin('headset', 'desk', 'headset');
  await callUp('ben');
  await pullOut('headset');
  expect(spokenInto()).toEqual(['desk', 'desk']);
  await plugIn('desk', 'headset');
  expect(spokenInto()).toEqual(['headset', 'headset']);
  expect(microphones.opened.map(({ deviceId }) => deviceId)).toEqual(['headset', 'desk', 'headset']);
  expect(standIns()).toEqual(['desk', undefined]);
});

it('a muted call stays muted on either', async () => {
  await begin('headset', 'desk', 'headset');
  await host.calls.setMuted('ann', true);
  await pullOut('headset');
  expect(sent('ann')).toMatchObject({ deviceId: 'desk', enabled: false });
  await plugIn('desk', 'headset');
  expect(sent('ann')).toMatchObject({ deviceId: 'headset', enabled: false });
});

it('what else is plugged in or out changes nothing', async () => {
  await begin('headset', 'desk', 'headset');
  await plugIn('desk', 'headset', 'camera');
  await pullOut('camera');
  expect(microphones.opened).toHaveLength(1);
});

it('where the wanted one cannot be opened, the other goes on', async () => {
  await begin('headset', 'desk', 'headset');
  await pullOut('headset');
  microphones.failures.push('NotReadableError', 'NotReadableError');
  await plugIn('desk', 'headset');
  expect(sent('ann')).toMatchObject({ deviceId: 'desk', stopped: false });
});

it('is told again to a worker that is new, and is no longer so when the last call is over', async () => {
  await begin('headset', 'desk');
  await host.calls.has('ann');
  await new Promise((repeated) => setTimeout(repeated));
  expect(standIns()).toEqual(['desk', 'desk']);
  await host.calls.close('ann');
  expect(standIns()).toEqual(['desk', 'desk', undefined]);
});

describe('a microphone that goes away by itself', () => {
  const losses = () => events.filter(({ type }) => type === 'microphone-lost');
  let now = 0;

  beforeEach(async () => {
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    await begin('', 'desk');
  });
  afterEach(() => jest.restoreAllMocks());

  async function goesAway(afterMs: number): Promise<void> {
    now += afterMs;
    sent('ann')?.unplug();
    await settled();
  }

  it('now and then is opened each time', async () => {
    for (let times = 0; times < 5; times++) await goesAway(60_000);
    expect(sent('ann')?.readyState).toBe('live');
    expect(losses()).toEqual([]);
  });

  it('as soon as it is opened is given up', async () => {
    for (let times = 0; times < 5; times++) await goesAway(100);
    expect(microphones.opened).toHaveLength(4);
    expect(losses()).toHaveLength(1);
  });

  it('and was given up is opened when the user allows it anew', async () => {
    for (let times = 0; times < 4; times++) await goesAway(100);
    microphones.permit('granted');
    await settled();
    expect(sent('ann')?.readyState).toBe('live');
  });
});
