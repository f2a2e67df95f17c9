/** A letter of a script that no keypad has. */
const otherLetter = '\uFFFC';

/**
 * Text as a telephone reads it, one ASCII character for each character: digits of every script become 0-9,
 * full-width forms and accented letters lose what sets them apart, letters that no keypad carries become one
 * stand-in that counts as a letter, and everything else becomes a space.
 *
 * Character by character, because normalising a long text as a whole takes quadratic time on stacked accents.
 */
export function asciiText(text: string): string {
  const known = new Map<string, string>();
  return text.replace(/[^\0-\x7F]/gu, (character) => {
    let ascii = known.get(character);
    if (ascii === undefined) {
      ascii = asciiCharacter(character);
      known.set(character, ascii);
    }
    return ascii;
  });
}

/** Whether what `asciiText` answered has a letter here, of whatever script. */
export const letters = `A-Za-z${otherLetter}`;

function asciiCharacter(character: string): string {
  if (/^\p{Nd}$/u.test(character)) return String(digitValue(character.codePointAt(0) ?? 0));
  // A footnote's raised number, or one in a circle, belongs to no telephone number.
  if (/^\p{No}$/u.test(character)) return ' ';
  // An accent that stands by itself, after its letter, must not part a word in two.
  if (/^[\p{M}\p{Cf}]$/u.test(character)) return '';
  const plain = character.normalize('NFKD').replace(/\p{M}/gu, '');
  if (/^[!-~]$/.test(plain)) return plain;
  return /^\p{L}$/u.test(character) ? otherLetter : ' ';
}

/** Decimal digits stand in Unicode in unbroken rows of ten (or several tens) that begin with zero. */
function digitValue(codePoint: number): number {
  let first = codePoint;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(first - 1))) first--;
  return (codePoint - first) % 10;
}
