/** How the bytes of a file may stand for its text; named as `TextDecoder` knows them. */
export const textEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type TextEncoding = (typeof textEncodings)[number];

/**
 * The encoding that a file is in, as far as its bytes tell: by its byte order mark, by the zeros of UTF-16, by
 * being UTF-8 all through; anything else is taken for that of Windows, in which every text can be read.
 *
 * @param bytes the whole file: one letter at its end decides as well as one at its beginning
 */
export function encodingOf(bytes: Uint8Array): TextEncoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const zeros = zerosIn(bytes.subarray(0, 4096));
  if (zeros.odd > 10 * zeros.even && zeros.odd > 0) return 'utf-16le';
  if (zeros.even > 10 * zeros.odd && zeros.even > 0) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

function zerosIn(bytes: Uint8Array): { even: number; odd: number } {
  const count = { even: 0, odd: 0 };
  bytes.forEach((byte, at) => {
    if (byte === 0) count[at % 2 === 0 ? 'even' : 'odd']++;
  });
  return count;
}

/** RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
function isUtf8(bytes: Uint8Array): boolean {
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) {
      at++;
      continue;
    }
    const length = lengthOf(byte);
    if (length === 0 || at + length > bytes.length) return false;
    const second = bytes[at + 1] ?? 0;
    if (byte === 0xe0 && second < 0xa0) return false;
    if (byte === 0xed && second > 0x9f) return false;
    if (byte === 0xf0 && second < 0x90) return false;
    if (byte === 0xf4 && second > 0x8f) return false;
    for (let next = at + 1; next < at + length; next++) {
      if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return false;
    }
    at += length;
  }
  return true;
}

function lengthOf(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  if (first >= 0xf0 && first <= 0xf4) return 4;
  return 0;
}
