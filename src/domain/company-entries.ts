import { contactColumn } from './contact-columns';
import { contactProblem } from './contact-draft';
import { ContactReader, type ReadRow } from './contact-reader';
import { contactOfRow, rowLayout } from './contact-row';
import { guessCsvFormat } from './csv-format';

/** More entries than this are no company's. */
export const mostCompanyEntries = 200_000;

/** Characters, or entries, that are read at a time: some milliseconds of work. */
const piece = 32_768;
const some = 256;

/**
 * The entries of a company's directory, some at a time: JSON, a list of objects or one under `contacts`, whose keys are
 * the columns of the CSV format, beside `numbers`, a list of `{label, number}`; or CSV with a header.
 *
 * @returns undefined when the text is neither
 */
export function companyEntries(text: string): Generator<ReadRow[]> | undefined {
  if (!/^\uFEFF?\s*[[{]/.test(text)) return csvEntries(text);
  const entries = entriesOf(readJson(text));
  return entries && jsonEntries(entries);
}

function* jsonEntries(entries: readonly unknown[]): Generator<ReadRow[]> {
  for (let from = 0; from < entries.length; from += some) {
    yield entries.slice(from, from + some).map((entry, at) => readEntry(entry, from + at + 1));
  }
}

function csvEntries(text: string): Generator<ReadRow[]> | undefined {
  const format = guessCsvFormat(text.slice(0, piece), (header) => contactColumn(header) !== undefined);
  const reader = new ContactReader({ kind: 'csv', ...format });
  const first = reader.read(text.slice(0, piece));
  const rest = text.length <= piece ? reader.end() : [];
  return reader.header && !reader.lacksHeader ? csvRest(reader, text, [...first, ...rest]) : undefined;
}

function* csvRest(reader: ContactReader, text: string, first: ReadRow[]): Generator<ReadRow[]> {
  yield first;
  for (let at = piece; at < text.length; at += piece) yield reader.read(text.slice(at, at + piece));
  yield reader.end();
}

function entriesOf(json: unknown): readonly unknown[] | undefined {
  const list = isRecord(json) ? json.contacts : json;
  return Array.isArray(list) ? list : undefined;
}

/** @param line counted from 1, in the list */
function readEntry(entry: unknown, line: number): ReadRow {
  const cells: [string, string][] = isRecord(entry) ? cellsOf(entry) : [];
  const layout = rowLayout(cells.map(([key]) => key));
  const values = cells.map(([, value]) => value);
  if (!layout) return { line, cells: values, problem: 'contact-empty' };
  const { draft } = contactOfRow(layout, values);
  const problem = contactProblem(draft);
  return problem ? { line, cells: values, problem } : { line, cells: values, draft, entry: '' };
}

function cellsOf(entry: Record<string, unknown>): [string, string][] {
  const cells: [string, string][] = [];
  for (const [key, value] of Object.entries(entry)) {
    if (typeof value === 'string' || typeof value === 'number') cells.push([key, String(value)]);
    else if (key === 'numbers' && Array.isArray(value))
      cells.push(...value.slice(0, 30).flatMap(numberCells));
  }
  return cells;
}

function numberCells(one: unknown, at: number): [string, string][] {
  if (typeof one === 'string') return [[`phone${at + 1}`, one]];
  if (!isRecord(one)) return [];
  const { label, number } = one;
  const cells: [string, string][] = typeof label === 'string' ? [[`phone${at + 1}label`, label]] : [];
  if (typeof number === 'string' || typeof number === 'number')
    cells.push([`phone${at + 1}`, String(number)]);
  return cells;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
