/**
 * Session timers (RFC 4028): both sides agree for how long a call stands without a sign of the other, and who of
 * them refreshes it by a re-INVITE before that time is over. A far end, or a gateway on the way, that died without a
 * word is noticed so.
 */

/** Seconds that we propose (section 4 recommends them). */
export const proposedInterval = 1_800;
/** Seconds: nobody may make us refresh more often than every second. */
const shortestInterval = 2;
/** Seconds: beyond it, and beyond what a timer can hold, there is no agreement. */
const longestInterval = 7 * 86_400;

/** A Session-Expires header; which side of its request refreshes, where it says so. */
export interface SessionExpires {
  seconds: number;
  refresher: 'uac' | 'uas' | undefined;
}

/** What both sides have agreed on. */
export interface SessionInterval {
  seconds: number;
  refresher: 'us' | 'them';
}

/** What a request of the far end says of it. */
export interface SessionRequest {
  expires: SessionExpires | undefined;
  /** It has `timer` in Supported, or in Require. */
  knowsTimers: boolean;
}

/** Undefined when there is none, or none that can be kept. */
export function parseSessionExpires(value: string | undefined): SessionExpires | undefined {
  const [, digits, parameters = ''] = /^\s*(\d{1,10})\s*(;.*)?$/.exec(value ?? '') ?? [];
  const seconds = Number(digits);
  if (!(seconds >= shortestInterval && seconds <= longestInterval)) return undefined;
  const [, refresher] = /;\s*refresher\s*=\s*(uac|uas)\s*(?:;|$)/i.exec(parameters) ?? [];
  return { seconds, refresher: refresher?.toLowerCase() as 'uac' | 'uas' | undefined };
}

/** The smallest interval that a 422 asks for, in seconds (Min-SE); undefined when that cannot be met. */
export function smallestWanted(minSe: string | undefined): number | undefined {
  return parseSessionExpires(minSe)?.seconds;
}

/** After a 2xx to a request of ours: without the header nothing expires (section 7.2). */
export function agreedByAnswer(answer: SessionExpires | undefined): SessionInterval | undefined {
  return answer && { seconds: answer.seconds, refresher: answer.refresher === 'uas' ? 'them' : 'us' };
}

/**
 * What we answer to a request with (section 9): whoever asks says who refreshes, or else it is us, as we can. Where
 * the far end knows session timers and proposes none, we do. One that does not know them has had its interval from a
 * gateway on the way, and cannot refresh.
 */
export function agreedWith({ expires, knowsTimers }: SessionRequest): SessionInterval | undefined {
  if (!expires) return knowsTimers ? { seconds: proposedInterval, refresher: 'us' } : undefined;
  const theirs = knowsTimers && expires.refresher === 'uac';
  return { seconds: expires.seconds, refresher: theirs ? 'them' : 'us' };
}

/** Milliseconds from a refresh to the next one of ours (section 7.2), or to when theirs is overdue (section 10). */
export function dueAfter(interval: SessionInterval): number {
  const { seconds, refresher } = interval;
  return refresher === 'us' ? 500 * seconds : 1_000 * seconds - leftWhenOverdue(interval);
}

/** Milliseconds from when their refresh is overdue to the end of the session (section 10). */
export function leftWhenOverdue({ seconds }: SessionInterval): number {
  return 1_000 * Math.min(32, seconds / 3);
}

/** The value of a Session-Expires in a message of ours; `ours` is our side of the request. */
export function writeSessionExpires({ seconds, refresher }: SessionInterval, ours: 'uac' | 'uas'): string {
  const theirs = ours === 'uac' ? 'uas' : 'uac';
  return `${seconds};refresher=${refresher === 'us' ? ours : theirs}`;
}
