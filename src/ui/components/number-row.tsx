import { Delete, Grip, Phone } from 'lucide';
import type { RefObject } from 'preact';
import { t } from '../messages';
import { Icon } from './icon';

/** Longer ones are written smaller, to be seen whole as far as that goes. */
const LONG_NUMBER = 16;

interface NumberRowProps {
  field: RefObject<HTMLInputElement | null>;
  number: string;
  folded: boolean;
  busy: boolean;
  keysShown: boolean;
  /** Of what says which number will be dialled. */
  previewId: string;
  onNumber(number: string): void;
  onPaste(text: string): void;
  onLeave(): void;
  /** The arrow that leads out of the field. @returns false when nothing is there */
  onDown(): boolean;
  onKeys(): void;
}

/** The field for the number; folded, it has all buttons of the keypad beside it. */
export function NumberRow(props: NumberRowProps) {
  const { field, number, folded, busy, keysShown, previewId } = props;
  const { onNumber, onPaste, onLeave, onDown, onKeys } = props;
  return (
    <div class="number-row">
      <input
        ref={field}
        class={number.length > LONG_NUMBER ? 'number number-long' : 'number'}
        type="text"
        inputMode="tel"
        aria-label={t('number_to_call')}
        aria-describedby={previewId}
        placeholder={t(folded ? 'number_someone_else' : 'number_placeholder')}
        autoComplete="off"
        spellcheck={false}
        maxLength={256}
        value={number}
        onInput={(event) => onNumber(event.currentTarget.value)}
        onBlur={onLeave}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' && onDown()) event.preventDefault();
        }}
        onPaste={(event) => {
          event.preventDefault();
          onPaste(event.clipboardData?.getData('text') ?? '');
        }}
      />
      <button
        type="button"
        class="icon-button"
        aria-label={t('backspace')}
        hidden={number === ''}
        onClick={() => onNumber(number.slice(0, -1))}
      >
        <Icon of={Delete} />
      </button>
      {folded && (
        <button
          type="button"
          class="icon-button"
          aria-expanded={keysShown}
          aria-label={t(keysShown ? 'hide_keys' : 'show_keys')}
          onClick={onKeys}
        >
          <Icon of={Grip} />
        </button>
      )}
      {folded && (
        <button type="submit" class="button button-call" aria-label={t('call')} disabled={busy}>
          <Icon of={Phone} />
        </button>
      )}
    </div>
  );
}
