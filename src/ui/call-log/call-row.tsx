import { Info, Phone } from 'lucide';
import { useId } from 'preact/hooks';
import type { IntentArgs } from '../../contract/protocol';
import { type CallLogEntry, dialAgain, wasMissed } from '../../domain/call-log';
import { shownParty } from '../../domain/shown-party';
import { Avatar } from '../components/avatar';
import { Icon } from '../components/icon';
import { t } from '../messages';
import { partyTitle } from '../party';
import { outcomeWords, pictureOf } from './call-words';

interface CallRowProps {
  entry: CallLogEntry;
  /** When it was, as it stands beside it. */
  time: string;
  tabIndex: 0 | -1;
  onCall(wanted: IntentArgs<'dial'>): void;
  onDetails(entry: CallLogEntry): void;
}

/** One finished call; the whole row calls back, or tells more where there is no number. */
export function CallRow({ entry, time, tabIndex, onCall, onDetails }: CallRowProps) {
  const id = useId();
  const title = partyTitle(shownParty(entry));
  const again = dialAgain(entry);
  const describedBy = `${id}-outcome ${id}-time`;
  return (
    <div class={wasMissed(entry) ? 'row-box row-missed' : 'row-box'}>
      <Avatar party={shownParty(entry)} />
      <div class="row-text">
        <p class="row-name">{title}</p>
        <p class="row-outcome">
          <Icon of={pictureOf(entry)} size={14} />
          <span id={`${id}-outcome`}>{outcomeWords(entry)}</span>
        </p>
      </div>
      <span class="row-time" id={`${id}-time`}>
        {time}
      </span>
      <button
        type="button"
        class="row-main"
        tabIndex={tabIndex}
        aria-label={again ? t('call_back', title) : t('call_details_of', title)}
        aria-describedby={describedBy}
        onClick={() => (again ? onCall(again) : onDetails(entry))}
      >
        {again && <Icon of={Phone} size={18} />}
      </button>
      <button
        type="button"
        class="icon-button row-more"
        tabIndex={tabIndex}
        aria-label={t('call_details_of', title)}
        aria-describedby={describedBy}
        onClick={() => onDetails(entry)}
      >
        <Icon of={Info} size={18} />
      </button>
    </div>
  );
}
