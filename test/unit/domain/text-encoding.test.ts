import fc from 'fast-check';
import { encodingOf, type TextEncoding } from '../../../src/domain/text-encoding';

const text = 'email;prénom\r\nzoe@x.test;Zoé\r\n';
const utf16be = (of: string) => Uint8Array.from(Buffer.from(of, 'utf16le').swap16());
const cases: [string, Uint8Array, TextEncoding][] = [
  ['UTF-8', Buffer.from(text), 'utf-8'],
  ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`), 'utf-8'],
  ['ASCII', Buffer.from('email\na@x.test'), 'utf-8'],
  ['nothing', new Uint8Array(), 'utf-8'],
  ['UTF-16 LE with its mark', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'utf-16le'],
  ['UTF-16 LE', Buffer.from(text, 'utf16le'), 'utf-16le'],
  ['UTF-16 BE with its mark', utf16be(`\uFEFF${text}`), 'utf-16be'],
  ['UTF-16 BE', utf16be(text), 'utf-16be'],
  ['windows-1252', Buffer.from(text, 'latin1'), 'windows-1252'],
  ['windows-1252, cut in a letter of UTF-8', Buffer.from([0x61, 0xe9]), 'windows-1252'],
];

it.each(cases)('knows %s, which is then read as it was written', (_, bytes, encoding) => {
  expect(encodingOf(bytes)).toBe(encoding);
});

it('says UTF-8 of exactly what a strict decoder takes, where it is not UTF-16', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 4, min: 0x40 }),
    fc.string({ unit: 'grapheme', maxLength: 3 }).map((each) => Uint8Array.from(Buffer.from(each))),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
      const bytes = Uint8Array.from(pieces.flatMap((each) => [...each]));
      fc.pre(!bytes.includes(0) && encodingOf(bytes).startsWith('utf-16') === false);
      let strict: TextEncoding = 'utf-8';
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      } catch {
        strict = 'windows-1252';
      }
      expect(encodingOf(bytes)).toBe(strict);
    }),
    { numRuns: 3_000 },
  );
});
