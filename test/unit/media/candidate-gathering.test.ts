import { CandidateGathering } from '../../../src/media/candidate-gathering';
import {
  FakePeerConnection,
  hostCandidate,
  publicCandidate,
  relayCandidate,
  tcpCandidate,
} from '../../fakes/fake-peer-connection';

let peer: FakePeerConnection;
let late: jest.Mock;

beforeEach(async () => {
  jest.useFakeTimers();
  peer = new FakePeerConnection();
  late = jest.fn();
  await peer.setLocalDescription({ type: 'offer' });
});

afterEach(() => jest.useRealTimers());

function watch(relayOnly = false): CandidateGathering {
  const gathering = new CandidateGathering(peer as unknown as RTCPeerConnection, relayOnly);
  gathering.onLate = late;
  return gathering;
}

/** Milliseconds until there is enough, with something happening on the way. */
async function timeUntilEnough(
  gathering: CandidateGathering,
  happens: [at: number, what: () => void][] = [],
) {
  const start = performance.now();
  let time: number | undefined;
  void gathering.enough().then(() => {
    time = performance.now() - start;
  });
  for (const [at, what] of happens) setTimeout(what, at);
  await jest.advanceTimersByTimeAsync(5000);
  return time;
}

const sdp = () => peer.localDescription?.sdp ?? '';

describe('waiting for candidates', () => {
  it('ends after 150 ms when none is found', async () => {
    expect(await timeUntilEnough(watch())).toBe(150);
  });

  it('ends shortly after the first, though the STUN server never answers', async () => {
    expect(await timeUntilEnough(watch(), [[5, () => peer.find(hostCandidate)]])).toBe(25);
  });

  it('ends with gathering', async () => {
    const happens: [number, () => void][] = [
      [5, () => peer.find(hostCandidate)],
      [8, () => peer.completeGathering()],
    ];
    expect(await timeUntilEnough(watch(), happens)).toBe(8);
  });

  it('never exceeds 150 ms for the company of the first', async () => {
    expect(await timeUntilEnough(watch(), [[140, () => peer.find(hostCandidate)]])).toBe(150);
  });

  it('is not needed when they were gathered before', async () => {
    const gathering = watch();
    peer.find(hostCandidate);
    await jest.advanceTimersByTimeAsync(100);
    expect(await timeUntilEnough(gathering)).toBe(0);
  });

  it('does not take a TCP candidate for one', async () => {
    expect(await timeUntilEnough(watch(), [[5, () => peer.find(tcpCandidate)]])).toBe(150);
  });

  it('ends at close', async () => {
    const gathering = watch();
    expect(await timeUntilEnough(gathering, [[30, () => gathering.close()]])).toBe(30);
  });

  it('takes 2 s at most for a relayed one where only those may be used', async () => {
    expect(await timeUntilEnough(watch(true), [[5, () => peer.find(hostCandidate)]])).toBe(2000);
    expect(await timeUntilEnough(watch(true), [[700, () => peer.find(relayCandidate)]])).toBe(720);
  });
});

describe('late candidates', () => {
  it('are those that no description carried', () => {
    const gathering = watch();
    peer.find(hostCandidate);
    expect(gathering.hasUnsent()).toBe(false);
    gathering.handOut(sdp());
    expect(gathering.hasUnsent()).toBe(false);
    peer.find(publicCandidate);
    expect(gathering.hasUnsent()).toBe(true);
    gathering.handOut(sdp());
    expect(gathering.hasUnsent()).toBe(false);
  });

  it('are reported once, 300 ms after the last one', async () => {
    const gathering = watch();
    gathering.handOut(sdp());
    peer.find(hostCandidate);
    await jest.advanceTimersByTimeAsync(200);
    peer.find(publicCandidate);
    await jest.advanceTimersByTimeAsync(299);
    expect(late).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(50);
    expect(late).toHaveBeenCalledTimes(1);
    peer.completeGathering();
    await jest.advanceTimersByTimeAsync(1000);
    expect(late).toHaveBeenCalledTimes(1);
  });

  it('are reported at once when gathering is complete', async () => {
    const gathering = watch();
    gathering.handOut(sdp());
    peer.find(hostCandidate);
    peer.completeGathering();
    await jest.advanceTimersByTimeAsync(1);
    expect(late).toHaveBeenCalledTimes(1);
  });

  it('are not worth a report by TCP, nor before anything was handed out', async () => {
    const gathering = watch();
    peer.find(hostCandidate);
    await jest.advanceTimersByTimeAsync(1000);
    gathering.handOut(sdp());
    peer.find(tcpCandidate);
    await jest.advanceTimersByTimeAsync(1000);
    expect(late).not.toHaveBeenCalled();
    expect(gathering.hasUnsent()).toBe(false);
  });

  it('are unsent again when the offer that carried them was refused', () => {
    const gathering = watch();
    gathering.handOut(sdp());
    peer.find(publicCandidate);
    gathering.handOut(sdp());
    gathering.takeBack();
    expect(gathering.hasUnsent()).toBe(true);
  });

  it('are of the generation handed out only', async () => {
    const gathering = watch();
    gathering.handOut(sdp());
    await peer.createOffer({ iceRestart: true });
    peer.find(hostCandidate);
    expect(gathering.hasUnsent()).toBe(false);
  });
});

describe('a new network address', () => {
  let changed: jest.Mock;
  const otherHost = '7 1 udp 2122063615 198.51.100.20 36457 typ host';

  function gathered(): CandidateGathering {
    const gathering = watch();
    changed = jest.fn();
    gathering.onNewAddress = changed;
    peer.find(hostCandidate);
    peer.completeGathering();
    return gathering;
  }

  it('is a candidate found after gathering was complete; told once, and not as a late one', async () => {
    gathered().handOut(sdp());
    peer.find(otherHost);
    peer.find(publicCandidate);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(changed).toHaveBeenCalledTimes(1);
    expect(late).not.toHaveBeenCalled();
  });

  it('is not one found while gathering goes on, however late', async () => {
    const gathering = watch();
    changed = jest.fn();
    gathering.onNewAddress = changed;
    peer.find(hostCandidate);
    gathering.handOut(sdp());
    peer.find(publicCandidate);
    peer.completeGathering();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(changed).not.toHaveBeenCalled();
    expect(late).toHaveBeenCalledTimes(1);
  });

  it('goes out with the rest where nothing has been handed out', async () => {
    const gathering = gathered();
    peer.find(otherHost);
    expect(changed).not.toHaveBeenCalled();
    gathering.handOut(sdp());
    peer.find(publicCandidate);
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('is told again in the next generation', async () => {
    const gathering = gathered();
    gathering.handOut(sdp());
    peer.find(otherHost);
    await peer.createOffer({ iceRestart: true });
    peer.find(otherHost);
    peer.completeGathering();
    gathering.handOut(sdp());
    expect(changed).toHaveBeenCalledTimes(1);
    peer.find(publicCandidate);
    expect(changed).toHaveBeenCalledTimes(2);
  });
});
