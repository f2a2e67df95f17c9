/**
 * The one thing a content script may be told: that it is no longer wanted. It then takes back what it has put
 * over the page and listens to nothing any more; another one may be started in the same page later. It reads this
 * in `content/page-stop.ts`.
 *
 * What finds numbers comes with a file that Chrome runs in front of it: `countries/44.js` leaves the profile's country
 * code in `globalThis.ringtabCountry` ('44'; undefined where the profile names none).
 */
import type { PageDialKind } from './page-dial';

export interface PageOrder {
  to: 'content';
  stop: PageDialKind;
  /** A match pattern: where. */
  site: string;
}

/** What the worker sends by `tabs.sendMessage`. */
export function stopOrder(stop: PageDialKind, site: string): PageOrder {
  return { to: 'content', stop, site };
}
