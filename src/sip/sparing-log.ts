import type { Logger } from '../log/logger';

/** Milliseconds between two lines of the same words. */
const quiet = 10_000;
const mostWords = 50;

/** Warns of the same thing every ten seconds at most, and then says how often it has happened. */
export class SparingLog {
  private readonly told = new Map<string, { at: number; since: number }>();

  constructor(
    private readonly log: Logger,
    private readonly now: () => number,
  ) {}

  /** Whether the line was written. */
  warn(words: string): boolean {
    const at = this.now();
    const before = this.told.get(words);
    if (before && at >= before.at && at - before.at < quiet) {
      before.since += 1;
      return false;
    }
    if (this.told.size >= mostWords) this.told.clear();
    this.told.set(words, { at, since: 0 });
    this.log.warn(before?.since ? `${words} (and ${before.since} more like it)` : words);
    return true;
  }
}
