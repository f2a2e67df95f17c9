import { drawerPlaces } from './contact-id';
import { firstAtLeast, keysBeginning } from './digit-key';
import { type DigitTriples, digitTriples, numbersWith } from './digit-triples';
import type { SearchTerm } from './directory-query';
import { type DrawerIndex, fieldOf } from './drawer-index';
import { endsAt } from './folded-words';

/** How well a contact fits; the smaller, the better. */
const tier = { exact: 0, begins: 1, company: 2, elsewhere: 3 } as const;
export const tiers = 4;
export const unfit = 255;

/** A drawer's index with what need not be kept, as it is made quickly. */
export interface SearchableDrawer extends DrawerIndex {
  triples: DigitTriples;
}

export function searchable(index: DrawerIndex): SearchableDrawer {
  return { ...index, triples: digitTriples(index.digits) };
}

const fitsTerm = new Uint8Array(drawerPlaces);

/**
 * The tier of each contact of the drawer, `unfit` for those that do not fit; of several terms the worst counts.
 * Undefined when none fits.
 */
export function searchDrawer(index: SearchableDrawer, terms: readonly SearchTerm[]): Uint8Array | undefined {
  const count = index.places.length;
  let fits: Uint8Array | undefined;
  for (const { word, digits, keypad } of terms) {
    fitsTerm.fill(unfit, 0, count);
    noted = false;
    findWords(index, word);
    findOnKeypad(index, keypad);
    findDigits(index, digits);
    if (!noted) return undefined;
    if (!fits) fits = fitsTerm.slice(0, count);
    else {
      for (let owner = 0; owner < count; owner++)
        if ((fitsTerm[owner] ?? 0) > (fits[owner] ?? 0)) fits[owner] = fitsTerm[owner] ?? unfit;
    }
  }
  return fits;
}

let noted = false;

function note(owner: number, how: number): void {
  noted = true;
  if (how < (fitsTerm[owner] ?? 0)) fitsTerm[owner] = how;
}

function findWords({ text, words, wordOwners }: DrawerIndex, word: string): void {
  if (word === '') return;
  const end = firstText(text, words, word, 1);
  for (let at = firstText(text, words, word, 0); at < end; at++) {
    const owner = wordOwners[at] ?? 0;
    const field = owner & 3;
    if (field === fieldOf.company) note(owner >> 2, tier.company);
    else if (field === fieldOf.address) note(owner >> 2, tier.elsewhere);
    else note(owner >> 2, endsAt(text, (words[at] ?? 0) + word.length) ? tier.exact : tier.begins);
  }
}

/** Of places in the order of their texts, the first whose text begins with the word (0), or comes behind (1). */
function firstText(text: string, places: Uint32Array, word: string, behind: 0 | 1): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(text, places[middle] ?? 0, word) < behind) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Below 0 where the text stands before the word, 0 where it begins with it. */
function compare(text: string, start: number, word: string): number {
  for (let at = 0; at < word.length; at++) {
    const difference = text.charCodeAt(start + at) - word.charCodeAt(at);
    // A text ends with a line end, which is below everything in a word.
    if (difference !== 0) return difference;
  }
  return 0;
}

function findOnKeypad({ keypad }: DrawerIndex, digits: string): void {
  if (digits === '') return;
  const [first, end] = keysBeginning(digits);
  const { keys, owners } = keypad;
  for (let at = firstAtLeast(keys, first); at < keys.length && (keys[at] ?? 0) < end; at++)
    note(owners[at] ?? 0, tier.begins);
}

/** Fewer digits than this are looked for at the beginning of numbers only: nearly every number has them in it. */
const anywhere = 3;

/** Whatever has one of the readings in it has the last, which is the shortest, too. */
function findDigits(index: SearchableDrawer, readings: readonly string[]): void {
  const shortest = readings.at(-1) ?? '';
  if (shortest === '') return;
  for (const wanted of readings) findBeginning(index, wanted);
  if (shortest.length < anywhere) return;
  const mayHave = numbersWith(index.triples, shortest);
  for (let at = 0; at < mayHave.length; at++) {
    const number = mayHave[at] ?? 0;
    const owner = index.digitOwners[number] ?? 0;
    // Whoever is found already, fits better.
    if (fitsTerm[owner] === unfit && hasDigits(index, number, shortest)) note(owner, tier.elsewhere);
  }
}

function hasDigits({ digits, digitStarts }: DrawerIndex, number: number, wanted: string): boolean {
  const last = (digitStarts[number + 1] ?? digits.length) - 1 - wanted.length;
  for (let start = digitStarts[number] ?? 0; start <= last; start++)
    if (compare(digits, start, wanted) === 0) return true;
  return false;
}

function findBeginning({ digits, digitStarts, digitOwners }: DrawerIndex, wanted: string): void {
  const end = firstText(digits, digitStarts, wanted, 1);
  for (let at = firstText(digits, digitStarts, wanted, 0); at < end; at++) {
    const isWhole = digits.charCodeAt((digitStarts[at] ?? 0) + wanted.length) === 10;
    note(digitOwners[at] ?? 0, isWhole ? tier.exact : tier.begins);
  }
}
