/** What has no width, or only says in which direction to write: it stands inside numbers and is no part of them. */
export const invisible = '\u200b';

const invisibleUnits = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

/**
 * Text of a page with one spelling for everything that a number can be written with: digits of every script are
 * 0-9, full-width signs and all dashes ASCII, every blank a space, every end of a line '\n'. As long as the text, so
 * that places in one are places in the other.
 */
export function plainText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, plainUnit);
}

const known = new Map<string, string>();

function plainUnit(unit: string): string {
  let plain = known.get(unit);
  if (plain === undefined) {
    plain = spelled(unit);
    known.set(unit, plain);
  }
  return plain;
}

function spelled(unit: string): string {
  if (unit === '\n' || unit === '\u2028' || unit === '\u2029') return '\n';
  if (/\s/.test(unit)) return ' ';
  if (invisibleUnits.test(unit)) return invisible;
  if (/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/.test(unit)) return '-';
  if (unit === '\u2044' || unit === '\u2215') return '/';
  if (unit === '\uff5e' || unit === '\u301c') return '~';
  if (/[\uff01-\uff5d]/.test(unit)) return String.fromCharCode(unit.charCodeAt(0) - 0xfee0);
  if (/\p{Nd}/u.test(unit)) return String(digitValue(unit.charCodeAt(0)));
  return unit;
}

/** Decimal digits stand in Unicode in rows of ten that begin with zero. */
function digitValue(code: number): number {
  let first = code;
  while (/\p{Nd}/u.test(String.fromCharCode(first - 1))) first--;
  return (code - first) % 10;
}

/** Seven digits that can belong together: what has none of these has no number that Ringtab would show. */
const enoughDigits = /\p{Nd}(?:[^\p{Nd}\p{L}]{0,5}\p{Nd}){6}/u;

/** A quick look at a text as it stands in the page; whether there really is a number is for `numbersInText`. */
export function mayHoldNumber(text: string): boolean {
  return enoughDigits.test(text);
}
