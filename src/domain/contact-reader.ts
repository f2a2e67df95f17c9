import {
  type ContactDraft,
  type ContactPart,
  type ContactProblem,
  contactProblem,
  tooLongPart,
  unusableNumber,
} from './contact-draft';
import { contactOfRow, type ReadContact, type RowLayout, rowLayout } from './contact-row';
import { type CsvFormat, CsvReader, type CsvRow } from './csv-reader';
import { excerpt } from './excerpt';
import { contactOfCard } from './vcard';
import { VCardReader, type VCardText } from './vcard-reader';

/** Characters of a number that cannot be called. */
const longestShown = 40;

/** How a file of contacts is written. */
export type ImportFormat = ({ kind: 'csv' } & CsvFormat) | { kind: 'vcard' };

/** Why a row, or a card, is no contact. */
export const rowProblems = [
  'contact-empty',
  'contact-too-long',
  'contact-email-not-usable',
  'contact-number-not-usable',
  'row-unclosed-quote',
  'row-too-many-cells',
  'card-broken',
  'card-group',
] as const satisfies readonly (ContactProblem | `row-${string}` | `card-${string}`)[];
export type RowProblem = (typeof rowProblems)[number];

/** Why one row, or card, is no contact. */
export interface RowFault {
  problem: RowProblem;
  /** Of what is too long: the part that is. */
  part?: ContactPart;
  /** The number that cannot be called. */
  number?: string;
}

/** One row or card of a file. */
export type ReadRow = {
  /** The line that it begins in, from 1. */
  line: number;
  /** The cells of a row; the content lines of a card. */
  cells: string[];
} & ({ draft: ContactDraft; entry: string } | RowFault);

/** Reads a file of contacts in pieces of any size. */
export class ContactReader {
  /** The first row of a CSV file, once it is read. */
  header: string[] | undefined;
  private layout: RowLayout | undefined;
  private readonly csv: CsvReader | undefined;
  private readonly cards: VCardReader | undefined;

  constructor(format: ImportFormat) {
    if (format.kind === 'csv') this.csv = new CsvReader(format);
    else this.cards = new VCardReader();
  }

  /** The first row names no column that tells who somebody is: nothing is read from such a file. */
  get lacksHeader(): boolean {
    return this.header !== undefined && this.layout === undefined;
  }

  read(piece: string): ReadRow[] {
    if (this.cards) return this.cards.read(piece).map(readCard);
    return this.rows(this.csv?.read(piece) ?? []);
  }

  /** What the end of the file leaves over. */
  end(): ReadRow[] {
    if (this.cards) return this.cards.end().map(readCard);
    return this.rows(this.csv?.end() ?? []);
  }

  /** The header's texts whose columns are not used, of a file that has one. */
  unused(): string[] {
    return (this.header ?? []).filter((text, at) => text.trim() !== '' && !this.layout?.columns[at]);
  }

  private rows(rows: CsvRow[]): ReadRow[] {
    if (this.header === undefined) {
      // Excel's line for itself, before the header.
      if (/^\uFEFF?"?sep=.?"?$/i.test(rows[0]?.cells[0] ?? '')) rows.splice(0, 1);
      const [first] = rows.splice(0, 1);
      if (!first) return [];
      this.header = first.cells.map((cell, at) => (at === 0 ? cell.replace(/^\uFEFF/, '') : cell));
      this.layout = rowLayout(this.header);
    }
    const { layout } = this;
    return layout ? rows.map((row) => readRow(row, layout)) : [];
  }
}

function readRow({ line, cells, unclosed }: CsvRow, layout: RowLayout): ReadRow {
  if (unclosed) return { line, cells, problem: 'row-unclosed-quote' };
  const tooMany = cells.slice(layout.columns.length).some((cell) => cell.trim() !== '');
  if (tooMany) return { line, cells, problem: 'row-too-many-cells' };
  return usable(line, cells, contactOfRow(layout, cells));
}

function readCard({ line, lines, broken }: VCardText): ReadRow {
  if (broken) return { line, cells: lines, problem: 'card-broken' };
  const contact = contactOfCard(lines);
  return contact ? usable(line, lines, contact) : { line, cells: lines, problem: 'card-group' };
}

function usable(line: number, cells: string[], { draft, entry }: ReadContact): ReadRow {
  const problem = contactProblem(draft);
  if (!problem) return { line, cells, draft, entry };
  return { line, cells, ...faultOf(problem, draft) };
}

function faultOf(problem: ContactProblem, draft: ContactDraft): RowFault {
  const part = problem === 'contact-too-long' ? tooLongPart(draft) : undefined;
  const number = problem === 'contact-number-not-usable' ? unusableNumber(draft) : undefined;
  return {
    problem,
    ...(part && { part }),
    ...(number !== undefined && { number: excerpt(number, longestShown) }),
  };
}
