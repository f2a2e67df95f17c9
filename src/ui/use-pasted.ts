import { useState } from 'preact/hooks';
import { pastedNumbers } from '../domain/pasted-number';
import { cleanNumber } from './format';

export interface Pasted {
  /** The numbers beside the first, which may have been meant. */
  others: string[];
  /** What is put into the field for a text that was pasted or dropped. */
  take(text: string): string;
  /** A link that was dropped says its address; text may have other words around a number. */
  takeDropped(data: DataTransfer): string;
  /** The choice has been made, or something else is being typed. */
  forget(): void;
}

/** A text may have more than one number in it: the first is taken, the others stand for choice. */
export function usePasted(): Pasted {
  const [others, setOthers] = useState<string[]>([]);

  function take(text: string): string {
    const [first = '', ...rest] = pastedNumbers(text).map(cleanNumber);
    setOthers(rest);
    return first;
  }
  function takeDropped(data: DataTransfer): string {
    const [link = ''] = data
      .getData('text/uri-list')
      .split(/\r?\n/)
      .filter((line) => /^(?:tel|callto|sips?):/i.test(line));
    return take(link || data.getData('text/plain'));
  }
  return { others, take, takeDropped, forget: () => setOthers([]) };
}
