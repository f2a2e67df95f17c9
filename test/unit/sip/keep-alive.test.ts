import type { LossReason } from '../../../src/domain/registration';
import { callPace, idlePace, KeepAlive } from '../../../src/sip/keep-alive';

const idleLimit = 35_000;
const callLimit = 10_000;

interface Habits {
  /** Answers the double CRLF. */
  pongs: boolean;
  /** Answers OPTIONS. */
  options: boolean;
  /** Milliseconds until it answers. */
  takes: number;
}

const habits: [string, Habits][] = [
  ['answers everything', { pongs: true, options: true, takes: 20 }],
  ['answers CRLF alone', { pongs: true, options: false, takes: 20 }],
  ['answers OPTIONS alone', { pongs: false, options: true, takes: 20 }],
  ['is slow', { pongs: true, options: true, takes: 1_500 }],
];

/** A gateway that is there until it says nothing any more, and keeps to its habits. */
function gateway({ pongs, options, takes }: Habits) {
  const told: { reason: LossReason; at: number }[] = [];
  const state = { there: true, pongs, sentOptions: 0, told };
  const answer = (text: string) =>
    setTimeout(() => {
      if (state.there) keepAlive.received(text);
    }, takes);
  const keepAlive = new KeepAlive({
    sendPing: () => state.there && state.pongs && answer('\r\n'),
    sendOptions: () => {
      state.sentOptions++;
      if (state.there && options) answer('SIP/2.0 200 OK\r\n\r\n');
    },
    onSilence: (reason) => {
      told.push({ reason, at: performance.now() });
      keepAlive.stop();
    },
  });
  keepAlive.start();
  return { keepAlive, state };
}

/** Milliseconds until silence is noticed, with what happens meanwhile. */
function noticedAfter(
  { keepAlive, state }: ReturnType<typeof gateway>,
  changes: { after: number; pace: typeof idlePace }[] = [],
): number {
  state.there = false;
  const from = performance.now();
  for (const { after, pace } of changes) setTimeout(() => keepAlive.setPace(pace), after);
  jest.advanceTimersByTime(120_000);
  expect(state.told).toHaveLength(1);
  return (state.told[0]?.at ?? Number.NaN) - from;
}

/** The moments at which the gateway falls silent: through more than one turn of the slower pace. */
const phases = Array.from({ length: 220 }, (_, index) => index * 100);

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe.each(habits)('a gateway that %s', (_what, habit) => {
  it('is never called silent while it is there', () => {
    const { keepAlive, state } = gateway(habit);
    for (let turn = 0; turn < 40; turn++) {
      jest.advanceTimersByTime(17_300);
      keepAlive.setPace(turn % 3 ? callPace : idlePace);
      if (turn % 5 === 0) keepAlive.askNow();
      if (turn % 7 === 0) keepAlive.doubt('network-changed');
    }
    expect(state.told).toEqual([]);
  });

  it.each([
    ['idle', idlePace, idleLimit],
    ['in a call', callPace, callLimit],
  ])('and then falls silent is noticed in time, %s', (_when, pace, limit) => {
    const times = phases.map((phase) => {
      const world = gateway(habit);
      world.keepAlive.setPace(pace);
      jest.advanceTimersByTime(60_000 + phase);
      return noticedAfter(world);
    });
    expect(Math.max(...times)).toBeLessThanOrEqual(limit);
    // The turn before may not have been answered yet, so that the worst is close to the sum of both times.
    expect(Math.max(...times)).toBeGreaterThan(pace.every);
  });

  it('and falls silent before a call begins is noticed within 10 s of its beginning', () => {
    for (const phase of phases) {
      for (const after of [0, 900, 4_100, 9_900]) {
        const world = gateway(habit);
        jest.advanceTimersByTime(60_000 + phase);
        expect(noticedAfter(world, [{ after, pace: callPace }])).toBeLessThanOrEqual(after + callLimit);
      }
    }
  });

  it('and falls silent before a call ends is noticed within 35 s', () => {
    for (const phase of phases) {
      for (const after of [0, 900, 4_100, 8_900]) {
        const world = gateway(habit);
        world.keepAlive.setPace(callPace);
        jest.advanceTimersByTime(60_000 + phase);
        expect(noticedAfter(world, [{ after, pace: idlePace }])).toBeLessThanOrEqual(idleLimit);
      }
    }
  });

  it('and falls silent while calls come and go is noticed in time', () => {
    for (const every of [700, 1_900, 4_900]) {
      const world = gateway(habit);
      jest.advanceTimersByTime(60_000);
      const changes = Array.from({ length: 60 }, (_, turn) => ({
        after: turn * every,
        pace: turn % 2 ? idlePace : callPace,
      }));
      expect(noticedAfter(world, changes)).toBeLessThanOrEqual(callLimit);
    }
  });

  it('and falls silent is noticed within 4 s where there was reason for doubt', () => {
    for (const phase of phases) {
      const world = gateway(habit);
      jest.advanceTimersByTime(60_000 + phase);
      world.state.there = false;
      world.keepAlive.doubt('network-changed');
      expect(noticedAfter(world)).toBeLessThanOrEqual(4_000);
    }
  });
});

it('a gateway that answered CRLF once and does so no more is asked by OPTIONS before it is given up', () => {
  const { state } = gateway({ pongs: true, options: true, takes: 20 });
  jest.advanceTimersByTime(100_000);
  expect(state.sentOptions).toBe(1);
  state.pongs = false;
  jest.advanceTimersByTime(600_000);
  expect(state.told).toEqual([]);
});

it('the reason of the doubt is the reason of the loss', () => {
  const { keepAlive, state } = gateway({ pongs: true, options: true, takes: 20 });
  state.there = false;
  keepAlive.doubt('computer-slept');
  keepAlive.askNow();
  jest.advanceTimersByTime(10_000);
  expect(state.told).toMatchObject([{ reason: 'computer-slept' }]);
});

describe('when timers have slept with the computer', () => {
  /** The clock of timers goes on, and they fire late: as after a sleep on some systems, or in a frozen browser. */
  function sleep(milliseconds: number): void {
    const now = performance.now();
    jest.spyOn(performance, 'now').mockImplementation(() => now + milliseconds);
  }
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('a question that was open then is asked again, as its answer may stand behind the timer', () => {
    const { state } = gateway({ pongs: true, options: true, takes: 30_000 });
    jest.advanceTimersByTime(20_001);
    sleep(8 * 3_600_000);
    jest.advanceTimersByTime(10_000);
    expect(state.told).toEqual([]);
  });

  it('and nothing comes to that either, the sleep is the reason', () => {
    const { state } = gateway({ pongs: true, options: true, takes: 20 });
    state.there = false;
    jest.advanceTimersByTime(20_001);
    sleep(8 * 3_600_000);
    jest.advanceTimersByTime(10_000);
    jest.advanceTimersByTime(4_000);
    expect(state.told).toMatchObject([{ reason: 'computer-slept' }]);
  });
});
