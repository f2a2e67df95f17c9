const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What decides when a source is asked again. Times are milliseconds since the epoch. */
export interface CheckFacts {
  /** When what it gave was last compared. */
  checkedAt?: number | undefined;
  /** When it failed, if it failed last. */
  failedAt?: number | undefined;
  /** How often it wants to be asked. */
  everyDays: number;
  /** Whether it was asked since the browser started. */
  askedSinceStart: boolean;
}

/** When to ask a source again: once when the browser starts, then each day; an hour after a failure. */
export function nextCheck(facts: CheckFacts, now: number): number {
  const { checkedAt, failedAt, everyDays, askedSinceStart } = facts;
  const last = failedAt ?? checkedAt;
  // What lies ahead was written by a clock that has been set back since.
  if (!askedSinceStart || last === undefined || last > now) return now;
  return last + (failedAt === undefined ? everyDays * DAY : HOUR);
}
