import { Phone, PhoneForwarded, PhoneOff } from 'lucide';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { Incoming } from '../../domain/call';
import { mayEndFor } from '../../domain/heard-calls';
import { shownParty } from '../../domain/shown-party';
import type { Talking } from '../../domain/talking';
import { t } from '../messages';
import { otherPhoneWords } from '../other-phone-words';
import { partyNumber, partyTitle } from '../party';
import { useIntent } from '../use-intent';
import { useSnapshot } from '../use-snapshot';
import { Avatar } from './avatar';
import { Icon } from './icon';
import { ErrorNotice } from './notice';

interface IncomingCardProps {
  call: Incoming;
  /** There are other calls, whatever their state. */
  inCall: boolean;
  /** Those that an answer holds or ends. */
  heard: readonly Talking[];
}

/** Somebody calls. The focus goes to the card unless the user is in the middle of writing something. */
export function IncomingCard({ call, inCall, heard }: IncomingCardProps) {
  const { run, error } = useIntent();
  const user = useSnapshot()?.identity?.user;
  const id = useId();
  const card = useRef<HTMLDivElement>(null);
  const number = partyNumber(shownParty(call));
  const holds = heard.length > 0;
  // At another phone it is answered there.
  const { otherPhone } = call;
  const phoneWords = otherPhoneWords(call);
  const mayEnd = mayEndFor(heard) && !otherPhone;
  const answer = () => void run('answer', { callId: call.id });
  const endAndAnswer = () => void run('answer', { callId: call.id, endOthers: true });
  const decline = () => void run('decline', { callId: call.id });

  useEffect(() => {
    const before = document.activeElement;
    if (!isWriting(before)) card.current?.focus();
    return () => {
      // The call that was answered stays in sight.
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const { activeElement } = document;
      const idle = activeElement === document.body || isEmptyNumber(activeElement);
      const ours = idle || activeElement === card.current;
      const inside = card.current?.contains(activeElement) ?? false;
      // At another phone it does nothing, rather than what it would do without a call.
      if (event.key === 'Enter' && ours && !event.repeat) {
        if (!otherPhone) answer();
      } else if (event.key === 'Escape' && (ours || inside) && !event.repeat) decline();
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  });

  return (
    <div class="card incoming" role="alert" tabIndex={-1} ref={card}>
      <p class="incoming-title">{incomingTitle(call, user)}</p>
      {phoneWords && <p>{phoneWords}</p>}
      <Avatar party={shownParty(call)} large={!inCall} />
      <h2 class="call-name" id={id}>
        {partyTitle(shownParty(call))}
      </h2>
      {number && <p class="call-number">{number}</p>}
      <div class={mayEnd ? 'incoming-buttons incoming-waiting' : 'incoming-buttons'}>
        <button type="button" class="button button-danger" aria-describedby={id} onClick={decline}>
          <Icon of={PhoneOff} />
          {t('decline')}
        </button>
        {mayEnd && (
          <button
            type="button"
            class="button"
            aria-describedby={id}
            aria-keyshortcuts="Alt+U"
            title="Alt+U"
            onClick={endAndAnswer}
          >
            <Icon of={PhoneForwarded} />
            {t('end_and_answer')}
          </button>
        )}
        {!otherPhone && (
          <button type="button" class="button button-call" aria-describedby={id} onClick={answer}>
            <Icon of={Phone} />
            {t(holds ? 'hold_and_answer' : 'answer')}
          </button>
        )}
      </div>
      <p class="hint">
        {t(otherPhone ? 'incoming_keys_phone' : mayEnd ? 'incoming_keys_waiting' : 'incoming_keys')}
      </p>
      <ErrorNotice code={error} />
    </div>
  );
}

function incomingTitle(
  { calledFirst, divertedBy, transferredBy }: Incoming,
  user: string | undefined,
): string {
  if (transferredBy && transferredBy.number === user) return t('incoming_call_moved');
  if (transferredBy) return t('incoming_call_transferred', partyTitle(transferredBy));
  if (!divertedBy) return t('incoming_call');
  if (!calledFirst) return t('incoming_call_for', partyTitle(divertedBy));
  return t('incoming_call_for_via', partyTitle(calledFirst), partyTitle(divertedBy));
}

/** The keypad's, in which nobody has begun to write. */
function isEmptyNumber(element: Element | null): boolean {
  return element instanceof HTMLInputElement && element.matches('.number') && element.value === '';
}

function isWriting(element: Element | null): boolean {
  return element instanceof HTMLInputElement && element.value !== '';
}
