import type { Subscription } from '../sip/subscription';

/** Milliseconds: a gateway whose documents never follow on each other is not asked for each of them. */
const pause = 30_000;

/** What asks the gateway for all of a state again, as a document was missed. One for each subscription. */
export function pacedRefresh(now: () => number): (subscription: Subscription | undefined) => void {
  let refreshedAt = Number.NEGATIVE_INFINITY;
  return (subscription) => {
    if (Math.abs(now() - refreshedAt) < pause) return;
    refreshedAt = now();
    subscription?.refresh();
  };
}
