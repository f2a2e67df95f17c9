import { createLoggers } from '../../../src/log/logger';
import { AddressWatch } from '../../../src/media/address-watch';
import {
  FakePeerConnection,
  hostCandidate,
  installFakePeerConnection,
} from '../../fakes/fake-peer-connection';

const otherCandidate = '5 1 udp 2122063615 198.51.100.4 36460 typ host';

let lines: string[];
let changed: jest.Mock;
let watch: AddressWatch;

beforeEach(() => {
  jest.useFakeTimers();
  installFakePeerConnection();
  lines = [];
  changed = jest.fn();
  const log = createLoggers((line) => lines.push(JSON.stringify(line)), Date.now)('test');
  watch = new AddressWatch(changed, log);
});

afterEach(() => jest.useRealTimers());

const states = () => FakePeerConnection.made.map(({ connectionState }) => connectionState);

/** The connection made last, when it has found these candidates and no more. */
async function gathered(...candidates: string[]): Promise<FakePeerConnection> {
  const peer = FakePeerConnection.made.at(-1);
  if (!peer) throw new Error('There is no connection.');
  await jest.advanceTimersByTimeAsync(0);
  for (const candidate of candidates) peer.find(candidate);
  peer.completeGathering();
  return peer;
}

it('asks no server, and sends no sound', async () => {
  watch.start();
  const peer = await gathered(hostCandidate);
  expect(peer.configuration).toEqual({});
  expect(peer.signalingState).toBe('have-local-offer');
  expect(peer.transceivers.map(({ direction }) => direction)).toEqual(['recvonly']);
});

it('tells nothing of the addresses that are there when it begins', async () => {
  watch.start();
  await gathered(hostCandidate, otherCandidate);
  expect(changed).not.toHaveBeenCalled();
});

it.each([
  ['another', hostCandidate, otherCandidate],
  ['the first', undefined, hostCandidate],
  ['one of IPv6', hostCandidate, '6 1 udp 2122262783 2001:db8::4 36461 typ host'],
  [
    'one with a name only',
    '1 1 udp 2122063615 2ed7ab1c-0000-4000-8000-000000000001.local 36457 typ host',
    '5 1 udp 2122063615 2ed7ab1c-0000-4000-8000-000000000002.local 36460 typ host',
  ],
])('tells of %s address, once', async (_, before, after) => {
  watch.start();
  const peer = await gathered(...(before ? [before] : []));
  peer.find(after);
  peer.find('7 1 udp 2122063615 198.51.100.5 36462 typ host');
  expect(changed).toHaveBeenCalledTimes(1);
});

it('tells of no candidate that brings no address', async () => {
  watch.start();
  const peer = await gathered(hostCandidate);
  peer.find(hostCandidate.replace('36457', '36999'));
  peer.find(otherCandidate.replace('udp', 'tcp'));
  expect(changed).not.toHaveBeenCalled();
});

it('tells of each change, also of the way back', async () => {
  watch.start();
  (await gathered(hostCandidate)).find(otherCandidate);
  (await gathered(otherCandidate)).find(hostCandidate);
  await gathered(hostCandidate);
  expect(changed).toHaveBeenCalledTimes(2);
  expect(states()).toEqual(['closed', 'closed', 'new']);
});

it('writes no address into the log', async () => {
  watch.start();
  (await gathered(hostCandidate)).find(otherCandidate);
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/198\.51\.100|192\.0\.2/);
});

it('has one connection, and none after its end', async () => {
  watch.start();
  watch.start();
  const peer = await gathered(hostCandidate);
  expect(states()).toEqual(['new']);
  watch.close();
  watch.close();
  peer.find(otherCandidate);
  expect(states()).toEqual(['closed']);
  expect(changed).not.toHaveBeenCalled();
});

it('ends while it still gathers, when that is over: Chrome would never let go of it', async () => {
  watch.start();
  await jest.advanceTimersByTimeAsync(0);
  const [peer] = FakePeerConnection.made;
  if (peer) peer.iceGatheringState = 'gathering';
  watch.close();
  expect(states()).toEqual(['new']);
  peer?.completeGathering();
  expect(states()).toEqual(['closed']);
  expect(jest.getTimerCount()).toBe(0);
});

it('lets calls go on when Chrome refuses it the connection', async () => {
  const refuse = () => {
    throw new Error('too many connections');
  };
  Object.assign(globalThis, { RTCPeerConnection: jest.fn(refuse) });
  watch.start();
  await jest.advanceTimersByTimeAsync(0);
  expect(lines).toEqual([expect.stringContaining('too many connections')]);
});
