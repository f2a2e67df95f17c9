// The timers that a context has set and that have neither run nor been cleared.
import type { Page, WebWorker } from 'puppeteer-core';

interface TimerWatch {
  /** The milliseconds each was set for, by its id. */
  timeouts: Map<number, number>;
  intervals: Map<number, number>;
}

declare global {
  var timerWatch: TimerWatch | undefined;
}

/** From now on timers are noted; those that run already are not known. */
export function watchTimers(context: Page | WebWorker): Promise<void> {
  return context.evaluate(() => {
    if (globalThis.timerWatch) return;
    const watch: TimerWatch = { timeouts: new Map(), intervals: new Map() };
    const { setTimeout: set, clearTimeout: clear, setInterval: repeat, clearInterval: stop } = globalThis;
    globalThis.timerWatch = watch;
    Object.assign(globalThis, {
      setTimeout: (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
        const id = Number(
          set(() => {
            watch.timeouts.delete(id);
            work(...args);
          }, ms),
        );
        watch.timeouts.set(id, ms);
        return id;
      },
      clearTimeout: (id: number) => {
        watch.timeouts.delete(id);
        clear(id);
      },
      setInterval: (work: (...args: unknown[]) => void, ms: number, ...args: unknown[]) => {
        const id = Number(repeat(work, ms, ...args));
        watch.intervals.set(id, ms);
        return id;
      },
      clearInterval: (id: number) => {
        watch.intervals.delete(id);
        stop(id);
      },
    });
  });
}

/** The milliseconds of each timer that is set, the shortest first. */
export function timersSet(context: Page | WebWorker): Promise<number[]> {
  return context.evaluate(() => {
    const { timeouts, intervals } = globalThis.timerWatch ?? { timeouts: new Map(), intervals: new Map() };
    return [...timeouts.values(), ...intervals.values()].sort((one, other) => one - other);
  });
}
