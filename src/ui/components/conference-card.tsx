import { Mic, MicOff, Pause, PhoneOff, Play, UserMinus, Volume2, VolumeX } from 'lucide';
import { useRef } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { isHeld } from '../../domain/conference';
import { shownParty } from '../../domain/shown-party';
import type { Talking } from '../../domain/talking';
import { conferenceTitle, namesOf } from '../group-words';
import { t } from '../messages';
import { partyTitle } from '../party';
import { ReferralNotice } from '../transfer/referral-notice';
import { TransferNotice } from '../transfer/transfer-notice';
import { useCardFocus } from '../use-card-focus';
import { type IntentState, useIntent } from '../use-intent';
import { Avatar } from './avatar';
import { Control } from './call-controls';
import { GroupMenu } from './call-menu';
import { ConferenceFigure } from './conference-people';
import { DeviceNotice } from './device-notice';
import { Icon } from './icon';
import { ErrorNotice } from './notice';

interface ConferenceCardProps {
  /** At least two. */
  calls: readonly Talking[];
  /** The one that is heard; others are single rows. */
  main: boolean;
  snapshot: Snapshot;
}

/** Calls that are joined: who is in them, and one button that ends them all. */
export function ConferenceCard({ calls, main, snapshot }: ConferenceCardProps) {
  const intent = useIntent();
  const card = useRef<HTMLElement>(null);
  useCardFocus(card, main);
  return (
    <section
      ref={card}
      tabIndex={-1}
      class={main ? 'card call call-main' : 'card call call-row-card'}
      aria-label={conferenceTitle(calls)}
    >
      <div class="conference-head">
        <ConferenceFigure />
        <div class="call-names">
          <h2 class="call-name">{t('conference')}</h2>
          <div class="call-state call-words" aria-live="polite">
            {conferenceWords(calls, main).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
        </div>
      </div>
      {main && (
        <ul class="conference-people">
          {calls.map((call) => (
            <Participant key={call.id} call={call} intent={intent} />
          ))}
        </ul>
      )}
      <ConferenceControls calls={calls} main={main} intent={intent} />
      {main && <DeviceNotice snapshot={snapshot} />}
      {calls.map((call) => (
        <ReferralNotice call={call} key={call.id} />
      ))}
      {calls.map((call) => (
        <TransferNotice call={call} key={call.id} />
      ))}
      <ErrorNotice code={intent.error} />
    </section>
  );
}

function Participant({ call, intent }: { call: Talking; intent: IntentState }) {
  const { id: callId, silenced = false } = call;
  const title = partyTitle(shownParty(call));
  const words = participantWords(call);
  const silence = t(silenced ? 'conference_unsilence' : 'conference_silence', title);
  const remove = t('conference_remove', title);
  return (
    <li>
      <Avatar party={shownParty(call)} />
      <div class="call-names">
        <p class="conference-name">{title}</p>
        <p class="call-state" aria-live="polite">
          {words}
        </p>
      </div>
      <button
        type="button"
        class={silenced ? 'control control-on' : 'control'}
        aria-label={silence}
        title={silence}
        onClick={() => void intent.run('set-silenced', { callId, silenced: !silenced })}
      >
        <span class="round-button">
          <Icon of={silenced ? VolumeX : Volume2} />
        </span>
      </button>
      <button
        type="button"
        class="control"
        aria-label={remove}
        title={remove}
        onClick={() => void intent.run('hang-up', { callId })}
      >
        <span class="round-button">
          <Icon of={UserMinus} />
        </span>
      </button>
    </li>
  );
}

function ConferenceControls({
  calls,
  main,
  intent,
}: Omit<ConferenceCardProps, 'snapshot'> & { intent: IntentState }) {
  const [first] = calls;
  if (!first) return null;
  const callId = first.id;
  const held = isHeld(calls);
  const muted = calls.every((call) => call.muted);
  const hasKeys = main || !held;
  const end = calls.length === 2 ? t('conference_end_both') : t('conference_end_all', String(calls.length));
  return (
    <div class={main ? 'controls' : 'controls controls-row'}>
      <div class="control-set">
        {(main || !held) && (
          <Control
            label={t(muted ? 'unmute' : 'mute')}
            icon={muted ? MicOff : Mic}
            on={muted}
            shortcut={hasKeys ? 'Alt+M' : undefined}
            onClick={() => void intent.run('set-mute', { callId, muted: !muted })}
          />
        )}
        <Control
          label={t(held ? 'resume' : 'hold')}
          icon={held ? Play : Pause}
          on={held}
          shortcut={hasKeys ? 'Alt+H' : undefined}
          disabled={calls.some((call) => call.holdPending)}
          onClick={() => void intent.run('set-hold', { callId, held: !held })}
        />
        {main && <GroupMenu group={calls} />}
      </div>
      <button
        type="button"
        class={main ? 'button button-danger button-wide' : 'round-button round-danger'}
        aria-label={main ? undefined : end}
        title={main ? undefined : end}
        aria-keyshortcuts={hasKeys ? 'Alt+X' : undefined}
        onClick={() => void intent.run('end-conference', { callId })}
      >
        <Icon of={PhoneOff} />
        {main && end}
      </button>
    </div>
  );
}

/** In a row, where nothing else is to be said, who is in it. */
function conferenceWords(calls: readonly Talking[], main: boolean): string[] {
  const words = stateWords(calls);
  return main || words.length > 0 ? words : [namesOf(calls)];
}

function stateWords(calls: readonly Talking[]): string[] {
  const words: string[] = [];
  const pending = calls.find((call) => call.holdPending);
  if (pending) words.push(t(pending.held ? 'call_holding' : 'call_resuming'));
  else if (isHeld(calls)) words.push(t('call_held'));
  if (calls.every((call) => call.muted)) words.push(t('call_muted'));
  return words;
}

/** What sets one of them apart from the others. */
function participantWords(call: Talking): string {
  if (call.interrupted || (call.soundLost && !call.held)) return t('conference_interrupted');
  if (call.heldByOther) return t('conference_away');
  return call.silenced ? t('conference_silenced') : '';
}
