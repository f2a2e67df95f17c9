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
 * @param starts where each line begins
 */
export function linesWith(words: string[], lines: string, starts: Uint32Array): number[] {
  const [first = '', ...others] = words.toSorted((one, other) => other.length - one.length);
  const found: number[] = [];
  let line = 0;
  for (let at = lines.indexOf(first); at >= 0; ) {
    while (line + 1 < starts.length && (starts[line + 1] ?? 0) <= at) line++;
    const end = line + 1 < starts.length ? (starts[line + 1] ?? 0) : lines.length + 1;
    const text = others.length > 0 ? lines.slice(starts[line], end - 1) : '';
    if (others.every((word) => text.includes(word))) found.push(line);
    at = end > lines.length ? -1 : lines.indexOf(first, end);
  }
  return found;
}

/** Where each line begins. */
export function lineStarts(lines: string, count: number): Uint32Array {
  const starts = new Uint32Array(count);
  let start = 0;
  for (let line = 1; line < count; line++) {
    start = lines.indexOf('\n', start) + 1;
    starts[line] = start;
  }
  return starts;
}
