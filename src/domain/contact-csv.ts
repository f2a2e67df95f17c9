import type { Contact, ContactNumber } from './contact';
import { entryColumn, manualColumns } from './contact-columns';
import { csvLine, withFormulaGuard } from './csv-text';

/** The numbers that have a column in the manual's format. */
const phoneColumns = new Map([
  ['work', 'workphone'],
  ['home', 'homephone'],
  ['mobile', 'cellphone'],
]);
const ownColumns = ['company', 'note', 'favourite'];

/** How many numbers of a contact have no column of the manual's: the file needs as many of its own. */
export function furtherNumbers({ numbers }: Pick<Contact, 'numbers'>): number {
  return inColumns(numbers).further.length;
}

/**
 * The header of the directory as CSV: the columns of the administration manual first, then our own.
 *
 * @param further the most further numbers that one of the contacts has
 */
export function contactCsvHeader(further: number, separator: ',' | ';'): string {
  const phones = slotsOf(further).flatMap((slot) => [`${slot}label`, slot]);
  return csvLine([...manualColumns, ...ownColumns, ...phones, 'phoneorder', entryColumn], separator);
}

/** The row of a contact, which is read back as the same: formulas are guarded in a way that can be undone. */
export function contactCsvRow(contact: Contact, further: number, separator: ',' | ';'): string {
  const { address, numbers } = contact;
  const phones = inColumns(numbers);
  const { workphone = '', homephone = '', cellphone = '' } = phones.manual;
  const more = slotsOf(further).flatMap((_, at) => {
    const { label = '', number = '' } = phones.further[at] ?? {};
    return [label, number];
  });
  const cells = [
    contact.email,
    contact.firstName,
    contact.lastName,
    contact.middleName,
    workphone,
    homephone,
    cellphone,
    contact.language,
    address.street,
    address.city,
    address.region,
    address.postal,
    address.country,
    contact.company,
    contact.note,
    contact.favourite ? 'yes' : '',
    ...more,
    phones.order,
    contact.id,
  ];
  return csvLine(cells.map(withFormulaGuard), separator);
}

interface PhoneColumns {
  /** By the manual's column. */
  manual: Record<string, string>;
  further: ContactNumber[];
  /** The columns in the order of the numbers; '' where they stand in it anyway. */
  order: string;
}

function inColumns(numbers: readonly ContactNumber[]): PhoneColumns {
  const manual: Record<string, string> = {};
  const further: ContactNumber[] = [];
  const order = numbers.map((one) => {
    const column = phoneColumns.get(one.label);
    if (column !== undefined && manual[column] === undefined) {
      manual[column] = one.number;
      return column;
    }
    further.push(one);
    return `phone${further.length}`;
  });
  const usual = [...phoneColumns.values(), ...slotsOf(further.length)].filter((column) =>
    order.includes(column),
  );
  return { manual, further, order: order.join(' ') === usual.join(' ') ? '' : order.join(' ') };
}

function slotsOf(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `phone${at + 1}`);
}
