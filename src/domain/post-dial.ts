/** Words that stand between a number and an extension: a pause, then its digits. */
const extensionWords = new Set([
  'X',
  'EXT',
  'EXTN',
  'EXTENSION',
  'POSTE',
  'INT',
  'INTERNE',
  'INTERNO',
  'DURCHWAHL',
  'TOESTEL',
]);

/**
 * Cuts a number, written in ASCII, at the first mark of digits to be played after the answer: a comma, a
 * semicolon, or p, w, x, ext, poste where they are no part of a word that stands for keypad digits.
 */
export function cutPostDial(text: string): { number: string; postDial: string } {
  const marks = /[,;]|[^\0-@[-`{-\x7F]+/g;
  marks.lastIndex = Math.max(text.search(/[0-9*#]/), 0);
  if (marks.lastIndex === 0 && !/^[0-9*#]/.test(text)) return { number: text, postDial: '' };
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    const end = marks.lastIndex;
    if (isMark(mark[0], text, end))
      return { number: text.slice(0, mark.index), postDial: postDialOf(text.slice(mark.index)) };
  }
  return { number: text, postDial: '' };
}

function isMark(run: string, text: string, end: number): boolean {
  const upper = run.toUpperCase();
  if (/^(?:[PW]+|X)$/.test(upper)) return opensDigits(text, end);
  return /^[,;]$/.test(run) || extensionWords.has(upper);
}

/** "X-RAY" is a word, "x 22" is an extension: after a letter that is a mark comes no other letter. */
function opensDigits(text: string, from: number): boolean {
  const next = /[^\s.:=-]/g;
  next.lastIndex = from;
  const character = next.exec(text)?.[0];
  return character === undefined || /[0-9*#,;PWpw(]/.test(character);
}

/**
 * Tones in the alphabet `0-9 A-D * # , w`: `,` waits two seconds, `w` for the user. A semicolon waits as `w`
 * does, as mobile phones write it. '' when nothing would be heard; what waits after the last tone is dropped.
 */
export function postDialOf(text: string): string {
  const tones = text.replace(/[^\0-@[-`{-\x7F]+|[^0-9*#,]/g, (run) => {
    const upper = run.toUpperCase();
    if (run === ';') return 'w';
    if (extensionWords.has(upper)) return ',';
    return /^[A-DPW]+$/.test(upper) ? upper.replace(/P/g, ',').replace(/W/g, 'w') : '';
  });
  return withoutTrailingPauses(tones);
}

function withoutTrailingPauses(tones: string): string {
  let end = tones.length;
  while (end > 0 && /[,w]/.test(tones.charAt(end - 1))) end--;
  return tones.slice(0, end);
}
