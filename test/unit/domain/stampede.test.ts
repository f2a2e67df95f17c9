import { retryDelay } from '../../../src/domain/retry';
import { staysOf, type World } from '../../fakes/failover-world';
import { seeded } from '../../fakes/seeded-random';

/** Ten thousand phones whose gateway closed on them all in the same moment, by the policy they really follow. */
const PHONES = 10_000;

/**
 * When one phone reaches the gateway, in milliseconds since the loss. A try that leaves while the gateway is away
 * fails after `failing` milliseconds.
 */
function comesBack(outage: number, failing: number, random: () => number): number {
  let clock = retryDelay('gateway-closed', 0, 0, random());
  for (let attempts = 1; clock < outage; attempts++) {
    clock += failing;
    clock += retryDelay('gateway-unreachable', attempts, clock, random());
  }
  return clock;
}

/** As `comesBack`, of a gateway that is silent: noticed by each phone in a moment of its own, and tried at once. */
function comesBackFromSilence(outage: number, inCall: boolean, random: () => number): number {
  const [every, patience, handshake] = inCall ? [5_000, 4_000, 2_500] : [20_000, 10_000, 6_000];
  const since = random() * every + patience;
  let clock = since;
  for (let attempts = 1; clock < outage; attempts++) {
    clock += handshake;
    clock += retryDelay('gateway-silent', attempts, clock - since, random(), inCall);
  }
  return clock;
}

interface Figures {
  /** The share of all phones that come within the busiest second, wherever that begins. */
  busiestSecond: number;
  /** Milliseconds after the gateway's return. */
  median: number;
  p95: number;
  last: number;
}

function figuresOf(outage: number, failing: number, seed: number): Figures {
  const random = seeded(seed);
  return figuresOfWaits(Array.from({ length: PHONES }, () => comesBack(outage, failing, random) - outage));
}

/** @param share of the phones that are in a call when their gateway freezes */
function figuresWithCalls(outage: number, share: number): Figures {
  const random = seeded(outage);
  const waits = Array.from(
    { length: PHONES },
    (_, index) => comesBackFromSilence(outage, index < PHONES * share, random) - outage,
  );
  return figuresOfWaits(waits);
}

function figuresOfWaits(waits: number[]): Figures {
  waits.sort((a, b) => a - b);
  let busiest = 0;
  for (let from = 0, to = 0; to < PHONES; to++) {
    while (at(waits, to) - at(waits, from) >= 1_000) from++;
    busiest = Math.max(busiest, to - from + 1);
  }
  const share = (part: number) => at(waits, Math.ceil(PHONES * part) - 1);
  return { busiestSecond: busiest / PHONES, median: share(0.5), p95: share(0.95), last: share(1) };
}

function at(waits: number[], index: number): number {
  return waits[index] ?? Number.NaN;
}

/** As `figuresOf`, of phones with a secondary gateway: when they are registered there. */
function figuresAtSecondary(away: World['away'], noticed: 'at once' | 'each in its moment'): Figures {
  const random = seeded(1);
  const world: World = { primary: [[0, 600_000]], secondary: [], network: [], away, delay: 60 };
  const waits = Array.from({ length: PHONES }, () => {
    const moment = noticed === 'at once' ? 0 : random() * 20_000;
    const reason = away === 'refuses' ? 'gateway-closed' : 'gateway-silent';
    const [stay] = staysOf(world, 60_000, random, reason);
    if (stay?.gateway !== 'secondary') throw new Error('not at the secondary');
    return { since: stay.from, at: moment + stay.from };
  });
  const { busiestSecond } = figuresOfWaits(waits.map(({ at }) => at));
  return { ...figuresOfWaits(waits.map(({ since }) => since)), busiestSecond };
}

describe('ten thousand phones that lost one gateway', () => {
  // A gateway that is down refuses a connection at once, or after a round trip.
  it.each([
    [0, 0],
    [3_000, 0],
    [3_000, 50],
    [10_000, 0],
    [10_000, 50],
    [30_000, 0],
    [30_000, 50],
  ])('come back without a stampede after %i ms (a try fails after %i ms)', (outage, failing) => {
    const { busiestSecond, median, p95, last } = figuresOf(outage, failing, 1);
    expect(busiestSecond).toBeLessThanOrEqual(0.15);
    expect(median).toBeLessThanOrEqual(5_000);
    expect(p95).toBeLessThanOrEqual(12_000);
    const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
    console.log(
      `figure: gateway away ${seconds(outage)}, a failing try ${failing} ms: busiest second ${(busiestSecond * 100).toFixed(1)} % of ${PHONES} phones, median back after ${seconds(median)}, p95 ${seconds(p95)}, last ${seconds(last)}`,
    );
  });

  it('do so whenever in the first 50 s the gateway returns', () => {
    for (let outage = 0; outage <= 50_000; outage += 500) {
      const { busiestSecond, median, p95 } = figuresOf(outage, 20, outage);
      expect({ outage, busy: busiestSecond > 0.15, late: median > 5_000 || p95 > 12_000 }).toEqual({
        outage,
        busy: false,
        late: false,
      });
    }
  });

  it('do not stampede either when a firewall swallows each try for 6 s, nor after ten minutes', () => {
    expect(figuresOf(30_000, 6_000, 1).busiestSecond).toBeLessThanOrEqual(0.15);
    expect(figuresOf(600_000, 50, 1).busiestSecond).toBeLessThanOrEqual(0.15);
  });

  it('do not stampede when it froze and a tenth of them were in a call, whose tries hardly pause', () => {
    for (let outage = 20_000; outage <= 40_000; outage += 1_000) {
      expect(figuresWithCalls(outage, 0.1).busiestSecond).toBeLessThanOrEqual(0.15);
    }
    expect(figuresWithCalls(20_000, 1).last).toBeLessThanOrEqual(3_250);
  });

  it('would be noticed: pauses that grow from one second bring a quarter of them at once', () => {
    const random = seeded(1);
    const growing = (attempts: number) => 1_000 * 2 ** Math.min(attempts, 3) * (0.5 + random() / 2);
    const waits = Array.from({ length: PHONES }, () => {
      let clock = random() * 8_000;
      for (let attempts = 1; clock < 3_000; attempts++) clock += growing(attempts);
      return clock - 3_000;
    });
    const inFirstSecond = waits.filter((wait) => wait < 1_000).length;
    expect(inFirstSecond / PHONES).toBeGreaterThan(0.15);
  });
});

describe('ten thousand phones with a secondary gateway', () => {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const report = (what: string, { busiestSecond, median, p95 }: Figures) =>
    console.log(
      `figure: ${what}: busiest second ${(busiestSecond * 100).toFixed(1)} % of ${PHONES} phones, median at the secondary ${seconds(median)} after they noticed, p95 ${seconds(p95)}`,
    );

  it('whose primary closed on them all go to it without a stampede', () => {
    const figures = figuresAtSecondary('refuses', 'at once');
    report('primary stopped', figures);
    expect(figures.busiestSecond).toBeLessThanOrEqual(0.15);
    expect(figures.median).toBeLessThanOrEqual(5_000);
    expect(figures.p95).toBeLessThanOrEqual(12_000);
  });

  it('whose primary is frozen go to it after two tries of 8 s in all, each in its moment', () => {
    const figures = figuresAtSecondary('is silent', 'each in its moment');
    report('primary frozen', figures);
    expect(figures.busiestSecond).toBeLessThanOrEqual(0.15);
    expect(figures.p95).toBeLessThanOrEqual(8_500);
  });

  it('come back to one that was away together with its secondary without a stampede', () => {
    const random = seeded(1);
    for (const outage of [3_000, 10_000, 30_000]) {
      const both = [[0, outage]] as const;
      const world: World = { primary: both, secondary: both, network: [], away: 'refuses', delay: 60 };
      const waits = Array.from({ length: PHONES }, () => {
        const [stay] = staysOf(world, 120_000, random, 'gateway-closed');
        return (stay?.from ?? Number.NaN) - outage;
      });
      const figures = figuresOfWaits(waits);
      report(`both away ${seconds(outage)}`, figures);
      expect(figures.busiestSecond).toBeLessThanOrEqual(0.15);
      expect(figures.median).toBeLessThanOrEqual(5_000);
      expect(figures.p95).toBeLessThanOrEqual(12_000);
    }
  });

  it('go back from it without a stampede, though they came within a few seconds', () => {
    const random = seeded(1);
    const world: World = { primary: [[0, 90_000]], secondary: [], network: [], away: 'refuses', delay: 60 };
    const returns = Array.from({ length: PHONES }, () => {
      const back = staysOf(world, 600_000, random, 'gateway-closed').find(({ failedBack }) => failedBack);
      return back?.from ?? Number.NaN;
    });
    const { busiestSecond } = figuresOfWaits(returns);
    console.log(
      `figure: going back: busiest second ${(busiestSecond * 100).toFixed(1)} % of ${PHONES} phones`,
    );
    expect(busiestSecond).toBeLessThanOrEqual(0.15);
  });
});
