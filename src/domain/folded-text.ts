/** Letters whose stroke or shape is no accent that could be taken off. */
const shapes: Record<string, string> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ß: 'ss',
  ı: 'i',
};

/** For search: without case, accents or width, every run of white space or control characters one space. */
export function foldedText(text: string): string {
  if (/^[ -~]*$/.test(text)) return text.toLowerCase().replace(/ {2,}/g, ' ').trim();
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/[æœøđðłþßı]/g, (letter) => shapes[letter] ?? letter)
    .replace(/[\s\p{Cc}\p{Z}]+/gu, ' ')
    .trim();
}
