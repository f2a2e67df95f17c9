import type { ContactNumber } from './contact';
import { type ContactColumn, contactColumn, contactLabel } from './contact-columns';
import { type ContactDraft, emptyContact, tidyContact } from './contact-draft';
import { withoutFormulaGuard } from './csv-text';
import { foldText } from './folded-words';

/** What the cells of a file's rows hold. */
export interface RowLayout {
  columns: readonly (ContactColumn | undefined)[];
  /** Ringtab has written the file: what stands in it is taken as it is. */
  isOwn: boolean;
}

export interface ReadContact {
  draft: ContactDraft;
  /** The directory's entry that this was, in a file that Ringtab has written; '' otherwise. */
  entry: string;
}

/** Undefined when no column tells who somebody is: it is no header, or not of contacts. */
export function rowLayout(headers: readonly string[]): RowLayout | undefined {
  const columns = headers.map(contactColumn);
  const tells = columns.some((column) => column?.of === 'text' || column?.of === 'number');
  return tells ? { columns, isOwn: columns.some((column) => column?.of === 'entry') } : undefined;
}

/** The contact of a row; whether it can be kept says `contactProblem`. */
export function contactOfRow({ columns, isOwn }: RowLayout, cells: readonly string[]): ReadContact {
  const draft = emptyContact();
  const numbers: (ContactNumber & { slot: string })[] = [];
  const labelsOf = new Map<string, string>();
  let [name, fullName, order, entry] = ['', '', '', ''];
  columns.forEach((column, at) => {
    const cell = withoutFormulaGuard(cells[at] ?? '').trim();
    const value = isOwn ? cell : withoutTextFormula(cell);
    if (!column || value === '') return;
    if (column.of === 'text' && column.field === 'fullName') fullName ||= value;
    else if (column.of === 'text' && column.field === 'name') name ||= value;
    else if (column.of === 'text') draft[column.field as 'email'] ||= isOwn ? value : onlyFirst(value);
    else if (column.of === 'address') draft.address[column.field] ||= value;
    else if (column.of === 'number') {
      const { label, slot } = column;
      for (const number of isOwn ? [value] : value.split(' ::: ')) numbers.push({ label, number, slot });
    } else if (column.of === 'label') labelsOf.set(column.slot, isOwn ? value : contactLabel(value));
    else if (column.of === 'favourite') draft.favourite = /^(?:yes|oui|true|vrai|x|1)$/i.test(value);
    else if (column.of === 'order') order = value;
    else entry = value;
  });
  fullName ||= name;
  if (fullName !== '' && draft.firstName + draft.middleName + draft.lastName === '') {
    Object.assign(draft, partsOfName(fullName));
  } else if (isLastName(name, draft)) draft.lastName = name;
  draft.numbers = inOrder(numbers, order).map(({ label, number, slot }) => ({
    label: labelsOf.get(slot) ?? (label === '' && !isOwn ? 'other' : label),
    number,
  }));
  return { draft: tidyContact(draft), entry };
}

/** Who has a column for first names means the last one by `Name`; others repeat there what somebody is called. */
function isLastName(name: string, { firstName, lastName }: ContactDraft): boolean {
  return firstName !== '' && lastName === '' && !foldText(name).includes(foldText(firstName));
}

/** `="030123"`: how others have Excel keep the zero in front. */
function withoutTextFormula(cell: string): string {
  return /^="([^"]*)"$/.exec(cell)?.[1] ?? cell;
}

/** `Anna van Dam` and `van Dam, Anna`: the last word, or what comes before the comma, is the last name. */
export function partsOfName(name: string): { firstName: string; lastName: string } {
  const text = name.trim();
  const comma = text.indexOf(',');
  if (comma > 0) return { firstName: text.slice(comma + 1).trim(), lastName: text.slice(0, comma).trim() };
  const space = text.lastIndexOf(' ');
  if (space < 0) return { firstName: text, lastName: '' };
  return { firstName: text.slice(0, space).trim(), lastName: text.slice(space + 1) };
}

/** Google's way to put several into one cell: there is one e-mail address, and one of each name. */
function onlyFirst(value: string): string {
  return value.split(' ::: ')[0] ?? '';
}

/** Those that are named come first, in that order. */
function inOrder<Item extends { slot: string }>(items: Item[], order: string): Item[] {
  if (order === '') return items;
  const places = order.split(' ');
  const placeOf = ({ slot }: Item) => (places.indexOf(slot) + places.length + 1) % (places.length + 1);
  return [...items].sort((one, other) => placeOf(one) - placeOf(other));
}
