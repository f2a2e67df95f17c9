import type { MediaOptions } from '../../../src/contract/media-session';
import { createLoggers } from '../../../src/log/logger';
import { PreparedConnection } from '../../../src/media/prepared-connection';
import { FakePeerConnection, installFakePeerConnection } from '../../fakes/fake-peer-connection';

const options = (url = 'stun:stun.example.com'): MediaOptions => ({
  iceServers: [{ urls: [url], username: 'u', credential: 'c' }],
  relayOnly: false,
});

let prepared: PreparedConnection;

beforeEach(() => {
  jest.useFakeTimers();
  installFakePeerConnection();
  prepared = new PreparedConnection(createLoggers(() => undefined, Date.now)('test'));
});

afterEach(() => jest.useRealTimers());

const states = () => FakePeerConnection.made.map(({ connectionState }) => connectionState);

it('gathers once for equal options', async () => {
  await prepared.prepare(options());
  await prepared.prepare(options());
  expect(states()).toEqual(['new']);
  expect(FakePeerConnection.made[0]?.signalingState).toBe('have-local-offer');
});

it('gathers again for other options, and forgets the first', async () => {
  await prepared.prepare(options());
  await prepared.prepare(options('stun:other.example.com'));
  expect(states()).toEqual(['closed', 'new']);
  expect(await prepared.take(options())).toBeUndefined();
});

it('is taken once, by equal options in whatever order', async () => {
  await prepared.prepare(options());
  const [server] = options().iceServers;
  const same = {
    relayOnly: false,
    iceServers: [{ credential: 'c', username: 'u', urls: server?.urls ?? [] }],
  };
  expect(await prepared.take({ ...same, relayOnly: true })).toBeUndefined();
  expect(await prepared.take({ ...same, refusedCodecs: ['opus'] })).toBeUndefined();
  expect(await prepared.take({ ...same, codecOrder: ['opus'] })).toBeUndefined();
  expect(await prepared.take(same)).toBeDefined();
  expect(await prepared.take(same)).toBeUndefined();
});

it('is thrown away after a minute, but not once it is taken', async () => {
  await prepared.prepare(options());
  await jest.advanceTimersByTimeAsync(60_000);
  expect(states()).toEqual(['closed']);
  await prepared.prepare(options());
  await prepared.take(options());
  await jest.advanceTimersByTimeAsync(60_000);
  expect(states()).toEqual(['closed', 'new']);
});

it('is gathered anew in another network, for the rest of its minute', async () => {
  await prepared.renew();
  expect(states()).toEqual([]);
  await prepared.prepare(options());
  await jest.advanceTimersByTimeAsync(40_000);
  await prepared.renew();
  expect(states()).toEqual(['closed', 'new']);
  await jest.advanceTimersByTimeAsync(20_000);
  expect(states()).toEqual(['closed', 'closed']);
});

it('is ready when it is taken, though it was taken at once', async () => {
  void prepared.prepare(options());
  expect((await prepared.take(options()))?.peer.signalingState).toBe('have-local-offer');
});

describe('one that still gathers when it is thrown away', () => {
  async function thrownAway(): Promise<FakePeerConnection | undefined> {
    await prepared.prepare(options());
    const [peer] = FakePeerConnection.made;
    if (peer) peer.iceGatheringState = 'gathering';
    prepared.discard();
    expect(states()).toEqual(['new']);
    return peer;
  }

  it('is closed once that is over, as Chrome would never let go of it', async () => {
    (await thrownAway())?.completeGathering();
    expect(states()).toEqual(['closed']);
  });

  it('is closed after a second, however long that takes', async () => {
    await thrownAway();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(states()).toEqual(['closed']);
  });
});
