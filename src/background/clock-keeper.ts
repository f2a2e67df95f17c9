import { type ClockReading, judgeClocks } from '../domain/clock-watch';
import type { Logger } from '../log/logger';

/** Milliseconds between two looks at the clocks. */
const every = 10_000;

export interface ClockKeeperOptions {
  read(): ClockReading;
  /** The computer has slept, or its clock was set forward. */
  onWoke(): void;
  /** The clock was set back by so many milliseconds: what was noted before lies ahead by so much. */
  onSetBack(by: number): void;
  log: Logger;
}

/** Notices that the computer has slept, or that somebody has set its clock. */
export class ClockKeeper {
  private before: ClockReading;

  constructor(private readonly options: ClockKeeperOptions) {
    this.before = options.read();
    setInterval(() => this.look(), every);
  }

  /** Looks now: an event has come that may be the first thing after a sleep. */
  look(): void {
    const now = this.options.read();
    const verdict = judgeClocks(this.before, now, every);
    this.before = now;
    if (verdict.type === 'fine') return;
    const seconds = Math.round((verdict.type === 'slept' ? verdict.for : verdict.by) / 1000);
    this.options.log.info(`clock: ${verdict.type}, ${seconds} s`);
    if (verdict.type === 'slept') this.options.onWoke();
    else this.options.onSetBack(verdict.by);
  }
}
