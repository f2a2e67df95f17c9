import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface NumberField {
  field: RefObject<HTMLInputElement | null>;
  number: string;
  setNumber(number: string): void;
  /**
   * Puts text where the caret is, in place of what is selected, and answers the whole number: no longer than the
   * field's `maxLength`, which Chrome minds only in what it puts there itself.
   */
  insert(text: string): string;
  /** Gives the field the focus, with the caret where it was. */
  focus(): void;
  /** For the field's `onBlur`. */
  keepCaret(): void;
}

/**
 * A number that is typed in a field and on keys beside it. The caret is kept here while the focus is elsewhere:
 * Chrome puts that of a field without focus in front of everything once the text changes, and the digits of 201
 * would come out as 102.
 */
export function useNumberField(): NumberField {
  const field = useRef<HTMLInputElement>(null);
  const [number, setNumber] = useState('');
  const caret = useRef<[start: number, end: number]>([0, 0]);

  // Chrome shows the end of what a person types, not of what is pasted or comes from the keys.
  useLayoutEffect(() => {
    const input = field.current;
    if (input?.selectionEnd === number.length) input.scrollLeft = input.scrollWidth;
  }, [number]);

  function keepCaret(): void {
    const { selectionStart, selectionEnd } = field.current ?? {};
    caret.current = [selectionStart ?? 0, selectionEnd ?? 0];
  }
  function focus(): void {
    const input = field.current;
    if (!input || document.activeElement === input) return;
    const [start, end] = caret.current;
    input.focus();
    input.setSelectionRange(start, end);
  }
  function insert(text: string): string {
    const input = field.current;
    if (!input) return number;
    if (document.activeElement === input) keepCaret();
    const [start, end] = caret.current;
    const limit = input.maxLength < 0 ? Infinity : input.maxLength;
    const fitting = text.slice(0, Math.max(0, limit - (input.value.length - (end - start))));
    input.setRangeText(fitting, start, end, 'end');
    caret.current = [start + fitting.length, start + fitting.length];
    setNumber(input.value);
    return input.value;
  }
  function replace(next: string): void {
    caret.current = [next.length, next.length];
    setNumber(next);
  }
  return { field, number, setNumber: replace, insert, focus, keepCaret };
}
