import { type CsvFormat, CsvReader } from './csv-reader';

/** What people may choose from; where it is a draw, the first is guessed. */
export const csvSeparators = [',', ';', '\t', '|'] as const;
export const csvQuotes = ['"', "'", ''] as const;

/** Rows that are looked at. */
const mostRows = 30;

/**
 * The format of a CSV file: the separator that finds most columns in its header and makes its rows as long as that; the
 * apostrophe as quote only where it encloses a good part of the cells, and more than the usual quote does.
 *
 * @param beginning of the file; of a long one, some ten thousand characters
 * @param isKnown whether a text of the header is the name of a column
 */
export function guessCsvFormat(beginning: string, isKnown: (header: string) => boolean): CsvFormat {
  let best: CsvFormat = { separator: ',', quote: '"' };
  let most = -1;
  const said = csvSeparators.filter((separator) => separator === saidSeparator(beginning));
  for (const separator of said.length > 0 ? said : csvSeparators) {
    const format = { separator, quote: quoteOf(beginning, separator) };
    const score = scoreOf(beginning, format, isKnown);
    if (score <= most) continue;
    most = score;
    best = format;
  }
  return best;
}

/** Of Excel's first line, "sep=;"; undefined where there is none. */
function saidSeparator(beginning: string): string | undefined {
  return /^\uFEFF?"?sep=([^"\r\n])"?\r?\n/i.exec(beginning)?.[1];
}

function scoreOf(beginning: string, format: CsvFormat, isKnown: (header: string) => boolean): number {
  const [header, ...rows] = new CsvReader(format).read(`${beginning}\n`).slice(0, mostRows);
  if (!header) return 0;
  const width = header.cells.length;
  const known = header.cells.filter(isKnown).length;
  const even = rows.filter(({ cells, unclosed }) => !unclosed && cells.length === width).length;
  return 100 * known + (10 * even) / Math.max(1, rows.length) + Math.min(width, 9) / 10;
}

function quoteOf(beginning: string, separator: string): string {
  const usual = enclosedBy('"', beginning, separator);
  const apostrophes = enclosedBy("'", beginning, separator);
  const cells = beginning.split(separator).length + beginning.split('\n').length;
  return apostrophes > usual && apostrophes > cells / 5 ? "'" : '"';
}

function enclosedBy(quote: string, text: string, separator: string): number {
  const between = separator === '|' ? '\\|' : separator;
  const cell = new RegExp(`(?:^|${between}) *${quote}[^${quote}\\r\\n]*${quote} *(?=${between}|\\r|$)`, 'gm');
  return text.match(cell)?.length ?? 0;
}
