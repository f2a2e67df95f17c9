import { foldText } from './folded-words';

const phoneCharacters = /^[\d+*#()./\s-]+$/;

/** Digits at the beginning that one writes and another does not: `0` and `00` before area and country code. */
const trunk = /^\+?0{0,2}(?=\d{5})/;

/** Text as it is compared, in one line. */
export function foldLine(text: string): string {
  return foldText(text).replace(/\s+/g, ' ').trim();
}

/** What is searched for: each word must be found in what is known of a call. */
export function searchWords(query: string): string[] {
  const folded = foldLine(query).replaceAll('|', ' ').trim();
  if (folded === '') return [];
  if (phoneCharacters.test(folded) && /[\d*#+]/.test(folded)) return [digitsToFind(folded)];
  return folded.split(' ').map((word) => (phoneCharacters.test(word) ? digitsToFind(word) || word : word));
}

function digitsToFind(written: string): string {
  return written
    .replace(/\(0\)/g, '')
    .replace(/[^\d+*#]/g, '')
    .replace(trunk, '');
}

/**
 * The numbers of the lines that have all the words, in ascending order.
 *
 * @param lines one line after the other, parted by a line break
 * @param starts where each line begins, and where one after the last would
 */
export function linesWith(words: string[], lines: string, starts: Uint32Array): Uint32Array {
  const [first = '', ...others] = words.toSorted((one, other) => other.length - one.length);
  const found = new Uint32Array(starts.length - 1);
  let [line, count] = [0, 0];
  for (let at = lines.indexOf(first); at >= 0; ) {
    while ((starts[line + 1] ?? at + 1) <= at) line++;
    const end = starts[line + 1] ?? lines.length;
    const isFound = others.length === 0 || hasAll(others, lines.slice(starts[line], end));
    if (isFound) found[count++] = line;
    at = lines.indexOf(first, end);
  }
  return found.subarray(0, count);
}

function hasAll(words: string[], text: string): boolean {
  return words.every((word) => text.includes(word));
}

/** Where each line begins, and where one after the last would. */
export function lineStarts(lines: string, count: number): Uint32Array {
  const starts = new Uint32Array(count + 1);
  for (let line = 1; line < count; line++) starts[line] = lines.indexOf('\n', starts[line - 1]) + 1;
  starts[count] = lines.length + 1;
  return starts;
}
