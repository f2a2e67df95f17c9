/**
 * The other side wants us to go on with somebody else (an incoming REFER, RFC 3515): a field of `talking`.
 *
 *   asked --the user agrees--> calling --> ringing --> gone: the call goes on with them
 *     |                           |           |
 *     | no, or too late           +-----------+---> failed: the call is what it was
 *     +---> gone
 */
import type { Party } from './call-facts';

export interface Referral {
  state: 'asked' | 'calling' | 'ringing' | 'failed';
  to: Party;
  /** Where to call, a URI. */
  target: string;
  /** The Replaces header (RFC 3891) for that call. */
  replaces?: string;
  /** The Referred-By header (RFC 3892) for that call, as it came. */
  by?: string;
  /** Which REFER it was, by its CSeq. */
  sequence: number;
  /** Milliseconds since the epoch until which the user may answer. */
  until: number;
}

export type ReferralEvent =
  | { type: 'referred'; referral: Referral }
  | { type: 'referral'; state: 'calling' | 'ringing' | 'failed' }
  /** Who that is, as the directory knows them. */
  | { type: 'referral-named'; sequence: number; to: Party }
  /** The call goes on with whom we were sent to. */
  | { type: 'referral-followed'; party: Party; heldByOther: boolean }
  | { type: 'referral-over' };

/** Milliseconds in which the user must answer. */
export const questionTime = 60_000;

/** It is asked, or done what was agreed to. */
export function isOpen(referral: Referral | undefined): referral is Referral {
  return referral !== undefined && referral.state !== 'failed';
}

export function isFollowed(referral: Referral | undefined): referral is Referral {
  return referral?.state === 'calling' || referral?.state === 'ringing';
}

/** After an event, as far as it is possible now. */
export function referralAfter(
  before: Referral | undefined,
  event: Extract<ReferralEvent, { type: 'referred' | 'referral' }>,
): Referral | undefined {
  if (event.type === 'referred') return isOpen(before) ? undefined : event.referral;
  if (!isOpen(before)) return undefined;
  const { state } = event;
  const allowed = { calling: ['asked'], ringing: ['calling', 'ringing'], failed: ['calling', 'ringing'] }[
    state
  ];
  return allowed.includes(before.state) ? { ...before, state } : undefined;
}
