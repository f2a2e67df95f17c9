import { Phone } from 'lucide';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import type { DialRules } from '../../domain/dial-rules-settings';
import { Suggestions } from '../contacts/suggestions';
import { useHasContacts, useSuggestions } from '../contacts/use-suggestions';
import { t } from '../messages';
import type { TypedKeys } from '../typed-keys';
import { useDrop } from '../use-drop';
import { useIntent } from '../use-intent';
import { useNumberField } from '../use-number-field';
import { usePasted } from '../use-pasted';
import { DialPreview } from './dial-preview';
import { EmergencyNotice } from './emergency-notice';
import { Icon } from './icon';
import { Keys } from './keys';
import { ErrorNotice } from './notice';
import { NumberRow } from './number-row';
import { OtherNumbers } from './other-numbers';

interface KeypadProps {
  snapshot: Snapshot;
  typedKeys: TypedKeys;
  folded: boolean;
}

/** The number to call, and the keys to type it with; the keys fold away while a call needs the room. */
export function Keypad({ snapshot, typedKeys, folded }: KeypadProps) {
  const { run, error, busy, clearError } = useIntent();
  // By itself: a call need not wait until it has been prepared.
  const preparation = useIntent();
  const { field, number, setNumber, insert, focus, keepCaret } = useNumberField();
  const pasted = usePasted();
  const [asTyped, setAsTyped] = useState(false);
  const [shown, setShown] = useState(false);
  const { dialRules, emergencyNotice, directoryRevision } = snapshot;
  const hasContacts = useHasContacts(directoryRevision);
  const suggestions = useSuggestions(folded ? '' : number, snapshot);
  const form = useRef<HTMLFormElement>(null);
  const prepared = useRef(false);
  const previewId = useId();
  const keysShown = !folded || shown;
  // Who is talking has other things to read, and no room.
  const firstNotice = emergencyNotice && !folded;

  function changed(next: string): void {
    if (error) clearError();
    if (next === '') {
      pasted.forget();
      prepared.current = false;
      setAsTyped(false);
    } else if (!prepared.current) {
      // Candidates are gathered while the rest is typed; a failure shows at the call itself.
      prepared.current = true;
      void preparation.run('prepare-call', {});
    }
  }
  function change(next: string): void {
    setNumber(next);
    changed(next);
  }
  const type = (text: string) => changed(insert(text));
  const drop = useDrop((data) => {
    const dropped = pasted.takeDropped(data);
    if (dropped) change(dropped);
    focus();
  });

  /** False when there are none. */
  function enterSuggestions(): boolean {
    form.current?.querySelector<HTMLElement>('.suggestion')?.focus();
    return suggestions.length > 0;
  }
  async function call(): Promise<void> {
    if (busy || number.trim() === '') {
      focus();
      return;
    }
    const past = asTyped ? { asTyped } : {};
    if (!(await run('dial', { number: number.trim(), ...past }))) return;
    // What was typed since then is another number.
    if (field.current?.value === number) change('');
    else setAsTyped(false);
    // The call that begins is at the top.
    form.current?.closest('.content')?.scrollTo({ top: 0 });
  }

  // With the first picture, not a frame after it: what is typed at once counts too.
  useLayoutEffect(() => {
    if (!folded) focus();
  }, [folded]);
  useEffect(() => {
    if (folded && shown) form.current?.scrollIntoView({ block: 'end' });
  }, [folded, shown]);
  // Below a call there may be no room for it: what will be dialled is seen before the call leaves.
  useLayoutEffect(() => {
    if (folded && number !== '') form.current?.scrollIntoView({ block: 'nearest' });
  }, [folded, number, asTyped]);
  useLayoutEffect(() =>
    typedKeys.take('keypad', {
      digit: (digit) => {
        focus();
        type(digit);
      },
      enter: () => void call(),
    }),
  );

  return (
    <form
      ref={form}
      class={`keypad${folded ? ' keypad-folded' : ''}${drop.over ? ' keypad-drop' : ''}`}
      onSubmit={(event) => {
        event.preventDefault();
        void call();
      }}
      {...drop.place}
    >
      <NumberRow
        {...{ field, number, folded, busy, keysShown, previewId }}
        onNumber={change}
        onPaste={(text) => type(pasted.take(text))}
        onLeave={keepCaret}
        onDown={enterSuggestions}
        onKeys={() => setShown(!shown)}
      />
      {!folded && hasContacts && (
        <Suggestions
          suggestions={suggestions}
          onLeave={focus}
          onChoose={(chosen) => {
            change(chosen);
            focus();
          }}
        />
      )}
      <div class={dialPlaceClass(dialRules.mode, firstNotice, keysShown)}>
        <DialPreview
          id={previewId}
          number={number}
          rules={dialRules}
          asTyped={asTyped}
          onAsTyped={setAsTyped}
        />
        {firstNotice && number === '' && <EmergencyNotice />}
      </div>
      <OtherNumbers numbers={pasted.others} onChoose={(other) => change(other)} />
      <ErrorNotice code={error} />
      {keysShown && <Keys plus small={folded} onKey={type} />}
      {!folded && (
        <button type="submit" class="button button-call button-wide" disabled={busy}>
          <Icon of={Phone} />
          {t('call')}
        </button>
      )}
    </form>
  );
}

/** Room is kept for what may be said there, so that no key moves under a finger. */
function dialPlaceClass(mode: DialRules['mode'], firstNotice: boolean, keysShown: boolean): string {
  if (!keysShown) return 'dial-place';
  return mode === 'off' && !firstNotice ? 'dial-place dial-place-bare' : 'dial-place dial-place-rules';
}
