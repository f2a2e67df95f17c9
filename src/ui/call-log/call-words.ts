/** What is said of a finished call. */
import { ArrowDownLeft, ArrowUpRight, type IconNode, PhoneMissed } from 'lucide';
import { type CallLogEntry, wasMissed } from '../../domain/call-log';
import type { EndReason } from '../../domain/end-reason';
import { formatDuration } from '../format';
import { type MessageKey, t, textLanguage } from '../messages';

const shortReasons: Partial<Record<EndReason, MessageKey>> = {
  'no-such-number': 'outcome_no_such_number',
  'no-answer': 'outcome_no_answer',
  unavailable: 'outcome_unavailable',
};

/** What became of the call, and how long it took. */
export function outcomeWords(entry: CallLogEntry): string {
  const { outcome, direction, ringSeconds, talkSeconds, reason } = entry;
  const incoming = direction === 'incoming';
  switch (outcome) {
    case 'answered':
      return t(incoming ? 'outcome_answered' : 'outcome_called', lasting(talkSeconds ?? 0));
    case 'interrupted':
      if (talkSeconds !== undefined) return t('outcome_interrupted', lasting(talkSeconds));
      return incoming ? t('outcome_missed', lasting(ringSeconds)) : t('outcome_failed');
    case 'missed':
      if (reason === 'do-not-disturb') return t('outcome_not_disturbed');
      return t('outcome_missed', lasting(ringSeconds));
    case 'declined':
      return t(incoming ? 'outcome_declined' : 'outcome_declined_by_other');
    case 'forwarded':
      return t('outcome_forwarded', entry.forwardedTo ?? '');
    case 'answered-elsewhere':
      return t('outcome_answered_elsewhere');
    case 'busy':
      return t('outcome_busy');
    case 'cancelled':
      return t('outcome_cancelled');
    case 'failed':
      return t(shortReasons[reason] ?? 'outcome_failed');
  }
}

export function pictureOf(entry: CallLogEntry): IconNode {
  if (wasMissed(entry)) return PhoneMissed;
  return entry.direction === 'incoming' ? ArrowDownLeft : ArrowUpRight;
}

export function lasting(seconds: number): string {
  return formatDuration(seconds, textLanguage());
}
