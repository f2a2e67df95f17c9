import { ChevronDown, ChevronRight, Phone } from 'lucide';
import { useId } from 'preact/hooks';
import type { IntentArgs } from '../../contract/protocol';
import { type CallLogEntry, dialAgain } from '../../domain/call-log';
import { shownParty } from '../../domain/shown-party';
import { Avatar } from '../components/avatar';
import { Icon } from '../components/icon';
import { plural, t } from '../messages';
import { partyTitle } from '../party';

interface PartyRowProps {
  /** The last call with that party. */
  entry: CallLogEntry;
  calls: number;
  time: string;
  open: boolean;
  tabIndex: 0 | -1;
  onToggle(): void;
  onCall(wanted: IntentArgs<'dial'>): void;
}

/** All calls with one party; the row shows them below it. */
export function PartyRow({ entry, calls, time, open, tabIndex, onToggle, onCall }: PartyRowProps) {
  const id = useId();
  const title = partyTitle(shownParty(entry));
  const again = dialAgain(entry);
  return (
    <div class="row-box">
      <Avatar party={shownParty(entry)} />
      <div class="row-text">
        <p class="row-name" id={`${id}-name`}>
          {title}
        </p>
        <p class="row-outcome">
          <Icon of={open ? ChevronDown : ChevronRight} size={14} />
          <span id={`${id}-calls`}>{plural('calls_count', calls)}</span>
        </p>
      </div>
      <span class="row-time" id={`${id}-time`}>
        {time}
      </span>
      <button
        type="button"
        class="row-main"
        tabIndex={tabIndex}
        aria-expanded={open}
        aria-labelledby={`${id}-name ${id}-calls`}
        aria-describedby={`${id}-time`}
        onClick={onToggle}
      />
      {again ? (
        <button
          type="button"
          class="icon-button row-more row-call"
          tabIndex={tabIndex}
          aria-label={t('call_back', title)}
          onClick={() => onCall(again)}
        >
          <Icon of={Phone} size={18} />
        </button>
      ) : (
        <span class="row-more" />
      )}
    </div>
  );
}
