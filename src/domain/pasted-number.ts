import { asciiText } from './ascii-text';

/** Longer texts are not looked through: nobody pastes a book to call somebody. */
const longestText = 5_000;
const mostNumbers = 8;
/** Digits from which a run of them is a telephone number even between words. */
const longNumber = 7;
/** With its country code (E.164), and 00 before that. */
const longestNumber = 17;

const postDial = /(?:[ ]?(?:[,;]+|[xpw]|ext\.?|poste)[ .:]?[\d*#][\d*#,;wp]*|[,;wp]+[\d*#][\d*#,;wp]*)*/;
const run = new RegExp(
  `(?<![\\w@.])(?:\\+|00)?[ ]?[(]?[\\d*#](?:[ .\\-/()]{0,3}[\\d*#])*(?:${postDial.source})(?![\\w@])`,
  'gi',
);

/**
 * What in a text that was pasted, dropped or selected can be called, the likeliest first: numbers without the words
 * around them and without what cannot be seen, in ASCII digits; or one address (`tel:`, `sip:`), or whatever was
 * there, where nothing looks like a number. Empty for a text with nothing in it.
 */
export function pastedNumbers(text: string): string[] {
  const visible = visiblePart(text.slice(0, longestText));
  if (visible === '') return [];
  if (/^(?:tel|callto|sips?):/i.test(visible) || /^[^\s@]+@[^\s@]+$/.test(visible)) return [visible];
  const found = numbersIn(visible);
  const long = found.filter((number) => digitCount(number) >= longNumber);
  const best = long.length > 0 ? long : found;
  if (best.length === 0 || isOneNumber(visible, best)) return [visible];
  return [...new Set(best)].slice(0, mostNumbers);
}

/** Lines are kept: they part numbers. */
function visiblePart(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/(?!\n)[\p{Cf}\p{Cc}\u115F\u1160\u3164\uFFA0]/gu, (mark) => (mark === '\t' ? '\n' : ''))
    .replace(/\p{Z}+/gu, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();
}

function numbersIn(visible: string): string[] {
  return visible
    .split(/\n| \| |; |, /)
    .flatMap(atSlashes)
    .flatMap((line) => asciiNumbers(line).match(run) ?? [])
    .map((number) => number.trim().replace(/[ .\-/(]+$/, ''))
    .filter((number) => digitCount(number) >= 2 && balanced(number));
}

/** "030 123456 / 040 654321" are two numbers, "030 / 123456" and "+49 30 / 123456" are one. */
function atSlashes(line: string): string[] {
  const [first = '', ...others] = line.split(' / ');
  const parts = [first];
  for (const other of others) {
    const left = /[+(]*\p{Nd}[\p{Nd} .\p{Pd}/()]*$/u.exec(parts.at(-1) ?? '')?.[0] ?? '';
    const right = /^\p{Nd}[\p{Nd} .\p{Pd}/()]*/u.exec(other)?.[0] ?? '';
    if (isAreaOf(asciiNumbers(left), asciiNumbers(right))) parts.push(`${parts.pop()} / ${other}`);
    else parts.push(other);
  }
  return parts;
}

/** An area code, with its country's or without, and a number that does not begin anew. */
function isAreaOf(left: string, right: string): boolean {
  const all = digitCount(left) + digitCount(right);
  if (left === '' || right === '' || right.startsWith('0') || all > longestNumber) return false;
  return /^[(]*(?:\+|00)/.test(left) || digitCount(left) < longNumber;
}

/** Dashes and digits of every script as ASCII; letters stay, as they part words from numbers. */
function asciiNumbers(line: string): string {
  return line.replace(/[\p{Nd}\p{Pd}\uFF0B\uFF0A\uFF03\u2044\uFF0F]/gu, (character) =>
    /\p{Pd}/u.test(character) ? '-' : asciiText(character),
  );
}

/** `1-800-FLOWERS`, `303 555 1234 ask for Ann`: what typing it would dial is for the dial rules to say. */
function isOneNumber(visible: string, best: readonly string[]): boolean {
  const [only] = best;
  if (best.length !== 1 || only === undefined || visible.includes('\n')) return false;
  return (
    /^\+?[\d(]/.test(visible) && /\d-?[A-Z]{3,}/i.test(visible.replace(/\s/g, '')) && digitCount(only) < 10
  );
}

function balanced(number: string): boolean {
  return number.split('(').length === number.split(')').length;
}

function digitCount(number: string): number {
  return number.replace(/[^\d]/g, '').length;
}
