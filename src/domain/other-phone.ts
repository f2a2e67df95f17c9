/**
 * A call whose sound is at another phone of its user's (RFC 3725): that phone is called first, then the other side.
 *
 *   calling ---> ringing ---> answered
 *      |  answered               ^
 *      +-------------------------+
 *
 * Where it is not picked up, a call that was placed is over, and one that came in rings here instead.
 */
import type { EndReason } from './end-reason';

export const otherPhoneStates = ['calling', 'ringing', 'answered'] as const;
export type OtherPhoneState = (typeof otherPhoneStates)[number];

export interface OtherPhone {
  /** As its user has given it. */
  number: string;
  state: OtherPhoneState;
}

/** Each has a sentence in `_locales` (`end_<failure>` and `tried_<failure>`). */
export type OtherPhoneFailure = 'phone-busy' | 'phone-no-answer' | 'phone-not-reached';

/** A phone that a call should have been talked on; the call rings here instead. */
export interface TriedPhone {
  number: string;
  failure: OtherPhoneFailure;
}

/** The phone after what is heard of it; undefined for what comes too late, as the ringing of one that was picked up. */
export function otherPhoneAfter(
  before: OtherPhone | undefined,
  state: OtherPhoneState,
): OtherPhone | undefined {
  if (!before) return undefined;
  const isLater = otherPhoneStates.indexOf(state) > otherPhoneStates.indexOf(before.state);
  return isLater ? { ...before, state } : undefined;
}

/** Why a call is over whose phone was not picked up, by what became of the call to that phone. */
export function endOfOtherPhone(reason: EndReason): EndReason {
  switch (reason) {
    case 'busy':
    case 'declined-by-other':
      return 'phone-busy';
    case 'no-answer':
    case 'unavailable':
      return 'phone-no-answer';
    // Of the gateway, and of nobody's phone.
    case 'gateway-unavailable':
    case 'gateway-silent':
    case 'network-lost':
    case 'password-not-given':
      return reason;
    default:
      return 'phone-not-reached';
  }
}

/** The same of a call that rings here instead. */
export function failureOfOtherPhone(reason: EndReason): OtherPhoneFailure {
  const end = endOfOtherPhone(reason);
  return end === 'phone-busy' || end === 'phone-no-answer' ? end : 'phone-not-reached';
}
