/** What stands between the cells of a row, and around a cell in which that, or a line break, may stand. */
export interface CsvFormat {
  separator: string;
  /** '' where nothing does. */
  quote: string;
}

export interface CsvRow {
  /** The line that it begins in, from 1. */
  line: number;
  cells: string[];
  /** A quote was opened in it and never closed: only its first line is taken, as one cell. */
  unclosed?: true;
}

/** Characters; no row of contacts is longer, so what looks like one has lost a closing quote. */
const longestRow = 65_536;

/**
 * Reads CSV (RFC 4180) in pieces of any size, with any mixture of line ends. A cell whose closing quote is followed
 * by more text stands there as it is written. Empty lines are no rows.
 *
 * Not papaparse, beside which the tests hold it: that is fed pieces only by its own reader of files, in a page; it
 * counts rows, while people are told of lines; and one quote that is never closed costs the rest of the file, not a row.
 */
export class CsvReader {
  private rest = '';
  private line = 1;

  constructor(private readonly format: CsvFormat) {}

  /** The rows that are complete with this piece. */
  read(piece: string): CsvRow[] {
    this.rest += piece;
    return this.rows(false);
  }

  /** The last row, where no line break ends it. */
  end(): CsvRow[] {
    return this.rows(true);
  }

  private rows(isEnd: boolean): CsvRow[] {
    const rows: CsvRow[] = [];
    const text = this.rest;
    let at = 0;
    while (at < text.length) {
      const read = readRow(text, at, this.format, isEnd);
      const row = read ?? this.unclosedRow(text, at, isEnd);
      if (!row) break;
      if (row.cells.length > 1 || row.cells[0]?.trim()) {
        rows.push({ line: this.line, cells: row.cells, ...(!read && { unclosed: true }) });
      }
      this.line += row.lines;
      at = row.end;
    }
    this.rest = text.slice(at);
    return rows;
  }

  private unclosedRow(text: string, at: number, isEnd: boolean): ReadRow | undefined {
    if (!isEnd && text.length - at <= longestRow) return undefined;
    const { end, next } = lineEnd(text, at);
    return { cells: [text.slice(at, end)], lines: 1, end: next };
  }
}

interface ReadRow {
  cells: string[];
  /** How many lines it takes. */
  lines: number;
  /** Where the next one begins. */
  end: number;
}

/** Undefined where its end is not there yet. */
function readRow(
  text: string,
  from: number,
  { separator, quote }: CsvFormat,
  isEnd: boolean,
): ReadRow | undefined {
  const cells: string[] = [];
  let lines = 1;
  let at = from;
  for (;;) {
    const quoted = quote === '' ? undefined : readQuoted(text, at, separator, quote, isEnd);
    if (quoted === 'open') return undefined;
    const end = quoted ? quoted.end : cellEnd(text, at, separator);
    const cell = quoted ? quoted.cell : text.slice(at, end);
    if (quoted) lines += linesIn(cell);
    cells.push(quoted ? cell.replace(/\r\n?/g, '\n') : cell);
    if (end >= text.length) return isEnd ? { cells, lines, end: text.length } : undefined;
    if (text[end] === separator) {
      at = end + 1;
      continue;
    }
    // Whether a line feed follows is not known yet.
    if (text[end] === '\r' && end + 1 === text.length && !isEnd) return undefined;
    return { cells, lines, end: lineEnd(text, end).next };
  }
}

/** A cell in quotes and where it ends; undefined when it is none, 'open' when its end is not there (yet). */
function readQuoted(
  text: string,
  at: number,
  separator: string,
  quote: string,
  isEnd: boolean,
): { cell: string; end: number } | 'open' | undefined {
  const opening = afterSpaces(text, at);
  if (text[opening] !== quote) return undefined;
  let cell = '';
  for (let from = opening + 1; ; ) {
    const close = text.indexOf(quote, from);
    if (close < 0) return 'open';
    cell += text.slice(from, close);
    if (text[close + 1] === quote) {
      cell += quote;
      from = close + 2;
      continue;
    }
    const end = afterSpaces(text, close + 1);
    if (end >= text.length) return isEnd ? { cell, end } : 'open';
    const next = text[end];
    return next === separator || next === '\n' || next === '\r' ? { cell, end } : undefined;
  }
}

function afterSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at++;
  return at;
}

function cellEnd(text: string, from: number, separator: string): number {
  const stop = separator.charCodeAt(0);
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === stop || unit === 10 || unit === 13) return at;
  }
  return text.length;
}

/** Where the line ends that goes on here, and where the next begins. */
function lineEnd(text: string, from: number): { end: number; next: number } {
  const end = cellEnd(text, from, '\n');
  const isPair = text[end] === '\r' && text[end + 1] === '\n';
  return { end, next: Math.min(text.length, end + (isPair ? 2 : 1)) };
}

function linesIn(cell: string): number {
  return /[\r\n]/.test(cell) ? (cell.match(/\r\n|\r|\n/g)?.length ?? 0) : 0;
}
