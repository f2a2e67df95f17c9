import type { FinderPlace } from './finder-place';
import type { FoundNumbers, FoundNumbersOptions } from './found-numbers';

/** Milliseconds after which it is asked for once more; twice that after the next time. */
const patienceMs = 5_000;
const mostTries = 4;

export interface AwaitedFinderOptions extends Omit<FoundNumbersOptions, 'country'> {
  /** Has the worker bring it. */
  ask(): void;
  /** It is worth while to look again. */
  came(): void;
}

/** What finds numbers: asked for when the first text comes that may hold one, as most pages have none. */
export class AwaitedFinder {
  private readonly place = globalThis as FinderPlace;
  private numbers: FoundNumbers | undefined;
  private tries = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: AwaitedFinderOptions) {
    // One from before may be of another version.
    this.place.ringtabFinder = undefined;
    this.place.ringtabFinderCame = () => this.lookAgain();
    options.signal.addEventListener('abort', () => clearTimeout(this.retry));
  }

  /** The numbers of the page; undefined as long as nobody has looked for any. */
  get found(): FoundNumbers | undefined {
    return this.numbers;
  }

  /** The same, for a text in which one may stand: undefined until what finds them has come. */
  get wanted(): FoundNumbers | undefined {
    const { ringtabFinder, ringtabCountry = '' } = this.place;
    this.numbers ??= ringtabFinder?.({ ...this.options, country: ringtabCountry });
    if (!this.numbers) this.want();
    return this.numbers;
  }

  private want(): void {
    const { ask, signal } = this.options;
    if (this.retry !== undefined || this.tries === mostTries || signal.aborted) return;
    ask();
    this.retry = setTimeout(() => this.lookAgain(), patienceMs * 2 ** this.tries++);
  }

  private lookAgain(): void {
    clearTimeout(this.retry);
    this.retry = undefined;
    if (!this.options.signal.aborted) this.options.came();
  }
}
