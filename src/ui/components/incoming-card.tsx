import { Phone, PhoneOff } from 'lucide';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { Incoming } from '../../domain/call';
import { shownParty } from '../../domain/shown-party';
import { t } from '../messages';
import { partyNumber, partyTitle } from '../party';
import { useIntent } from '../use-intent';
import { Avatar } from './avatar';
import { Icon } from './icon';
import { ErrorNotice } from './notice';

/** Somebody calls. The focus goes to the card unless the user is in the middle of writing something. */
export function IncomingCard({ call, talking }: { call: Incoming; talking: boolean }) {
  const { run, error } = useIntent();
  const id = useId();
  const card = useRef<HTMLDivElement>(null);
  const number = partyNumber(shownParty(call));
  const answer = () => void run('answer', { callId: call.id });
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
      const ours = activeElement === document.body || activeElement === card.current;
      const inside = card.current?.contains(activeElement) ?? false;
      if (event.key === 'Enter' && ours && !event.repeat) answer();
      else if (event.key === 'Escape' && (ours || inside) && !event.repeat) decline();
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  });

  return (
    <div class="card incoming" role="alert" tabIndex={-1} ref={card}>
      <p class="incoming-title">{incomingTitle(call)}</p>
      <Avatar party={shownParty(call)} large={!talking} />
      <h2 class="call-name" id={id}>
        {partyTitle(shownParty(call))}
      </h2>
      {number && <p class="call-number">{number}</p>}
      <div class="incoming-buttons">
        <button type="button" class="button button-danger" aria-describedby={id} onClick={decline}>
          <Icon of={PhoneOff} />
          {t('decline')}
        </button>
        <button type="button" class="button button-call" aria-describedby={id} onClick={answer}>
          <Icon of={Phone} />
          {t('answer')}
        </button>
      </div>
      <p class="hint">{t('incoming_keys')}</p>
      <ErrorNotice code={error} />
    </div>
  );
}

function incomingTitle({ divertedBy, transferredBy }: Incoming): string {
  if (transferredBy) return t('incoming_call_transferred', partyTitle(transferredBy));
  return divertedBy ? t('incoming_call_via', partyTitle(divertedBy)) : t('incoming_call');
}

function isWriting(element: Element | null): boolean {
  return element instanceof HTMLInputElement && element.value !== '';
}
