/** What a subscription (RFC 6665) does next, by what the gateway has said. Times are milliseconds but for `expires`. */

export type NextStep =
  /** It stands, and is renewed then. */
  | { do: 'renew'; after: number }
  /** It does not stand: asked for again then, in a new dialog, for so many seconds if the gateway has said so. */
  | { do: 'again'; after: number; expires?: number }
  /** Refused: asked for again so much later that nobody minds. */
  | { do: 'rest'; after: number; because: 'unknown-event' | 'refused' };

export interface SubscribeAnswer {
  status: number;
  /** Seconds granted, as the answer has it. */
  expires?: number | undefined;
  /** Of a 423, seconds. */
  minExpires?: number | undefined;
  /** Seconds. */
  retryAfter?: number | undefined;
  /** It was a renewal: the dialog was there before. */
  inDialog: boolean;
}

/** Seconds: what is asked for, the least and the most that is believed. */
export const wantedExpires = 1_800;
const leastExpires = 30;
const mostExpires = 86_400;

const minute = 60_000;
const firstPause = 30_000;
const longestPause = 30 * minute;
const rest = 60 * minute;

/** The gateway has no such event at all, whoever is asked about (RFC 6665 sections 8.3.2 and 4.2.1). */
const unknownEvent: ReadonlySet<number> = new Set([405, 420, 489, 501]);
/** It will not be otherwise in a moment (RFC 6665 section 4.1.2.2, RFC 3261 section 21). */
const refused: ReadonlySet<number> = new Set([
  400, 401, 402, 403, 404, 406, 407, 410, 413, 414, 415, 416, 484, 485, 488,
]);

/**
 * After the answer to a SUBSCRIBE.
 *
 * @param failures tries without success before this one
 * @param random a number in [0, 1)
 */
export function afterAnswer(answer: SubscribeAnswer, failures: number, random: number): NextStep {
  const { status, inDialog } = answer;
  if (status >= 200 && status < 300)
    return { do: 'renew', after: renewAfter(answer.expires ?? wantedExpires) };
  const { minExpires = 0 } = answer;
  // Once: a gateway that asks for ever more is one to leave alone.
  if (status === 423 && minExpires > 0 && minExpires <= mostExpires && failures === 0)
    return { do: 'again', after: 0, expires: minExpires };
  // It has forgotten the dialog (RFC 6665 section 4.1.2.2), not refused a new one.
  if (inDialog && (status === 481 || status === 404 || status === 410)) return { do: 'again', after: 0 };
  if (unknownEvent.has(status)) return { do: 'rest', after: rest, because: 'unknown-event' };
  if (refused.has(status) || status >= 600) return { do: 'rest', after: rest, because: 'refused' };
  return { do: 'again', after: pauseAfter(failures, answer.retryAfter, random) };
}

/** After a NOTIFY with `Subscription-State: terminated` (RFC 6665 section 4.1.3). */
export function afterTermination(
  { reason, retryAfter }: { reason: string | undefined; retryAfter: number | undefined },
  failures: number,
  random: number,
): NextStep {
  switch (reason) {
    case 'deactivated':
    case 'timeout':
      // At once, but not in a loop with a gateway that ends it each time.
      return { do: 'again', after: failures === 0 ? 0 : pauseAfter(failures - 1, undefined, random) };
    case 'rejected':
    case 'noresource':
    case 'invariant':
      return { do: 'rest', after: rest, because: 'refused' };
    default:
      return { do: 'again', after: pauseAfter(failures, retryAfter, random) };
  }
}

/** Until a subscription of so many seconds is renewed. */
export function renewAfter(expires: number): number {
  const seconds = believed(expires);
  return Math.max(seconds * 0.8, seconds - 60) * 1000;
}

/** Until one of so many seconds that was not renewed is over. */
export function overAfter(expires: number): number {
  return believed(expires) * 1000;
}

function believed(expires: number): number {
  return Math.min(Math.max(expires, leastExpires), mostExpires);
}

/** Not everybody at once: a gateway that was away has many phones to serve. */
function pauseAfter(failures: number, retryAfter: number | undefined, random: number): number {
  const pause = Math.min(longestPause, firstPause * 2 ** Math.min(failures, 10)) * (0.5 + random / 2);
  const asked = retryAfter === undefined ? 0 : Math.min(Math.max(0, retryAfter) * 1000, rest);
  return Math.round(Math.max(pause, asked));
}

export interface SubscriptionState {
  state: 'active' | 'pending' | 'terminated';
  reason: string | undefined;
  /** Seconds. */
  expires: number | undefined;
  retryAfter: number | undefined;
}

/** The header of a NOTIFY; one that has none, as of old gateways, is of an active subscription. Undefined when unknown. */
export function readSubscriptionState(header: string | undefined): SubscriptionState | undefined {
  const [state = '', ...parameters] = (header ?? 'active').split(';').map((part) => part.trim());
  const values = new Map(
    parameters.map((parameter) => {
      const [name = '', value = ''] = parameter.split('=', 2).map((part) => part.trim());
      return [name.toLowerCase(), value.toLowerCase()];
    }),
  );
  const known = (['active', 'pending', 'terminated'] as const).find((name) => name === state.toLowerCase());
  if (!known) return undefined;
  return {
    state: known,
    reason: values.get('reason'),
    expires: seconds(values.get('expires')),
    retryAfter: seconds(values.get('retry-after')),
  };
}

/** A number of seconds as headers have it; undefined when it is none. */
export function seconds(text: string | undefined): number | undefined {
  const [digits] = /^\d{1,10}/.exec(text?.trim() ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}
