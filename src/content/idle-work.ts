/** One piece of work, in steps: each `next` is a fraction of a millisecond. */
export type Work = Generator<unknown, void>;

/** The longest that a slice takes; a browser draws every 16 ms. */
const sliceMs = 6;
/** What a page that changes for ever may cost: this share of the time, and this much at once when it was quiet. */
const share = 0.01;
const mostCreditMs = 250;
/** Right after the page was read for the first time. */
const nextCreditMs = 40;
/** Changes come in bunches. */
const bunchMs = 120;

/**
 * Does work while the page has nothing to do, in short slices, and no more of it than its share: whoever is asked for
 * more waits until the time has been earned.
 */
export class IdleWork {
  private current: Work | undefined;
  private asked = false;
  private isPaused = false;
  private credit: number;
  private creditAt = performance.now();

  /**
   * @param nextWork is asked for the next piece each time one is done
   * @param firstCreditMs for the page as it is found
   */
  constructor(
    private readonly nextWork: () => Work | undefined,
    private readonly signal: AbortSignal,
    firstCreditMs: number,
  ) {
    this.credit = firstCreditMs;
  }

  /** The page as it was found has been read; from now on it is its changes that are paid for. */
  settle(): void {
    this.credit = Math.min(this.credit, nextCreditMs);
  }

  /** The piece at hand waits for something. */
  pause(): void {
    this.isPaused = true;
  }

  goOn(): void {
    this.isPaused = false;
    this.ask(true);
  }

  /** There is something to do: as soon as the page is idle, or with what else comes in the next moments. */
  ask(soon = false): void {
    if (this.asked || this.isPaused || this.signal.aborted) return;
    this.asked = true;
    this.earn(performance.now());
    const wait = this.credit > 0 ? 0 : -this.credit / share;
    setTimeout(
      () => requestIdleCallback((deadline) => this.slice(deadline), { timeout: 1500 }),
      Math.max(wait, soon ? 0 : bunchMs),
    );
  }

  private slice(deadline: IdleDeadline): void {
    this.asked = false;
    if (this.isPaused || this.signal.aborted) return;
    const started = performance.now();
    const more = this.workUntil(started + Math.min(sliceMs, Math.max(deadline.timeRemaining(), 2)));
    this.credit -= performance.now() - started;
    if (more) this.ask(true);
  }

  private earn(now: number): void {
    if (this.credit < mostCreditMs) {
      this.credit = Math.min(mostCreditMs, this.credit + (now - this.creditAt) * share);
    }
    this.creditAt = now;
  }

  /** @returns whether there is more to do */
  private workUntil(end: number): boolean {
    do {
      this.current ??= this.nextWork();
      if (!this.current) return false;
      if (this.isDone(this.current)) this.current = undefined;
    } while (!this.isPaused && performance.now() < end);
    return true;
  }

  /** Whatever a page has done to its elements costs this piece, and nothing that comes after it. */
  private isDone(work: Work): boolean {
    try {
      return work.next().done === true;
    } catch (error) {
      reportError(error);
      return true;
    }
  }
}
