import { useRef } from 'preact/hooks';
import { t } from '../messages';

const KEYS: [key: string, letters: string][] = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
];

const LONG_PRESS_MS = 500;

/** The twelve keys of a telephone; 0 held down is + where the number may have one. */
export function Keys(props: { onKey: (key: string) => void; plus?: boolean; small?: boolean }) {
  return (
    <fieldset class={props.small ? 'keys keys-small' : 'keys'} aria-label={t('keys')}>
      {KEYS.map(([key, letters]) => (
        <Key
          key={key}
          digit={key}
          letters={props.small ? '' : letters}
          held={key === '0' && props.plus ? '+' : undefined}
          onKey={props.onKey}
        />
      ))}
    </fieldset>
  );
}

interface KeyProps {
  digit: string;
  letters: string;
  /** What the key means when it is held down. */
  held: string | undefined;
  onKey: (key: string) => void;
}

function Key({ digit, letters, held, onKey }: KeyProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wasHeld = useRef(false);

  function press(): void {
    wasHeld.current = false;
    if (held === undefined) return;
    timer.current = setTimeout(() => {
      wasHeld.current = true;
      onKey(held);
    }, LONG_PRESS_MS);
  }
  function release(): void {
    clearTimeout(timer.current);
  }
  return (
    <button
      type="button"
      class="key"
      aria-label={keyName(digit)}
      onPointerDown={press}
      onPointerUp={release}
      onPointerLeave={release}
      onContextMenu={(event) => held !== undefined && event.preventDefault()}
      onClick={() => {
        if (!wasHeld.current) onKey(digit);
        wasHeld.current = false;
      }}
    >
      <span class="key-digit">{digit}</span>
      {/* Drawn by the style sheet: to a screen reader, and to whoever speaks the names of buttons, 2 is "2". */}
      <span class="key-letters" data-letters={letters} />
    </button>
  );
}

/** The digits name themselves. */
function keyName(digit: string): string | undefined {
  if (digit === '*') return t('key_star');
  return digit === '#' ? t('key_hash') : undefined;
}
