import { Delete, Grip, Phone } from 'lucide';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { cleanNumber } from '../format';
import { t } from '../messages';
import type { TypedKeys } from '../typed-keys';
import { useIntent } from '../use-intent';
import { Icon } from './icon';
import { Keys } from './keys';
import { ErrorNotice } from './notice';

/** The number to call, and the keys to type it with; the keys fold away while a call needs the room. */
export function Keypad({ typedKeys, folded }: { typedKeys: TypedKeys; folded: boolean }) {
  const { run, error, busy, clearError } = useIntent();
  const [number, setNumber] = useState('');
  const [shown, setShown] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const prepared = useRef(false);
  const keysShown = !folded || shown;

  function change(next: string): void {
    setNumber(next);
    if (error) clearError();
    if (next === '') {
      prepared.current = false;
    } else if (!prepared.current) {
      // Candidates are gathered while the rest is typed; a failure shows at the call itself.
      prepared.current = true;
      void run('prepare-call', {}).then(clearError);
    }
  }
  function insert(text: string): void {
    const input = field.current;
    if (!input) return;
    input.setRangeText(text, input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end');
    change(input.value);
  }
  async function call(): Promise<void> {
    if (busy || number.trim() === '') {
      field.current?.focus();
      return;
    }
    if (await run('dial', { number: number.trim() })) change('');
  }

  useEffect(() => {
    if (!folded) field.current?.focus();
  }, [folded]);
  useLayoutEffect(() =>
    typedKeys.take('keypad', {
      digit: (digit) => {
        field.current?.focus();
        insert(digit);
      },
      enter: () => void call(),
    }),
  );

  return (
    <form
      class={folded ? 'keypad keypad-folded' : 'keypad'}
      onSubmit={(event) => {
        event.preventDefault();
        void call();
      }}
    >
      <div class="number-row">
        <input
          ref={field}
          class="number"
          type="text"
          inputMode="tel"
          aria-label={t('number_to_call')}
          placeholder={t(folded ? 'number_someone_else' : 'number_placeholder')}
          autoComplete="off"
          spellcheck={false}
          maxLength={256}
          value={number}
          onInput={(event) => change(event.currentTarget.value)}
          onPaste={(event) => {
            event.preventDefault();
            insert(cleanNumber(event.clipboardData?.getData('text') ?? ''));
          }}
        />
        <button
          type="button"
          class="icon-button"
          aria-label={t('backspace')}
          hidden={number === ''}
          onClick={() => change(number.slice(0, -1))}
        >
          <Icon of={Delete} />
        </button>
        {folded && (
          <button
            type="button"
            class="icon-button"
            aria-expanded={shown}
            aria-label={t(shown ? 'hide_keys' : 'show_keys')}
            onClick={() => setShown(!shown)}
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
      <ErrorNotice code={error} />
      {keysShown && <Keys plus onKey={insert} />}
      {!folded && (
        <button type="submit" class="button button-call button-wide" disabled={busy}>
          <Icon of={Phone} />
          {t('call')}
        </button>
      )}
    </form>
  );
}
