import { Phone } from 'lucide';
import { useId } from 'preact/hooks';
import type { ContactNumber } from '../../domain/contact';
import type { DialRules } from '../../domain/dial-rules-settings';
import { DialPreview } from '../components/dial-preview';
import { Icon } from '../components/icon';
import { t } from '../messages';
import { labelWords } from './contact-words';

interface ContactNumberRowProps {
  number: ContactNumber;
  /** Whose it is. */
  name: string;
  rules: DialRules;
  busy: boolean;
  onCall(): void;
}

/** A number with its label, what will really be dialled, and the button that calls it. */
export function ContactNumberRow({ number, name, rules, busy, onCall }: ContactNumberRowProps) {
  const id = useId();
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
    </li>
  );
}
