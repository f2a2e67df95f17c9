import parsePhoneNumber, {
  type CountryCode,
  type MetadataJson,
  type PhoneNumber,
} from 'libphonenumber-js/core';
import { isUnitAfter, maskLookAlikes } from './look-alikes';
import { type Candidate, candidateGroups } from './number-candidates';
import { isUsualGrouping } from './number-grouping';
import { isInitialOfTelephone, isTelephoneAfter, labelBefore, type NumberLabel } from './number-labels';
import { isBehindAbbreviation, isInUnclearSentence } from './number-lead-in';
import { isOfNumberedThing } from './numbered-things';
import { invisible, mayHoldNumber, plainText } from './page-text';

/** A telephone number in a text: from `start` up to `end`, and as it is written there, on one line. */
export interface FoundNumber {
  start: number;
  end: number;
  written: string;
}

export interface NumberPlan {
  /** The profile's country code, digits without a plus; '' when no country is known: only +... is found then. */
  countryCode: string;
  metadata: MetadataJson;
}

/** Shorter ones are too much like anything else, unless a word says what they are. */
const unlabelledDigits = 8;
/** How many characters before a number may label it. */
const reach = 48;

/**
 * The telephone numbers in a text of a page, and nothing that only looks like one: when it is not clear, it is none.
 *
 * A number with a plus speaks for itself, one written in the groups of its country nearly so; digits in a row need a
 * word that says telephone. The word nearest to the number decides.
 * @param text one run of words as people read it, with '\n' where a line ends
 * @param label what labels the whole run: the head of its column, the words in front of it; '' when nothing does
 */
export function numbersInText(text: string, label: string, plan: NumberPlan): FoundNumber[] {
  if (!mayHoldNumber(text)) return [];
  const plain = plainText(text);
  const unlike = maskLookAlikes(plain);
  const others = new Set<string>();
  const isNumber = (token: Candidate) => {
    const said = labelOf(token, { plain, unlike, label });
    if (said === 'other') others.add(shapeOf(token));
    // "models 650-291-4400 through 650-291-4490"
    if (said === undefined && !token.plus && others.has(shapeOf(token))) return false;
    if (!isTelephone(token, said, plan)) return false;
    return said !== undefined || token.plus || !isUnitAfter(unlike.slice(token.end, token.end + 12));
  };
  return candidateGroups(unlike).flatMap(({ whole, parts }) => {
    const tokens = isNumber(whole) ? [whole] : parts.filter(isNumber);
    return tokens.map((token) => found(plain, token));
  });
}

/** @param unlike `plain` with its look-alikes masked */
function labelOf(
  { start, end }: Candidate,
  { plain, unlike, label }: { plain: string; unlike: string; label: string },
): NumberLabel {
  if (isTelephoneAfter(unlike.slice(end, end + 12))) return 'telephone';
  const from = Math.max(start - reach, 0);
  const words = unlike.slice(from, start);
  if (isInitialOfTelephone(words)) return 'telephone';
  const outside = plainText(label).slice(-reach);
  const said = labelBefore(`${outside} ${words}`.slice(-reach));
  if (said !== undefined) return said;
  // "ISBN-10:" is itself like something else.
  const asWritten = plain.slice(from, start);
  if (asWritten !== words && labelBefore(asWritten) === 'other') return 'other';
  const isUnclear = isInUnclearSentence(words, unlike.slice(end, end + 3)) || isBehindAbbreviation(words);
  return isUnclear || isOfNumberedThing(words) ? 'other' : undefined;
}

/** The signs between its digits, and how many digits there are between them. */
function shapeOf({ main }: Candidate): string {
  return main.replace(/\d/g, '0');
}

function found(plain: string, { start, end }: Candidate): FoundNumber {
  const written = plain.slice(start, end).replaceAll(invisible, '').replace(/\s+/g, ' ');
  return { start, end, written };
}

function isTelephone(token: Candidate, label: NumberLabel, plan: NumberPlan): boolean {
  const number = parsed(token, plan);
  if (!number?.isPossible()) return false;
  if (isFromAbroad(token, plan)) return isInternational(token, number, label);
  const digits = number.nationalNumber;
  if (/([-./])\1/.test(token.main)) return false;
  // One digit over and over: somebody's example.
  if (/^(\d)\1+$/.test(digits)) return false;
  if (label === 'other') return false;
  if (label === 'telephone')
    return number.isValid() ? isUsualGrouping(token, number, true) : isLocalTrunk(token, number);
  if (isOfFilms(number)) return isLocalTrunk(token, number);
  const isLong = token.groups.join('').length >= unlabelledDigits;
  return isLong && token.groups.length > 1 && number.isValid() && isUsualGrouping(token, number, false);
}

function parsed(token: Candidate, { countryCode, metadata }: NumberPlan): PhoneNumber | undefined {
  const [country] = metadata.country_calling_codes[countryCode] ?? [];
  if (!token.international && country === undefined) return undefined;
  return parsePhoneNumber(
    token.main,
    { extract: false, ...(country && { defaultCountry: country as CountryCode }) },
    metadata,
  );
}

/** 00 stands for the plus where it is dialled so. */
function isFromAbroad(token: Candidate, { countryCode, metadata }: NumberPlan): boolean {
  const [country] = metadata.country_calling_codes[countryCode] ?? [];
  const prefix = country && metadata.countries[country]?.[1];
  return token.plus || (token.international && (typeof prefix !== 'string' || /^00(?:\||$)/.test(prefix)));
}

/** With a plus, or the prefix that stands for it. */
function isInternational(token: Candidate, number: PhoneNumber, label: NumberLabel): boolean {
  if (label === 'other' && !token.plus) return false;
  if (number.isValid()) return token.plus || token.groups.length > 2 || label === 'telephone';
  // Numbers that a country keeps for films and books are nobody's, and stand in texts all the same.
  return token.plus && token.groups.length > 2 && label !== 'other';
}

/** Britain keeps them for films and for the examples of whoever writes a page; others that do count them as valid. */
function isOfFilms({ countryCallingCode, nationalNumber }: PhoneNumber): boolean {
  return countryCallingCode === '44' && /^(?:7700900|1632960)\d{3}$/.test(nationalNumber);
}

/** Possible, not assigned, and written with the prefix of the country: "Tel. 01632 960123". */
function isLocalTrunk(token: Candidate, number: PhoneNumber): boolean {
  const digits = token.main.replace(/\D/g, '');
  return token.groups.length > 1 && digits !== number.nationalNumber && digits.startsWith('0');
}
