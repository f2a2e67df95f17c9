import { useEffect, useRef, useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import type { LiveCall } from '../../domain/call';
import { shownParty } from '../../domain/shown-party';
import { mayBeTransferred } from '../../domain/transferable';
import { dialledDifferently } from '../dial-words';
import { formatClock } from '../format';
import { t } from '../messages';
import { otherPhoneWords } from '../other-phone-words';
import { partyNumber, partyTitle } from '../party';
import { postDialProgress, waitingTones } from '../post-dial-words';
import { ReferralNotice } from '../transfer/referral-notice';
import { TransferForm } from '../transfer/transfer-form';
import { TransferHere } from '../transfer/transfer-here';
import { TransferNotice } from '../transfer/transfer-notice';
import { transferWords } from '../transfer/transfer-words';
import type { TypedKeys } from '../typed-keys';
import { useCardFocus } from '../use-card-focus';
import { useIntent } from '../use-intent';
import { useNow } from '../use-now';
import { Avatar } from './avatar';
import { CallControls } from './call-controls';
import { ConferenceFigure, ConferencePeople } from './conference-people';
import { DeviceNotice } from './device-notice';
import { ErrorNotice } from './notice';
import { ToneKeys } from './tone-keys';
import { TroubleNotice, useTrouble } from './trouble-notice';

interface CallCardProps {
  call: LiveCall;
  /** The call one talks in; the others are single rows. */
  main: boolean;
  snapshot: Snapshot;
  typedKeys: TypedKeys;
}

export function CallCard({ call, main, snapshot, typedKeys }: CallCardProps) {
  const intent = useIntent();
  const [tonesOpen, setTonesOpen] = useState(false);
  const [transferOpen, setTransferOpen] = useState(false);
  const card = useRef<HTMLElement>(null);
  const trouble = useTrouble(call);
  const title = partyTitle(shownParty(call));
  const number = partyNumber(shownParty(call));
  const dialled = dialledDifferently(call);
  const waiting = call.state === 'talking' ? waitingTones(call) : '';
  const away = !main && call.state === 'talking' && call.held;
  // Also through an interruption, and while another call rings: what has been typed is still there.
  const transferShown = !away && transferOpen && mayBeTransferred(call);
  const tonesShown = main && tonesOpen && call.state === 'talking' && !transferShown;

  useCardFocus(card, main);
  useEffect(() => {
    if (away) setTransferOpen(false);
  }, [away]);

  function closeTransfer(): void {
    setTransferOpen(false);
    card.current?.focus({ preventScroll: true });
  }

  return (
    <section
      ref={card}
      tabIndex={-1}
      class={main ? 'card call call-main' : 'card call call-row-card'}
      aria-label={t('call_with', title)}
    >
      <div class={call.conference ? 'conference-head' : 'call-person'}>
        {call.conference ? <ConferenceFigure /> : <Avatar party={shownParty(call)} large={main} />}
        <div class="call-names">
          <h2 class="call-name">{title}</h2>
          {main && number && !call.conference && <p class="call-number">{number}</p>}
          {main && dialled && !call.conference && <p class="call-dialled">{t('dialled_as', dialled)}</p>}
          <CallState
            call={call}
            main={main}
            trouble={main ? '' : trouble}
            of={snapshot.calls.length > 1 ? title : ''}
          />
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
      {main && call.state === 'talking' && call.conference && (
        <ConferencePeople call={call} intent={intent} />
      )}
      {transferShown && <TransferForm call={call} snapshot={snapshot} onClose={closeTransfer} />}
      {tonesShown && (
        <ToneKeys
          typedKeys={typedKeys}
          onTones={(tones) => void intent.run('send-tones', { callId: call.id, tones })}
        />
      )}
      {main && <TransferHere call={call} calls={snapshot.calls} intent={intent} />}
      <CallControls
        call={call}
        main={main}
        intent={intent}
        tonesOpen={tonesShown}
        onTones={() => {
          setTransferOpen(false);
          setTonesOpen(!tonesShown);
        }}
        onTransfer={() => setTransferOpen(true)}
      />
      {main && <TroubleNotice call={call} trouble={trouble} />}
      {main && <DeviceNotice snapshot={snapshot} />}
      {call.state === 'talking' && <ReferralNotice call={call} />}
      {call.state === 'talking' && <TransferNotice call={call} />}
      <ErrorNotice code={intent.error} />
    </section>
  );
}

interface CallStateProps {
  call: LiveCall;
  main: boolean;
  trouble: string;
  of: string;
}

/**
 * The call's state in words, read out when it changes; the clock beside it is not.
 *
 * @param trouble what is wrong with its connection, where no notice says it
 * @param of whose it is, for those who hear it, where there are several
 */
function CallState({ call, main, trouble, of }: CallStateProps) {
  const sentences = stateSentences(call, trouble);
  const isPlain = call.state === 'talking' && sentences.length === 0;
  return (
    <div class="call-state">
      <p class="visually-hidden" role="status">
        {isPlain && `${of === '' ? '' : `${t('call_of', of)} `}${t('call_connected')}`}
      </p>
      <div class="call-words" aria-live="polite">
        {sentences.map((sentence) => (
          <p key={sentence}>
            {of !== '' && <span class="visually-hidden">{t('call_of', of)} </span>}
            {sentence}
          </p>
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

function stateSentences(call: LiveCall, trouble: string): string[] {
  return [trouble, ...stateWords(call), postDialProgress(call)].filter((sentence) => sentence !== '');
}

function stateWords(call: LiveCall): string[] {
  switch (call.state) {
    case 'calling':
      return [otherPhoneWords(call) ?? t('call_calling')];
    case 'ringing':
      return [t('call_ringing')];
    case 'incoming':
      return [t('incoming_call')];
    case 'answering':
      return [t('call_answering')];
    case 'talking': {
      const sentences: string[] = [];
      if (call.holdPending) sentences.push(t(call.held ? 'call_holding' : 'call_resuming'));
      else if (call.held) sentences.push(t('call_held'));
      if (call.heldByOther) sentences.push(t('call_held_by_other'));
      if (call.muted) sentences.push(t('call_muted'));
      const phone = otherPhoneWords(call);
      if (phone) sentences.push(phone);
      if (call.answersItself) sentences.push(t('call_answered_itself'));
      if (call.transfer) sentences.push(transferWords(call.transfer));
      return sentences;
    }
  }
}
