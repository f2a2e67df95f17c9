import { PhoneForwarded } from 'lucide';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { shownParty } from '../../domain/shown-party';
import type { Talking } from '../../domain/talking';
import { transferTargets } from '../../domain/transferable';
import { DialPreview } from '../components/dial-preview';
import { Icon } from '../components/icon';
import { ErrorNotice } from '../components/notice';
import { Suggestions } from '../contacts/suggestions';
import { useSuggestions } from '../contacts/use-suggestions';
import { t } from '../messages';
import { partyTitle } from '../party';
import { useIntent } from '../use-intent';

interface TransferFormProps {
  call: Talking;
  snapshot: Snapshot;
  onClose(): void;
}

/** To whom the other side is sent: a number, whose number it is by name, or another call of ours. */
export function TransferForm({ call, snapshot, onClose }: TransferFormProps) {
  const { run, error, busy, clearError } = useIntent();
  const [number, setNumber] = useState('');
  const [asTyped, setAsTyped] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const previewId = useId();
  const suggestions = useSuggestions(number, snapshot, 'favourites').filter(
    ({ contactId }) => !call.contacts?.some(({ id }) => id === contactId),
  );
  const title = t('transfer_form', partyTitle(shownParty(call)));

  // With the first picture: what is typed at once counts too.
  useLayoutEffect(() => field.current?.focus(), []);

  function change(next: string): void {
    if (error) clearError();
    if (next === '') setAsTyped(false);
    setNumber(next);
  }
  async function send(): Promise<void> {
    if (number.trim() === '') field.current?.focus();
    else if (await run('transfer', { callId: call.id, number: number.trim(), ...(asTyped && { asTyped }) }))
      onClose();
  }
  /** The call that was placed first is sent to the one that was placed to ask. */
  async function sendTo(other: Talking): Promise<void> {
    const [first, second] = call.startedAt <= other.startedAt ? [call, other] : [other, call];
    if (await run('transfer-to-call', { callId: first.id, otherId: second.id })) onClose();
  }

  return (
    <form
      ref={form}
      class="transfer"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void send();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      {transferTargets(call, snapshot.calls).map((other) => (
        <button
          type="button"
          key={other.id}
          class="button button-wide"
          disabled={busy}
          onClick={() => void sendTo(other)}
        >
          <Icon of={PhoneForwarded} size={18} />
          {t('transfer_to_call', partyTitle(shownParty(other)))}
        </button>
      ))}
      <input
        ref={field}
        class="transfer-number"
        type="text"
        inputMode="tel"
        aria-label={t('transfer_number')}
        aria-describedby={previewId}
        placeholder={t('transfer_placeholder')}
        autoComplete="off"
        spellcheck={false}
        maxLength={256}
        value={number}
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          const first = form.current?.querySelector<HTMLElement>('.suggestion');
          if (event.key !== 'ArrowDown' || !first) return;
          event.preventDefault();
          first.focus();
        }}
      />
      <Suggestions
        suggestions={suggestions}
        onLeave={() => field.current?.focus()}
        onChoose={(chosen) => {
          change(chosen);
          field.current?.focus();
        }}
      />
      <DialPreview
        id={previewId}
        number={number}
        rules={snapshot.dialRules}
        asTyped={asTyped}
        onAsTyped={setAsTyped}
        always
      />
      <ErrorNotice code={error} />
      <div class="transfer-buttons">
        <button type="button" class="button" onClick={onClose}>
          {t('cancel')}
        </button>
        <button type="submit" class="button button-primary" disabled={busy}>
          <Icon of={PhoneForwarded} size={18} />
          {t('transfer_send')}
        </button>
      </div>
    </form>
  );
}
