import { Plus, X } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import { type ContactNumber, numberLabels } from '../../domain/contact';
import { contactBounds } from '../../domain/contact-draft';
import { Icon } from '../components/icon';
import { cleanNumber } from '../format';
import { keyOf, t } from '../messages';
import { isKnownLabel } from './contact-words';
import type { DraftErrors } from './draft-errors';
import { EditorField } from './editor-field';

interface NumberFieldsProps {
  numbers: readonly ContactNumber[];
  errors: DraftErrors;
  onNumbers(numbers: ContactNumber[]): void;
}

/** Any number of numbers, each with its label. */
export function NumberFields({ numbers, errors, onNumbers }: NumberFieldsProps) {
  const group = useRef<HTMLFieldSetElement>(null);
  const count = useRef(numbers.length);
  // Who adds one wants to type it; who takes one away goes on at the one before.
  useEffect(() => {
    if (count.current === numbers.length) return;
    count.current = numbers.length;
    const fields = group.current?.querySelectorAll<HTMLElement>('input[type="tel"], .add-number');
    fields?.item(Math.max(0, fields.length - 2)).focus();
  }, [numbers.length]);

  function change(at: number, change: Partial<ContactNumber>): void {
    onNumbers(numbers.map((one, place) => (place === at ? { ...one, ...change } : one)));
  }
  return (
    <fieldset class="number-fields" ref={group}>
      <legend class="visually-hidden">{t('contact_numbers')}</legend>
      {numbers.map((one, at) => (
        <div class="number-field" key={at}>
          <LabelField label={one.label} place={at + 1} onLabel={(label) => change(at, { label })} />
          <EditorField label={t('contact_number', at + 1)} problem={errors[`number-${at}`]}>
            {(attributes) => (
              <input
                {...attributes}
                type="tel"
                maxLength={contactBounds.number}
                autocomplete="off"
                value={one.number}
                onInput={(event) => change(at, { number: event.currentTarget.value })}
                onPaste={(event) => {
                  event.preventDefault();
                  const pasted = cleanNumber(event.clipboardData?.getData('text') ?? '');
                  event.currentTarget.setRangeText(
                    pasted.slice(0, contactBounds.number),
                    event.currentTarget.selectionStart ?? 0,
                    event.currentTarget.selectionEnd ?? 0,
                    'end',
                  );
                  change(at, { number: event.currentTarget.value });
                }}
              />
            )}
          </EditorField>
          <button
            type="button"
            class="icon-button"
            aria-label={t('contact_remove_number', at + 1)}
            title={t('contact_remove_number', at + 1)}
            onClick={() => onNumbers(numbers.filter((_, place) => place !== at))}
          >
            <Icon of={X} size={18} />
          </button>
        </div>
      ))}
      {numbers.length < contactBounds.numbers && (
        <button
          type="button"
          class="button button-small add-number"
          onClick={() => onNumbers([...numbers, { label: nextLabel(numbers), number: '' }])}
        >
          <Icon of={Plus} size={16} />
          {t('contact_add_number')}
        </button>
      )}
    </fieldset>
  );
}

interface LabelFieldProps {
  label: string;
  place: number;
  onLabel(label: string): void;
}

/** One of the labels that everybody knows, or a word of one's own. */
function LabelField({ label, place, onLabel }: LabelFieldProps) {
  const known = isKnownLabel(label);
  return (
    <div class="field label-field">
      <select
        aria-label={t('contact_label', place)}
        value={known ? label : ''}
        onChange={(event) => onLabel(event.currentTarget.value)}
      >
        {numberLabels.map((one) => (
          <option key={one} value={one}>
            {t(keyOf('label', one))}
          </option>
        ))}
        <option value="">{t('label_own')}</option>
      </select>
      {!known && (
        <input
          aria-label={t('contact_own_label', place)}
          placeholder={t('label_own_placeholder')}
          maxLength={contactBounds.label}
          autocomplete="off"
          value={label}
          onInput={(event) => onLabel(event.currentTarget.value)}
        />
      )}
    </div>
  );
}

/** The first that is not taken. */
function nextLabel(numbers: readonly ContactNumber[]): string {
  const taken = numbers.map(({ label }) => label);
  return numberLabels.find((label) => !taken.includes(label)) ?? 'other';
}
