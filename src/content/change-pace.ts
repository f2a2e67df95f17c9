/** So many changes a second, for longer than a moment, and a page may be changing for ever. */
const restlessRate = 100;
const momentSeconds = 0.3;
/** However much has changed at once, the page is at rest again a moment later. */
const mostKept = 2 * restlessRate * momentSeconds;

/** How often a page changes. Times are milliseconds of a clock that is never set. */
export class ChangePace {
  /** Those of late: they run out at the rate above. */
  private late = 0;
  private at = 0;

  note(changes: number, now: number): void {
    this.late = Math.min(mostKept, this.lateAt(now) + changes);
    this.at = now;
  }

  isRestless(now: number): boolean {
    return this.lateAt(now) > restlessRate * momentSeconds;
  }

  private lateAt(now: number): number {
    return Math.max(0, this.late - ((now - this.at) / 1000) * restlessRate);
  }
}
