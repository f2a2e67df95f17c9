/** What numbers are kept with: 0-9 * #. */
const signs = 12;
const kinds = signs ** 3;

/**
 * Which numbers of a drawer have which three digits in a row: whoever types three or more is answered without
 * reading all digits of all numbers.
 */
export interface DigitTriples {
  /** From where in `numbers` those with a triple stand: to where the next triple's begin. */
  starts: Uint32Array;
  /** Counts of numbers, in their order for each triple; a number that has it twice is there twice. */
  numbers: Uint16Array;
}

/** @param digits of all numbers, each closed by a line end */
export function digitTriples(digits: string): DigitTriples {
  const triples = new Uint16Array(digits.length);
  const ends = new Uint32Array(kinds + 1);
  let [triple, length] = [0, 0];
  for (let at = 0; at < digits.length; at++) {
    const sign = signOf(digits.charCodeAt(at));
    length = sign < 0 ? 0 : length + 1;
    triple = sign < 0 ? 0 : (triple * signs + sign) % kinds;
    triples[at] = length < 3 ? kinds : triple;
    if (length >= 3) ends[triple + 1] = (ends[triple + 1] ?? 0) + 1;
  }
  for (let kind = 0; kind < kinds; kind++) ends[kind + 1] = (ends[kind + 1] ?? 0) + (ends[kind] ?? 0);
  const starts = ends.slice();
  const numbers = new Uint16Array(ends[kinds] ?? 0);
  let number = 0;
  for (let at = 0; at < digits.length; at++) {
    const kind = triples[at] ?? kinds;
    if (kind < kinds) {
      const place = ends[kind] ?? 0;
      numbers[place] = number;
      ends[kind] = place + 1;
    } else if (digits.charCodeAt(at) === lineEnd) number++;
  }
  return { starts, numbers };
}

/** The fewest numbers that may have these digits, three or more, in them; certain for three. */
export function numbersWith({ starts, numbers }: DigitTriples, digits: string): Uint16Array {
  let [first, end] = [0, numbers.length];
  for (let at = 0; at + 3 <= digits.length; at++) {
    const kind = tripleAt(digits, at);
    const [from, to] = [starts[kind] ?? 0, starts[kind + 1] ?? 0];
    if (to - from <= end - first) [first, end] = [from, to];
  }
  return numbers.subarray(first, end);
}

const lineEnd = 10;

function tripleAt(digits: string, at: number): number {
  const [one, two, three] = [0, 1, 2].map((step) => signOf(digits.charCodeAt(at + step)));
  return ((one ?? 0) * signs + (two ?? 0)) * signs + (three ?? 0);
}

/** Below 0 for what is no sign of a number. */
function signOf(unit: number): number {
  if (unit >= 48 && unit <= 57) return unit - 48;
  return unit === 42 ? 10 : unit === 35 ? 11 : -1;
}
