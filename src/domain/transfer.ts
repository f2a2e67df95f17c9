/**
 * A call whose other side we send to somebody else (REFER, RFC 3515): a field of `talking`.
 *
 *   asked --taken--> under-way --180--> ringing
 *     |                  |                 |
 *     +---- the new call is answered: 2xx -+---> done: we may leave
 *     +---- refused, failed, no word ------+---> failed: the call goes on
 *
 * What is told may come before the answer to our REFER, or out of order: nothing goes backwards, and the first end counts.
 */
import type { Party } from './call-facts';
import { type EndReason, endReasonOfStatus } from './end-reason';

export type TransferFailure = (typeof transferFailures)[number];

/** Each has a sentence in `_locales` (`transfer_failed_<failure>`). */
export const transferFailures = [
  'not-taken', // the other side does not let itself be sent anywhere
  'busy',
  'no-such-number',
  'unavailable',
  'declined',
  'failed',
  'no-word', // nobody says what has become of it
] as const;

export interface Transfer {
  state: 'asked' | 'under-way' | 'ringing' | 'done' | 'failed';
  to: Party;
  /** The id of our own call with them, whose place the other side takes (RFC 3891). */
  joins?: string;
  /** It is that call: the one sent here is the other side of the call with this id. */
  joinedBy?: string;
  /** To the user's own number: their other devices ring. */
  toOwn?: true;
  /** Milliseconds since the epoch until which a further word is waited for. */
  until: number;
  failure?: TransferFailure;
}

/** What is heard of a REFER of ours; `status` is that of the new call. */
export type TransferNews =
  | { type: 'taken' }
  | { type: 'refused'; status: number }
  | { type: 'notice'; status: number | undefined; over: boolean }
  | { type: 'no-word' };

/** Milliseconds in which something must be heard (RFC 3261: 64*T1), and then what has become of it (timer C). */
const firstWord = 32_000;
const lastWord = 180_000;

/** @param at milliseconds since the epoch */
export function newTransfer(
  to: Party,
  at: number,
  joining: Pick<Transfer, 'joins' | 'joinedBy' | 'toOwn'> = {},
): Transfer {
  return { state: 'asked', to, ...joining, until: at + firstWord };
}

export function isUnderWay(transfer: Transfer | undefined): transfer is Transfer {
  return transfer !== undefined && transfer.state !== 'done' && transfer.state !== 'failed';
}

/** The transfer after what was heard of it at that time; undefined when nothing has changed. */
export function transferAfter(transfer: Transfer, news: TransferNews, at: number): Transfer | undefined {
  if (!isUnderWay(transfer)) return undefined;
  switch (news.type) {
    case 'taken':
      return transfer.state === 'asked'
        ? { ...transfer, state: 'under-way', until: at + firstWord }
        : undefined;
    case 'refused':
      return failed(transfer, failureOfRefusal(news.status));
    case 'no-word':
      return failed(transfer, 'no-word');
    case 'notice':
      return afterNotice(transfer, news, at);
  }
}

function afterNotice(
  transfer: Transfer,
  { status = 100, over }: { status: number | undefined; over: boolean },
  at: number,
): Transfer {
  if (status >= 300) return failed(transfer, failureOfCall(status));
  if (status >= 200) return { ...transfer, state: 'done' };
  if (over) return failed(transfer, 'no-word');
  const rings = status > 100 || transfer.state === 'ringing';
  return { ...transfer, state: rings ? 'ringing' : 'under-way', until: at + lastWord };
}

function failed(transfer: Transfer, failure: TransferFailure): Transfer {
  return { ...transfer, state: 'failed', failure };
}

/** Who was asked refuses: some gateways say at once what would become of the new call. */
function failureOfRefusal(status: number): TransferFailure {
  const failure = failureOfCall(status);
  return failure === 'failed' || failure === 'declined' ? 'not-taken' : failure;
}

/** Why the new call came to nothing, as it would have done had we made it. */
function failureOfCall(status: number): TransferFailure {
  return failures[endReasonOfStatus(status)] ?? 'failed';
}

const failures: Partial<Record<EndReason, TransferFailure>> = {
  busy: 'busy',
  'no-such-number': 'no-such-number',
  unavailable: 'unavailable',
  'no-answer': 'unavailable',
  cancelled: 'unavailable',
  'not-allowed': 'declined',
  'declined-by-other': 'declined',
};
