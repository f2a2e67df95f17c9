/** What people leave out when they search. */
const leftOut = [
  // Accents, of Latin, Greek and Cyrillic letters.
  '\\u0300-\\u036F',
  '\\u0483-\\u0487',
  '\\u1AB0-\\u1AFF',
  '\\u1DC0-\\u1DFF',
  // Hebrew points.
  '\\u0591-\\u05BD',
  '\\u05BF\\u05C1\\u05C2\\u05C4\\u05C5\\u05C7',
  // Arabic vowels, and the stretching of words.
  '\\u0610-\\u061A',
  '\\u064B-\\u065F',
  '\\u0640\\u0670',
  // What has no width: joiners, marks of direction, choices of form.
  '\\u200B-\\u200F\\u2060',
  '\\uFE00-\\uFE0F',
];
const marks = new RegExp(`[${leftOut.join('')}]`, 'g');

/** Letters that no normalisation takes apart, and that people type as these. */
const letters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
};

/** Text as it is compared in a search: without case, accents and forms of letters. Line ends become spaces. */
export function foldText(text: string): string {
  if (/^[ -~]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(marks, '')
    .replace(/[ßæœøłđðþħıς]/g, (letter) => letters[letter] ?? letter)
    .replace(/[\u2018\u2019\u02BB\u02BC]/g, "'")
    .replace(/\p{Cc}/gu, ' ');
}

const wordKinds = new Map<number, boolean>();

/** Whether the UTF-16 unit is of a word: a letter, a mark or a number of any script. */
function isOfWord(unit: number): boolean {
  if (unit < 0x80) return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39);
  let known = wordKinds.get(unit);
  if (known === undefined) {
    const isHalf = unit >= 0xd800 && unit <= 0xdfff;
    known = isHalf || /[\p{L}\p{M}\p{N}]/u.test(String.fromCharCode(unit));
    wordKinds.set(unit, known);
  }
  return known;
}

/** Scripts written without spaces: every character may begin a word. Hangul is in parts here (NFKD). */
function beginsAnywhere(unit: number): boolean {
  return (
    unit >= 0x0e00 &&
    (unit <= 0x0eff ||
      (unit >= 0x1000 && unit <= 0x109f) ||
      (unit >= 0x1100 && unit <= 0x1112) ||
      (unit >= 0x1780 && unit <= 0x17ff) ||
      (unit >= 0x3040 && unit <= 0x30ff) ||
      (unit >= 0x3400 && unit <= 0x9fff) ||
      (unit >= 0xd840 && unit <= 0xd87f))
  );
}

/** Where words begin in folded text; one word is longer than this only in scripts of their own. */
export function wordStarts(folded: string): number[] {
  const starts: number[] = [];
  let inWord = false;
  for (let at = 0; at < folded.length; at++) {
    const unit = folded.charCodeAt(at);
    const ofWord = isOfWord(unit);
    if (ofWord && (!inWord || beginsAnywhere(unit))) starts.push(at);
    inWord = ofWord;
  }
  return starts;
}

/** Whether a word, which goes on to this place, ends here. */
export function endsAt(folded: string, at: number): boolean {
  return at >= folded.length || !isOfWord(folded.charCodeAt(at));
}

/** The words of folded text, as they stand apart: whoever types O'Brien or Jean-Luc types two. */
export function wordsOf(folded: string): string[] {
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at <= folded.length; at++) {
    const ofWord = at < folded.length && isOfWord(folded.charCodeAt(at));
    if (ofWord && start < 0) start = at;
    if (!ofWord && start >= 0) {
      words.push(folded.slice(start, at));
      start = -1;
    }
  }
  return words;
}
