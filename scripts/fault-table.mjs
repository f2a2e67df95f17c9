// The table of `npm run faults`: one line for each fault, with what came of it.

/** @typedef {import('../test/faults/fault-row').RowResult} RowResult */

const begin = '<!-- faults: begin -->';
const end = '<!-- faults: end -->';

/** @param {number | undefined} seconds */
const shown = (seconds) => (seconds === undefined ? '' : seconds.toFixed(1));

/**
 * The rows as a table in markdown, those of the real gateway first.
 * @param {readonly RowResult[]} results
 */
export function faultTable(results) {
  const ordered = ['real', 'demo'].flatMap((place) => results.filter(({ gateway }) => gateway === place));
  const cells = ordered.map(({ name, gateway, before, outcome, secondsToReady, secondsToSound, failure }) => [
    name,
    before,
    gateway,
    failure === undefined ? outcome : `FAILED, not: ${outcome}`,
    failure === undefined ? shown(secondsToReady) : '',
    failure === undefined ? shown(secondsToSound) : '',
  ]);
  const head = ['fault', 'phone', 'gateway', 'outcome', 's to Ready', 's to sound'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => (row[column] ?? '').length)),
  );
  /** @param {string[]} row */
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

/**
 * A text with the table between its marks, instead of what stood there.
 * @param {string} text
 * @param {string} table
 */
export function withTable(text, table) {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`there is no ${begin} … ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${table}\n\n${text.slice(to)}`;
}
