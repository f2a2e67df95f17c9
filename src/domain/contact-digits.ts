import { readTyped } from './typed-number';

/** What there is to compare of a kept number: its digits, `*` and `#`; or, of a SIP address or user, the text. */
export interface ContactDigits {
  digits: string;
  /** '' where there are digits. */
  address: string;
}

/** Never throws; '' and '' for what is no number. */
export function contactDigits(number: string): ContactDigits {
  // Nearly all are plain, and a directory has many.
  if (/^\+?[0-9 .\-/]+$/.test(number)) return { digits: number.replace(/[^0-9]/g, ''), address: '' };
  const read = readTyped(number);
  if (read.type === 'number') return { digits: read.number.replace('+', ''), address: '' };
  if (read.type === 'uri') return { digits: '', address: read.uri.replace(/^sips?:/i, '').toLowerCase() };
  return { digits: '', address: read.type === 'name' ? read.name.toLowerCase() : '' };
}
