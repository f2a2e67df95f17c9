import { ArrowDownLeft, ArrowUpRight, type IconNode, Phone, PhoneMissed } from 'lucide';
import { useId } from 'preact/hooks';
import type { IntentArgs } from '../../contract/protocol';
import { type CallLogEntry, dialAgain, isMissed, talkSeconds } from '../../domain/call-log';
import type { EndReason } from '../../domain/end-reason';
import { formatDuration, formatTime } from '../format';
import { type MessageKey, t, textLanguage } from '../messages';
import { partyTitle } from '../party';
import { Avatar } from './avatar';
import { Icon } from './icon';

/** One finished call; the whole row calls back, where there is a number. */
export function CallsRow({
  entry,
  onCall,
}: {
  entry: CallLogEntry;
  onCall: (wanted: IntentArgs<'dial'>) => void;
}) {
  const id = useId();
  const missed = isMissed(entry);
  const title = partyTitle(entry.party);
  const again = dialAgain(entry);
  const time = formatTime(entry.startedAt, textLanguage());
  return (
    <li class={missed ? 'row row-missed' : 'row'}>
      <Avatar party={entry.party} />
      <div class="row-text">
        <p class="row-name">{title}</p>
        <p class="row-outcome">
          <Icon of={pictureOf(entry)} size={14} />
          <span id={`${id}-outcome`}>{outcome(entry)}</span>
        </p>
      </div>
      <span class="row-time" id={`${id}-time`}>
        {time}
      </span>
      {again && (
        <button
          type="button"
          class="row-call"
          aria-label={t('call_back', title)}
          aria-describedby={`${id}-outcome ${id}-time`}
          onClick={() => onCall(again)}
        >
          <Icon of={Phone} size={18} />
        </button>
      )}
    </li>
  );
}

function pictureOf(entry: CallLogEntry): IconNode {
  if (isMissed(entry)) return PhoneMissed;
  return entry.direction === 'incoming' ? ArrowDownLeft : ArrowUpRight;
}

const shortOutcomes: Partial<Record<EndReason, MessageKey>> = {
  busy: 'outcome_busy',
  'no-such-number': 'outcome_no_such_number',
  declined: 'outcome_declined',
  'declined-by-other': 'outcome_declined_by_other',
  'answered-elsewhere': 'outcome_answered_elsewhere',
  cancelled: 'outcome_cancelled',
  'no-answer': 'outcome_no_answer',
  unavailable: 'outcome_unavailable',
};

/** Nobody hung up: the call was lost. */
const losses: readonly EndReason[] = [
  'interrupted',
  'not-restored',
  'network-lost',
  'call-gone',
  'media-failed',
  'phone-restarted',
  'not-taken-up',
];

function talkedKey({ reason, direction }: CallLogEntry): MessageKey {
  if (losses.includes(reason)) return 'outcome_interrupted';
  return direction === 'incoming' ? 'outcome_answered' : 'outcome_called';
}

/** What became of the call, in words and with how long it took. */
function outcome(entry: CallLogEntry): string {
  const language = textLanguage();
  if (entry.answeredAt !== undefined) {
    return t(talkedKey(entry), formatDuration(talkSeconds(entry), language));
  }
  if (isMissed(entry)) {
    return t('outcome_missed', formatDuration((entry.endedAt - entry.startedAt) / 1000, language));
  }
  return t(shortOutcomes[entry.reason] ?? 'outcome_failed');
}
