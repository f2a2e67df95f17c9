/** What a spreadsheet would take for a formula, after white space too, and in the full-width forms of East Asia. */
const formula = /^[\s\u00A0\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/** Such a text with apostrophes before it, as it was guarded; or as it was written, which then gets one more. */
const guarded = /^'+(?:[\s\u00A0\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/;

/** Excel opens a file with it as UTF-8. */
export const byteOrderMark = '\uFEFF';

/**
 * One line of a CSV file (RFC 4180), with its line break. A text that a spreadsheet would calculate gets an apostrophe
 * in front, which shows that it is text.
 */
export function csvLine(cells: readonly (string | number)[], separator: ',' | ';'): string {
  return `${cells.map((cell) => csvCell(cell, separator)).join(separator)}\r\n`;
}

function csvCell(cell: string | number, separator: string): string {
  if (typeof cell === 'number') return String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text for a cell of `csvLine` that `withoutFormulaGuard` is to read back. */
export function withFormulaGuard(text: string): string {
  return guarded.test(text) ? `'${text}` : text;
}

/** What stood in a cell before it was kept from being a formula. */
export function withoutFormulaGuard(cell: string): string {
  return guarded.test(cell) ? cell.slice(1) : cell;
}
