import { asciiText } from './ascii-text';
import { foldText, wordsOf } from './folded-words';
import { readTyped } from './typed-number';

/** What somebody types to find contacts, and which of them may be found. */
export interface DirectoryQuery {
  /** '' for all, in the order of their names. */
  text: string;
  favouritesOnly?: boolean;
  /** The profile shows company entries without a Unique Identity to nobody. */
  identityRequired?: boolean;
  /** Contacts of the latest calls, the latest first: ranked before others. */
  recent?: readonly string[];
  /** Of the profile's numbering plan, without plus: numbers are found with it and without. */
  countryCode?: string;
}

/** One thing that a contact must have. */
export interface SearchTerm {
  /** A word of any field begins like this (folded); '' for none. */
  word: string;
  /**
   * Or a number has these digits in it, in one of these readings, each the end of the one before; one or two
   * digits only at its beginning.
   */
  digits: string[];
  /** Or a name begins with these letters on a keypad; '' for none. */
  keypad: string;
}

/** A contact must have all of these; undefined where any contact will do, and none where nothing can be searched. */
export function searchTerms({ text, countryCode = '' }: DirectoryQuery): SearchTerm[] | undefined {
  const typed = text.slice(0, 200).trim();
  if (typed === '') return undefined;
  if (isLikeNumber(typed)) return [numberTerm(typed, countryCode)];
  const words = typed.split(/\s+/).flatMap((part) => {
    const folded = foldText(part);
    return folded.includes('@') ? [folded] : wordsOf(folded);
  });
  // The longest first: it rules out most.
  const each = [...new Set(words)].slice(0, 12).sort((one, other) => other.length - one.length);
  return each.map((word) => termOf(word, countryCode));
}

function isLikeNumber(typed: string): boolean {
  // Most that is typed are names, and reading them as a telephone does takes longer than searching a thousand.
  if (/\p{L}/u.test(typed)) return false;
  const ascii = asciiText(typed);
  return /^[+\d\s().\-/*#]+$/.test(ascii) && /[\d*#]/.test(ascii);
}

function termOf(word: string, countryCode: string): SearchTerm {
  const digits = /^[0-9]+$/.test(word) ? word : '';
  return { word, digits: digits === '' ? [] : readings(digits, countryCode), keypad: digits };
}

function numberTerm(typed: string, countryCode: string): SearchTerm {
  const read = readTyped(typed);
  const written = read.type === 'number' ? read.number : '';
  const digits = written.replace('+', '');
  const plain = /^[0-9]+$/.test(digits) ? digits : '';
  return { word: typed === plain ? plain : '', digits: readings(digits, countryCode), keypad: plain };
}

/** As they stand, without prefixes for calls between areas and countries, and without the own country's code. */
function readings(digits: string, countryCode: string): string[] {
  const found = [digits];
  const bare = digits.replace(/^0{1,2}/, '');
  if (bare.length >= 3) found.push(bare);
  if (countryCode !== '' && bare.startsWith(countryCode)) {
    const national = bare.slice(countryCode.length).replace(/^0/, '');
    if (national.length >= 3) found.push(national);
  }
  return [...new Set(found)];
}
