import type { WorkBudget } from './work-budget';

/** One piece of work, in steps: each `next` is a fraction of a millisecond. */
export type Work = Generator<unknown, void>;

/** The longest that a slice takes; a browser draws every 16 ms. */
const sliceMs = 6;
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

  /** @param nextWork is asked for the next piece each time one is done */
  constructor(
    private readonly nextWork: () => Work | undefined,
    private readonly signal: AbortSignal,
    private readonly budget: WorkBudget,
  ) {}

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
    setTimeout(() => this.sliceWhenPaid(), soon ? 0 : bunchMs);
  }

  private sliceWhenPaid(): void {
    const wait = this.signal.aborted ? 0 : this.budget.wait(performance.now());
    if (wait > 0) setTimeout(() => this.sliceWhenPaid(), wait);
    else requestIdleCallback((deadline) => this.slice(deadline), { timeout: 1500 });
  }

  private slice(deadline: IdleDeadline): void {
    this.asked = false;
    if (this.isPaused || this.signal.aborted) return;
    const started = performance.now();
    const more = this.workUntil(started + Math.min(sliceMs, Math.max(deadline.timeRemaining(), 2)));
    this.budget.spend(performance.now() - started);
    if (more) this.ask(true);
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
