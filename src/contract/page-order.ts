/**
 * The one thing a content script may be told: that it is no longer wanted. It then takes back what it has put
 * over the page and listens to nothing any more; another one may be started in the same page later.
 *
 * What it starts with stands in files that Chrome runs in front of it: `countries/44.js` leaves the profile's
 * country code in `globalThis.ringtabCountry` ('44'; undefined where the profile names none).
 */
import * as v from 'valibot';
import { matchesSite } from '../domain/site';
import type { PageDialKind } from './page-dial';

const pageOrderSchema = v.strictObject({
  to: v.literal('content'),
  stop: v.picklist(['link', 'number']),
  /** A match pattern: where. */
  site: v.pipe(v.string(), v.maxLength(300)),
});

export type PageOrder = v.InferOutput<typeof pageOrderSchema>;

/** What the worker sends by `tabs.sendMessage`. */
export function stopOrder(stop: PageDialKind, site: string): PageOrder {
  return { to: 'content', stop, site };
}

/** Whether this message stops the finder of that kind in a page of this origin (`location.origin`). */
export function isStopped(message: unknown, kind: PageDialKind, origin: string): boolean {
  const read = v.safeParse(pageOrderSchema, message);
  return read.success && read.output.stop === kind && matchesSite(read.output.site, origin);
}
