import type { LockAttributes } from './locked';

interface NumberFieldProps {
  label: string;
  value: string;
  /** What becomes of the number; read out when it changes. */
  hint: string | undefined;
  lock?: LockAttributes;
  onInput(text: string): void;
  /** The user has left the field. */
  onChange?(text: string): void;
}

/** A number or address that will be dialled. */
export function NumberField({ label, value, hint, lock, onInput, onChange }: NumberFieldProps) {
  return (
    <>
      <label class="field">
        <span>{label}</span>
        <input
          type="text"
          inputMode="tel"
          autoComplete="off"
          spellcheck={false}
          maxLength={128}
          value={value}
          {...lock}
          onInput={(event) => onInput(event.currentTarget.value)}
          onChange={(event) => onChange?.(event.currentTarget.value)}
        />
      </label>
      <p class="hint" aria-live="polite">
        {hint}
      </p>
    </>
  );
}
