import { drawerPlaces } from './contact-id';
import { firstAtLeast, keysBeginning } from './digit-key';
import type { SearchTerm } from './directory-query';
import { type DrawerIndex, fieldOf } from './drawer-index';
import { endsAt } from './folded-words';

/** How well a contact fits; the smaller, the better. */
export const tier = { exact: 0, begins: 1, company: 2, elsewhere: 3 } as const;
export const tiers = 4;
const unfit = 255;

const fits = new Uint8Array(drawerPlaces);
const fitsTerm = new Uint8Array(drawerPlaces);

/**
 * The tier of each contact of the drawer, 255 for those that do not fit; of several terms the worst counts.
 * Undefined when none fits. What is answered lasts until the next search.
 */
export function searchDrawer(index: DrawerIndex, terms: readonly SearchTerm[]): Uint8Array | undefined {
  const count = index.places.length;
  fits.fill(0, 0, count);
  for (const { word, digits, keypad } of terms) {
    fitsTerm.fill(unfit, 0, count);
    noted = false;
    findWords(index, word);
    findOnKeypad(index, keypad);
    findDigits(index, digits);
    if (!noted) return undefined;
    for (let owner = 0; owner < count; owner++)
      if ((fitsTerm[owner] ?? 0) > (fits[owner] ?? 0)) fits[owner] = fitsTerm[owner] ?? unfit;
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
  for (let at = firstText(text, words, word); at < words.length; at++) {
    const start = words[at] ?? 0;
    if (!text.startsWith(word, start)) return;
    const owner = wordOwners[at] ?? 0;
    const field = owner & 3;
    if (field === fieldOf.name)
      note(owner >> 2, endsAt(text, start + word.length) ? tier.exact : tier.begins);
    else note(owner >> 2, field === fieldOf.company ? tier.company : tier.elsewhere);
  }
}

/** Of places in the order of their texts, the first whose text is not before the word. */
function firstText(text: string, places: Uint32Array, word: string): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(text, places[middle] ?? 0, word)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBefore(text: string, start: number, word: string): boolean {
  for (let at = 0; at < word.length; at++) {
    const unit = text.charCodeAt(start + at);
    // A line end is the end of a text, and stands before everything else.
    if (unit === 10) return true;
    const difference = unit - word.charCodeAt(at);
    if (difference !== 0) return difference < 0;
  }
  return false;
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
function findDigits(index: DrawerIndex, readings: readonly string[]): void {
  const shortest = readings.at(-1) ?? '';
  if (shortest === '') return;
  for (const wanted of readings) findBeginning(index, wanted);
  if (shortest.length < anywhere) return;
  const { digits, digitStarts, digitOwners } = index;
  let number = 0;
  for (let found = digits.indexOf(shortest); found >= 0; found = digits.indexOf(shortest, found)) {
    while ((digitStarts[number + 1] ?? digits.length) <= found) number++;
    note(digitOwners[number] ?? 0, tier.elsewhere);
    found = digitStarts[number + 1] ?? digits.length;
  }
}

function findBeginning({ digits, digitStarts, digitOwners }: DrawerIndex, wanted: string): void {
  for (let at = firstText(digits, digitStarts, wanted); at < digitStarts.length; at++) {
    const start = digitStarts[at] ?? 0;
    if (!digits.startsWith(wanted, start)) return;
    const isWhole = digits.charCodeAt(start + wanted.length) === 10;
    note(digitOwners[at] ?? 0, isWhole ? tier.exact : tier.begins);
  }
}
