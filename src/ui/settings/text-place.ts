/** Where in a text a finding stands, so that a click on it leads there. Pure. */

/** Offsets in UTF-16 units; `end` comes after the last one. */
export interface TextRange {
  start: number;
  end: number;
}

/** As editors count, from 1; without a column it is the whole line. */
export interface TextPlace {
  line: number;
  column?: number | undefined;
  found?: string | undefined;
}

/**
 * The range to select for a place. What was found is selected whole where it stands there; otherwise one word,
 * or whatever single character there is. A place past the end of its line, or of the text, becomes that end.
 */
export function rangeAt(text: string, { line, column, found = '' }: TextPlace): TextRange {
  const { from, to } = lineRange(text, line);
  if (column === undefined) return { start: from, end: to };
  const start = Math.min(from + Math.max(0, column - 1), to);
  if (found !== '' && text.startsWith(found, start)) return { start, end: start + found.length };
  const word = /^(?:"[^"]*"?|[^\s,:{}[\]"]+|.)/u.exec(text.slice(start, to))?.[0] ?? '';
  return { start, end: start + word.length };
}

function lineRange(text: string, line: number): { from: number; to: number } {
  const lineEnd = /\r\n|\r|\n/g;
  let from = 0;
  for (let current = 1; current < line; current++) {
    if (!lineEnd.exec(text)) return { from: text.length, to: text.length };
    from = lineEnd.lastIndex;
  }
  return { from, to: lineEnd.exec(text)?.index ?? text.length };
}
