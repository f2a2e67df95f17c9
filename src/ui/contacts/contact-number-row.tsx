import { Phone, PhoneForwarded } from 'lucide';
import { useId } from 'preact/hooks';
import type { ContactNumber } from '../../domain/contact';
import type { DialRules } from '../../domain/dial-rules-settings';
import { DialPreview } from '../components/dial-preview';
import { Icon } from '../components/icon';
import { t } from '../messages';
import { AvailabilityMark } from './availability-mark';
import { labelWords } from './contact-words';
import { useAvailability } from './use-availability';

interface ContactNumberRowProps {
  number: ContactNumber;
  /** Whose it is. */
  name: string;
  rules: DialRules;
  busy: boolean;
  onCall(): void;
  /** Sends the other side of the call there; without it nobody can be sent. */
  onTransfer?: (() => void) | undefined;
}

/** A number with its label, what will really be dialled, and the button that calls it. */
export function ContactNumberRow({ number, name, rules, busy, onCall, onTransfer }: ContactNumberRowProps) {
  const id = useId();
  const availability = useAvailability([number.number]);
  const label = labelWords(number.label);
  return (
    <li class="contact-number">
      <div class="contact-number-text">
        {label !== '' && (
          <p class="contact-label">
            <bdi>{label}</bdi>
          </p>
        )}
        <p class="contact-digits">
          <bdi>{number.number}</bdi>
        </p>
        <AvailabilityMark of={availability} />
        <DialPreview id={id} number={number.number} rules={rules} />
      </div>
      <button
        type="button"
        class="round-button number-call"
        aria-label={t('contact_call', name, label, number.number)}
        aria-describedby={id}
        disabled={busy}
        onKeyDown={(event) => {
          // Of the key that opened the card and is still held.
          if (event.repeat) event.preventDefault();
        }}
        onClick={(event) => {
          // The second click of a double click was meant for what stood here before.
          if (event.detail < 2) onCall();
        }}
      >
        <Icon of={Phone} />
      </button>
      {onTransfer && (
        <button
          type="button"
          class="round-button"
          aria-label={t('transfer_to_contact', name, label, number.number)}
          aria-describedby={id}
          disabled={busy}
          onClick={(event) => {
            if (event.detail < 2) onTransfer();
          }}
        >
          <Icon of={PhoneForwarded} />
        </button>
      )}
    </li>
  );
}
