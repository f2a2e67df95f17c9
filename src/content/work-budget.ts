/** What a page that changes for ever may cost: this share of the time, and so many milliseconds at once. */
const share = 0.008;
const mostCreditMs = 25;
/** What a page may cost at once besides when it has been quiet for long, and is so again. */
const mostSavingsMs = 225;
/** How soon a page may have come to rest. */
const lookAgainMs = 300;

/**
 * How many milliseconds of work a page may be burdened with. They are earned as time goes by: a few of them may be spent
 * at once, the savings only while the page is at rest, so that a page that begins to change for ever has no use of them.
 */
export class WorkBudget {
  private savings = 0;

  /**
   * @param credit for the page as it is found
   * @param at of a clock that is never set
   * @param isRestless whether the page changes so often that it may never end
   */
  constructor(
    private credit: number,
    private at: number,
    private readonly isRestless: (now: number) => boolean,
  ) {}

  /** The page as it was found has been read; from now on it is its changes that are paid for. */
  settle(): void {
    this.credit = Math.min(this.credit, mostCreditMs);
  }

  /** What has been done is paid for; the last step may cost more than there is. */
  spend(milliseconds: number): void {
    this.credit -= milliseconds;
  }

  /** Milliseconds after which to ask again; 0 when work may be done now. */
  wait(now: number): number {
    this.earn(now);
    if (this.credit >= 0) return 0;
    const wait = -this.credit / share;
    if (this.savings === 0) return wait;
    if (this.isRestless(now)) return Math.min(wait, lookAgainMs);
    this.credit += this.savings;
    this.savings = 0;
    return Math.max(0, -this.credit / share);
  }

  private earn(now: number): void {
    const earned = (now - this.at) * share;
    this.at = now;
    const spare = this.credit + earned - mostCreditMs;
    this.credit = Math.max(this.credit, Math.min(mostCreditMs, this.credit + earned));
    if (spare > 0) this.savings = Math.min(mostSavingsMs, this.savings + Math.min(spare, earned));
  }
}
