import type { PostalAddress } from './contact';
import { columnNames, labelNames } from './contact-column-names';
import { foldText } from './folded-words';

type Text = keyof typeof columnNames.texts;

/** What a column of a file, or a key of a JSON entry, holds of a contact. */
export type ContactColumn =
  | { of: 'text'; field: Text }
  | { of: 'address'; field: keyof PostalAddress }
  | { of: 'number'; label: string; slot: string }
  /** The label of the number in the slot. */
  | { of: 'label'; slot: string }
  | { of: 'favourite' }
  /** In which order the numbers come, by their slots. */
  | { of: 'order' }
  /** Which entry of the directory the row was, in a file that Ringtab has written. */
  | { of: 'entry' };

/** The columns of the administration manual, in its order, each with the slot of a number. */
export const manualColumns = [
  'email',
  'firstname',
  'lastname',
  'middlename',
  'workphone',
  'homephone',
  'cellphone',
  'language',
  'address',
  'city',
  'region',
  'postal',
  'country',
] as const;

export const entryColumn = 'ringtabentry';

const others: Record<string, ContactColumn> = {
  favourite: { of: 'favourite' },
  favorite: { of: 'favourite' },
  favori: { of: 'favourite' },
  phoneorder: { of: 'order' },
  [entryColumn]: { of: 'entry' },
};

const columns = new Map<string, ContactColumn>([
  ...named(columnNames.texts, (field): ContactColumn => ({ of: 'text', field: field as Text })),
  ...named(
    columnNames.addresses,
    (field): ContactColumn => ({ of: 'address', field: field as keyof PostalAddress }),
  ),
  ...named(columnNames.numbers, (label, name): ContactColumn => ({ of: 'number', label, slot: name })),
  ...Object.entries(others),
]);
const knownLabels = new Map(named(labelNames, (label) => label));

/** What the column of that name holds; undefined when it is none that is known. */
export function contactColumn(header: string): ContactColumn | undefined {
  const name = plainName(header);
  const numbered = /^phone(\d{1,2})(label|type|value)?$/.exec(name);
  if (numbered) {
    const slot = `phone${Number(numbered[1])}`;
    const isLabel = numbered[2] === 'label' || numbered[2] === 'type';
    return isLabel ? { of: 'label', slot } : { of: 'number', label: '', slot };
  }
  return columns.get(name) ?? furtherNumber(name);
}

/** `Telefon geschäftlich 2`: one more of those. */
function furtherNumber(name: string): ContactColumn | undefined {
  const column = columns.get(name.replace(/[2-9]$/, ''));
  return column?.of === 'number' ? { ...column, slot: name } : undefined;
}

/** A label as another program writes it, as one of ours where it means the same. */
export function contactLabel(written: string): string {
  return knownLabels.get(plainName(written)) ?? written;
}

function plainName(text: string): string {
  return foldText(text).replace(/[^a-z0-9]/g, '');
}

function named<Value>(
  table: Record<string, readonly string[]>,
  meaning: (key: string, name: string) => Value,
): [string, Value][] {
  return Object.entries(table).flatMap(([key, names]) =>
    names.map((name): [string, Value] => [name, meaning(key, name)]),
  );
}
