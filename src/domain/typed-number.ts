import { asciiText, letters } from './ascii-text';
import { cutPostDial, postDialOf } from './post-dial';

/** What was typed, pasted or clicked, read as a telephone reads it. */
export type TypedNumber =
  /** A SIP address, to be called as it stands. */
  | { type: 'uri'; uri: string }
  /** One word without a digit that may be a SIP user. */
  | { type: 'name'; name: string }
  | { type: 'number'; number: string; postDial: string; context: string; trunkDropped: string }
  /** Nothing that could be called; at most something to search for. */
  | { type: 'nothing' };

/**
 * Step 1 of the dial rules. A number comes out as `0-9 * #` with at most one `+`, in front; `context` is the
 * `+` and digits that a tel: URI says a local number belongs to (RFC 3966 section 5.1.5), '' when it says none.
 */
export function readTyped(typed: string): TypedNumber {
  const trimmed = typed.trim();
  const { isTel, text } = withoutScheme(trimmed);
  if (/^sips?:/i.test(text)) return sipUri(text);
  if (text.includes('@')) return sipUri(`sip:${text}`);
  const ascii = asciiText(isTel ? percentDecoded(text) : text);
  const { subscriber, parameters } = telParts(ascii, isTel);
  const { number, postDial } = cutPostDial(subscriber);
  const { written, trunkDropped } = withoutTrunkInBrackets(number);
  const digits = dialledCharacters(written);
  if (digits === '') return nameOf(text);
  return {
    type: 'number',
    number: digits,
    postDial: postDial + postDialOf(parameters.postDial),
    context: digits.startsWith('+') ? '' : parameters.context,
    trunkDropped,
  };
}

/** @param trimmed what was typed or pasted; `tel:` and `callto:` are taken off */
export function withoutScheme(trimmed: string): { isTel: boolean; text: string } {
  const scheme = /^(?:tel|callto):\/*/i.exec(trimmed)?.[0];
  return scheme
    ? { isTel: true, text: trimmed.slice(scheme.length).trim() }
    : { isTel: false, text: trimmed };
}

/** White space, half a character or a missing half make it no address. */
function sipUri(uri: string): TypedNumber {
  const address = uri.slice(uri.indexOf(':') + 1);
  const broken = address === '' || /[\s\p{Cc}\p{Cs}]|^@|@$/u.test(address);
  return broken ? { type: 'nothing' } : { type: 'uri', uri };
}

/** Letters, and what RFC 3261 section 25.1 allows in a user beside them. */
function nameOf(text: string): TypedNumber {
  return /^\p{L}[\p{L}\p{M}_.!~*'+-]*$/u.test(text) ? { type: 'name', name: text } : { type: 'nothing' };
}

/** Only what is ASCII: a telephone number has nothing else. Never throws, unlike decodeURIComponent. */
export function percentDecoded(text: string): string {
  return text.replace(/%([0-9A-F]{2})/gi, (_, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code < 0x80 ? String.fromCharCode(code) : ' ';
  });
}

interface TelParts {
  subscriber: string;
  parameters: { context: string; postDial: string };
}

/** RFC 3966 section 3: the number, then `;name=value` as often as there is something to say. */
function telParts(text: string, isTel: boolean): TelParts {
  const parameters = { context: '', postDial: '' };
  if (!isTel && !/;\s?(?:ext|isub|phone-context|postd)=/i.test(text)) return { subscriber: text, parameters };
  const [subscriber = '', ...rest] = text.split(';');
  for (const parameter of rest) {
    const equals = parameter.indexOf('=');
    const name = parameter.slice(0, Math.max(equals, 0)).trim().toLowerCase();
    const value = parameter.slice(equals + 1);
    if (name === 'ext') parameters.postDial += `,${value}`;
    else if (name === 'postd') parameters.postDial += value;
    else if (equals < 0) parameters.postDial += `;${value}`;
    else if (name === 'phone-context' && /^\s*\+[^a-z*#]*$/i.test(value))
      parameters.context = dialledCharacters(value);
  }
  return { subscriber, parameters };
}

/**
 * "+44 (0)116": the 0 is for callers inside the country. Not so for Italy and San Marino, where it belongs to
 * the number from wherever it is called.
 */
function withoutTrunkInBrackets(text: string): { written: string; trunkDropped: string } {
  const international = /^[^0-9*#+]*(?:\+|00)/.test(text);
  if (!international || /^(?:00)?(?:39|378)/.test(text.replace(/[^0-9]/g, '')))
    return { written: text, trunkDropped: '' };
  const written = text.replace(/\([ \t]*0[ \t]*\)/, '');
  return { written, trunkDropped: written === text ? '' : '0' };
}

const keypad: Record<string, string> = Object.fromEntries(
  ['ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'].flatMap((key, index) =>
    [...key].map((letter) => [letter, String(index + 2)]),
  ),
);

/** Words that stand before a pasted number and are no keypad letters, in the languages of our users. */
const label = /^\s*(?:tel|telephone|telefon|phone|mobile|mob|portable|fax)\b[\s.:]*(?=[0-9(])/i;

/**
 * '' when there is nothing to dial: letters alone are a name, a number has at least a digit, * or #. Whatever
 * stands before a plus is a label.
 */
function dialledCharacters(text: string): string {
  const hasDigit = /[0-9]/.test(text);
  const hasLetter = new RegExp(`[${letters}]`).test(text);
  if (!hasDigit && (hasLetter || !/[*#]/.test(text))) return '';
  const upToPlus = /^[^0-9*#+]*\+/.exec(text)?.[0] ?? '';
  const plus = upToPlus !== '' && hasDigit ? '+' : '';
  const keyed = text
    .slice((upToPlus || (label.exec(text)?.[0] ?? '')).length)
    .replace(/[A-Za-z]/g, (letter) => keypad[letter.toUpperCase()] ?? '');
  return plus + keyed.replace(/[^0-9*#]/g, '');
}
