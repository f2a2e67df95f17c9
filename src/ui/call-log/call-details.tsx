import { Phone, Trash2 } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { IntentArgs } from '../../contract/protocol';
import { type CallLogEntry, dialAgain } from '../../domain/call-log';
import { explainDialling } from '../../domain/dial-rules';
import type { DialRules } from '../../domain/dial-rules-settings';
import { shownParty } from '../../domain/shown-party';
import { Icon } from '../components/icon';
import { ContactButton } from '../contacts/contact-button';
import { dialWords } from '../dial-words';
import { formatInstant } from '../format';
import { keyOf, t, textLanguage } from '../messages';
import { partyNumber, partyTitle } from '../party';
import { lasting } from './call-words';
import { soundWords } from './quality-words';
import { SoundDetail } from './sound-detail';

interface CallDetailsProps {
  entry: CallLogEntry;
  /** Those that apply now: they say what the rule of the call did. */
  rules: DialRules;
  onClose(): void;
  onCall(wanted: IntentArgs<'dial'>): void;
  onDelete(): void;
}

/** All that is known of one call, and what can be done with it. */
export function CallDetails({ entry, rules, onClose, onCall, onDelete }: CallDetailsProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const again = dialAgain(entry);
  /** Closed by Chrome, the focus goes back to the row; taken away, it would go nowhere. */
  function closeAnd(act: () => void): void {
    dialog.current?.close();
    act();
  }
  return (
    <dialog ref={dialog} class="help call-details" aria-labelledby="call-details-title" onClose={onClose}>
      <h2 id="call-details-title">{partyTitle(shownParty(entry))}</h2>
      <p class="muted">{t(keyOf('end', entry.reason))}</p>
      <dl class="details">
        {detailsOf(entry, rules).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog" class="dialog-buttons">
        {again && (
          <button type="button" class="button button-call" onClick={() => closeAnd(() => onCall(again))}>
            <Icon of={Phone} size={18} />
            {t('call')}
          </button>
        )}
        <ContactButton call={entry} look="words" />
        <button type="button" class="button" onClick={() => closeAnd(onDelete)}>
          <Icon of={Trash2} size={18} />
          {t('call_delete')}
        </button>
        <button type="submit" class="button">
          {t('close')}
        </button>
      </form>
    </dialog>
  );
}

function detailsOf(entry: CallLogEntry, rules: DialRules): [name: string, value: ComponentChildren][] {
  const { direction, party, called, typed, dialRule, ringSeconds, talkSeconds, quality } = entry;
  const outgoing = direction === 'outgoing';
  const number = partyNumber(shownParty(entry));
  const received = party.name !== shownParty(entry).name ? party.name : '';
  const rows: [string, ComponentChildren][] = [
    [t('detail_direction'), t(outgoing ? 'direction_outgoing' : 'direction_incoming')],
    [t('detail_started'), formatInstant(entry.startedAt, textLanguage())],
  ];
  if (number) rows.push([t('detail_number'), number]);
  rows.push([t('detail_received_name'), received]);
  if (outgoing && typed !== undefined && typed !== called) rows.push([t('detail_typed'), typed]);
  rows.push([t(outgoing ? 'detail_dialled' : 'detail_called'), called]);
  if (outgoing && dialRule !== undefined && dialRule !== 'off')
    rows.push([t('detail_rule'), ruleWords(entry, rules)]);
  if (entry.calledFirst) rows.push([t('detail_called_first'), partyTitle(entry.calledFirst)]);
  if (entry.divertedBy) rows.push([t('detail_diverted_by'), partyTitle(entry.divertedBy)]);
  if (entry.transferredBy) rows.push([t('detail_transferred_by'), partyTitle(entry.transferredBy)]);
  if (entry.otherPhone) rows.push([t('detail_other_phone'), entry.otherPhone.number]);
  if (entry.triedPhone) rows.push([t('detail_tried_phone'), entry.triedPhone.number]);
  if (entry.forwardedTo !== undefined) rows.push([t('detail_forwarded_to'), entry.forwardedTo]);
  if (entry.transferredTo)
    rows.push([
      t('detail_transferred_to'),
      entry.moved ? t('own_other_device') : partyTitle(entry.transferredTo),
    ]);
  rows.push([t('detail_rang'), lasting(ringSeconds)]);
  if (talkSeconds !== undefined) rows.push([t('detail_talked'), lasting(talkSeconds)]);
  if (quality && soundWords(quality)) rows.push([t('detail_sound'), <SoundDetail quality={quality} />]);
  if (entry.profileName !== '') rows.push([t('detail_profile'), entry.profileName]);
  return rows.filter(([, value]) => value !== '');
}

/** In words where the rules are still those of then; otherwise the step that decided, as the rules number them. */
function ruleWords({ typed = '', called, dialRule = '' }: CallLogEntry, rules: DialRules): string {
  const explanation = explainDialling(typed, rules);
  return explanation.rule === dialRule && explanation.dialed === called ? dialWords(explanation) : dialRule;
}
