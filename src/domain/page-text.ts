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

/** The rows of ten in which Unicode's decimal digits stand, by their first; `\\p{Nd}` takes long to get ready. */
const zeros =
  '0\u0660\u06f0\u07c0\u0966\u09e6\u0a66\u0ae6\u0b66\u0be6\u0c66\u0ce6\u0d66\u0de6\u0e50\u0ed0\u0f20\u1040\u1090\u17e0\u1810\u1946\u19d0\u1a80\u1a90\u1b50\u1bb0\u1c40\u1c50\ua620\ua8d0\ua900\ua9d0\ua9f0\uaa50\uabf0\uff10';
const digits = [...zeros].map((zero) => `${zero}-${String.fromCharCode(zero.charCodeAt(0) + 9)}`).join('');
/** Of the scripts that most pages are written in: no number goes on behind a word. */
const letters =
  'A-Za-z\u00c0-\u024f\u0388-\u052f\u05d0-\u05ea\u0620-\u064a\u0904-\u0939\u0e01-\u0e30\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3';
/** Seven digits that can belong together: what has none of these has no number that Ringtab would show. */
const enoughDigits = new RegExp(`[${digits}](?:[^${digits}${letters}]{0,5}[${digits}]){6}`);

/** Figures with the signs that stand in and around them, as a page has many. */
const figures = /[+$€£¥]?\d[\d.,:/-]*(?:\s?[€%](?!\d))?/g;
const moment =
  '(?:\\d{1,2}:\\d{2}(?::\\d{2})?|(?:19|20)\\d{2}-\\d{2}-\\d{2}|[0-3]?\\d([./-])[0-3]?\\d\\1(?:19|20)\\d{2})';
const amount = '\\d{1,3}(?:[.,]\\d{3})*(?:[.,]\\d{1,2})?';
/** Moments and amounts: what `maskLookAlikes` would mask too, and nearly every page has. */
const dull = new RegExp(
  `^(?:${moment}|\\d{1,2}:\\d{2}-\\d{1,2}:\\d{2}|[$€£¥]${amount}|${amount}\\s?[€%]|\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?)[.,:/-]*$`,
);

/** A quick look at a text as it stands in the page; whether there really is a number is for `numbersInText`. */
export function mayHoldNumber(text: string): boolean {
  if (!enoughDigits.test(text)) return false;
  return enoughDigits.test(text.replace(figures, (figure) => (dull.test(figure) ? 'a' : figure)));
}
