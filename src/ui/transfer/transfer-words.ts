import type { Transfer, TransferFailure } from '../../domain/transfer';
import { keyOf, type MessageKey, t } from '../messages';
import { partyTitle } from '../party';

/** Of a call that was to go to another device of the user; anything else is that nobody has taken it there. */
const moveFailures: Partial<Record<TransferFailure, MessageKey>> = {
  'not-taken': 'move_failed_not_taken',
  'no-word': 'move_failed_no_word',
};

/** How far it is, in one sentence; '' when that is not to be said on the card. */
export function transferWords({ state, to, toOwn }: Transfer): string {
  if (state === 'failed' || state === 'done') return '';
  if (toOwn) return t(state === 'ringing' ? 'move_ringing' : 'move_going');
  return t(state === 'ringing' ? 'transfer_ringing' : 'transfer_going', partyTitle(to));
}

/** Why it came to nothing, and what the user still has; '' when it has not. */
export function transferFailureWords({ failure, to, toOwn }: Transfer): string {
  if (toOwn && failure !== undefined) return t(moveFailures[failure] ?? 'move_failed');
  return failure === undefined ? '' : t(keyOf('transfer_failed', failure), partyTitle(to));
}
