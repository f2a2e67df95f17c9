/**
 * Up to 15 digits, as long as a number can be (ITU-T E.164), as one number that sorts as the digits do:
 * numbers in base 11, where 0 is the end. They fill 52 bits, so a Float64Array holds them exactly.
 */
const places = 15;
const powers = Array.from({ length: places + 1 }, (_, exponent) => 11 ** exponent);
const power = (exponent: number) => powers[exponent] ?? 1;

/** The key of digits; anything else in the text is passed over. */
export function digitKey(digits: string): number {
  let key = 0;
  let length = 0;
  for (let at = 0; at < digits.length && length < places; at++) {
    const digit = digits.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) continue;
    key += (digit + 1) * power(places - 1 - length);
    length++;
  }
  return key;
}

/** The keys of all numbers that begin with these digits: from the first to before the second. */
export function keysBeginning(digits: string): [number, number] {
  const first = digitKey(digits);
  const length = Math.min(places, digits.replace(/[^0-9]/g, '').length);
  return [first, first + power(places - length)];
}

/** Keys in order, each with whose it is. */
export interface KeyTable {
  keys: Float64Array<ArrayBuffer>;
  owners: Uint16Array<ArrayBuffer>;
}

/** @param owners at the same places as the keys */
export function keyTable(keys: readonly number[], owners: readonly number[]): KeyTable {
  const order = Array.from(keys, (_, at) => at).sort(
    (one, other) => (keys[one] ?? 0) - (keys[other] ?? 0) || (owners[one] ?? 0) - (owners[other] ?? 0),
  );
  return {
    keys: Float64Array.from(order, (at) => keys[at] ?? 0),
    owners: Uint16Array.from(order, (at) => owners[at] ?? 0),
  };
}

/** The first place whose key is not below this one. */
export function firstAtLeast(keys: Float64Array, key: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
