import { useEffect, useRef, useState } from 'preact/hooks';
import type { LiveCall } from '../../domain/call';
import { shownParty } from '../../domain/shown-party';
import { ContactButton } from '../contacts/contact-button';
import { dialledDifferently } from '../dial-words';
import { formatClock } from '../format';
import { type MessageKey, t } from '../messages';
import { partyNumber, partyTitle } from '../party';
import { postDialProgress, waitingTones } from '../post-dial-words';
import type { TypedKeys } from '../typed-keys';
import { useIntent } from '../use-intent';
import { useLasting } from '../use-lasting';
import { useNow } from '../use-now';
import { Avatar } from './avatar';
import { CallControls } from './call-controls';
import { ErrorNotice } from './notice';
import { ToneKeys } from './tone-keys';

/** Milliseconds: an interruption that is over before it could be read must not move the buttons. */
const passingTime = 1_000;

interface CallCardProps {
  call: LiveCall;
  /** The call one talks in; the others are single rows. */
  main: boolean;
  typedKeys: TypedKeys;
}

export function CallCard({ call, main, typedKeys }: CallCardProps) {
  const intent = useIntent();
  const [tonesOpen, setTonesOpen] = useState(false);
  const card = useRef<HTMLElement>(null);
  const title = partyTitle(shownParty(call));
  const number = partyNumber(shownParty(call));
  const dialled = dialledDifferently(call);
  const waiting = call.state === 'talking' ? waitingTones(call) : '';
  const tonesShown = main && tonesOpen && call.state === 'talking';

  // The keyboard goes with the call: its buttons come next, and what is typed is not lost in the page.
  useEffect(() => {
    if (main && document.activeElement === document.body) card.current?.focus({ preventScroll: true });
  }, [main]);

  return (
    <section
      ref={card}
      tabIndex={-1}
      class={main ? 'card call call-main' : 'card call call-row-card'}
      aria-label={t('call_with', title)}
    >
      {main && <ContactButton call={call} look="picture" />}
      <div class="call-person">
        <Avatar party={shownParty(call)} large={main} />
        <div class="call-names">
          <h2 class="call-name">{title}</h2>
          {main && number && <p class="call-number">{number}</p>}
          {main && dialled && <p class="call-dialled">{t('dialled_as', dialled)}</p>}
          <CallState call={call} main={main} />
        </div>
      </div>
      {waiting !== '' && (
        <button
          type="button"
          class={main ? 'button button-primary call-send' : 'button button-small call-send-row'}
          aria-keyshortcuts={main ? 'Alt+S' : undefined}
          title={main ? 'Alt+S' : undefined}
          disabled={intent.busy}
          onClick={() => void intent.run('continue-post-dial', { callId: call.id })}
        >
          {t('post_dial_send', waiting)}
        </button>
      )}
      {tonesShown && (
        <ToneKeys
          typedKeys={typedKeys}
          onTones={(tones) => void intent.run('send-tones', { callId: call.id, tones })}
        />
      )}
      <CallControls
        call={call}
        main={main}
        intent={intent}
        tonesOpen={tonesShown}
        onTones={() => setTonesOpen(!tonesOpen)}
      />
      <ErrorNotice code={intent.error} />
    </section>
  );
}

/** The call's state in words, read out when it changes; the clock beside it is not. */
function CallState({ call, main }: { call: LiveCall; main: boolean }) {
  const talking = call.state === 'talking' ? call : undefined;
  const interrupted = useLasting(talking?.interrupted ?? false, passingTime);
  const soundLost = useLasting(talking?.soundLost ?? false, passingTime);
  const words = stateSentences(call, soundLost ? 'call_sound_lost' : interrupted && 'call_interrupted');
  return (
    <div class="call-state">
      <div class="call-words" aria-live="polite">
        {words.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {call.state === 'talking' && <CallClock since={call.answeredAt} main={main} />}
    </div>
  );
}

function CallClock({ since, main }: { since: number; main: boolean }) {
  const now = useNow();
  return (
    <span class={main ? 'call-clock' : 'call-clock call-clock-small'} role="timer">
      {formatClock((now - since) / 1000)}
    </span>
  );
}

/** @param trouble what is wrong with the connection of a call that stands */
function stateSentences(call: LiveCall, trouble: MessageKey | false): string[] {
  const progress = postDialProgress(call);
  const words = stateWords(call, trouble);
  return progress === '' ? words : [...words, progress];
}

function stateWords(call: LiveCall, trouble: MessageKey | false): string[] {
  switch (call.state) {
    case 'calling':
      return [t('call_calling')];
    case 'ringing':
      return [t('call_ringing')];
    case 'incoming':
      return [t('incoming_call')];
    case 'answering':
      return [t('call_answering')];
    case 'talking': {
      const sentences: string[] = [];
      if (trouble && !(trouble === 'call_sound_lost' && call.held)) sentences.push(t(trouble));
      if (call.holdPending) sentences.push(t(call.held ? 'call_holding' : 'call_resuming'));
      else if (call.held) sentences.push(t('call_held'));
      if (call.heldByOther) sentences.push(t('call_held_by_other'));
      if (call.muted) sentences.push(t('call_muted'));
      return sentences;
    }
  }
}
