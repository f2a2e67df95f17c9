import { contactName } from './contact';
import { contactLabel } from './contact-columns';
import { type ContactDraft, emptyContact, tidyContact } from './contact-draft';
import { partsOfName, type ReadContact } from './contact-row';
import { partsOf, readProperty, unescaped, type VCardProperty } from './vcard-property';

/** Properties of ours, which others pass over. */
const favouriteProperty = 'X-RINGTAB-FAVOURITE';
const entryProperty = 'X-RINGTAB-ENTRY';
const telTypes = new Map([
  ['work', 'WORK'],
  ['home', 'HOME'],
  ['mobile', 'CELL'],
  ['other', 'VOICE'],
]);

/**
 * The contact of a card; what Ringtab has written is taken as it is. Whether it can be kept says
 * `contactProblem`.
 *
 * @returns undefined for a group of people
 */
export function contactOfCard(lines: readonly string[]): ReadContact | undefined {
  const properties = lines.map(readProperty).filter((property) => property !== undefined);
  const of = (name: string) => preferredFirst(properties.filter((each) => each.name === name));
  const text = (name: string) => unescaped(of(name)[0]?.value ?? '').trim();
  if (/^group$/i.test(text('kind') || text('x-addressbookserver-kind'))) return undefined;
  const entry = text(entryProperty.toLowerCase());
  const isOwn = entry !== '';
  const [street = '', city = '', region = '', postal = '', country = ''] = partsOf(
    of('adr')[0]?.value ?? '',
  ).slice(2);
  const draft: ContactDraft = {
    ...emptyContact(),
    company: partsOf(of('org')[0]?.value ?? '')[0]?.trim() ?? '',
    email: isOwn ? text('email') : text('email').replace(/^mailto:/i, ''),
    numbers: properties.filter(({ name }) => name === 'tel').map((tel) => numberOf(tel, properties, isOwn)),
    favourite: /^true$/i.test(text(favouriteProperty.toLowerCase())),
    note: text('note'),
    language: text('lang'),
    address: { street, city, region, postal, country },
  };
  const name = nameOf(draft, of('n')[0]?.value, isOwn ? '' : text('fn'));
  return { draft: tidyContact({ ...draft, ...name }), entry };
}

/** A card (RFC 2426 or RFC 6350) that is read back as the same contact. */
export function contactCard(contact: ContactDraft & { id: string }, version: '3.0' | '4.0'): string {
  const { firstName, middleName, lastName, company, email, note, language, address } = contact;
  const { street, city, region, postal, country } = address;
  const lines = [
    'BEGIN:VCARD',
    `VERSION:${version}`,
    `FN:${escaped(contactName(contact))}`,
    `N:${[lastName, firstName, middleName, '', ''].map(escaped).join(';')}`,
    ...valued('ORG', company),
    ...valued(version === '3.0' ? 'EMAIL;TYPE=INTERNET' : 'EMAIL', email),
    ...contact.numbers.flatMap(({ label, number }, at) => telLines(label, number, at + 1)),
    ...valued('NOTE', note),
    ...valued('LANG', language),
    ...(street + city + region + postal + country === ''
      ? []
      : [`ADR:${['', '', street, city, region, postal, country].map(escaped).join(';')}`]),
    ...(contact.favourite ? [`${favouriteProperty}:TRUE`] : []),
    `${entryProperty}:${escaped(contact.id)}`,
    'END:VCARD',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** What is no name of a person is not made one: others write FN where there is only a company, as vCard demands it. */
function nameOf(draft: ContactDraft, n: string | undefined, fullName: string): Partial<ContactDraft> {
  const [lastName = '', firstName = '', middleName = ''] = partsOf(n ?? '').map((part) => part.trim());
  if (lastName + firstName + middleName !== '') return { firstName, middleName, lastName };
  const others = [draft.company, draft.email, ...draft.numbers.map(({ number }) => number)];
  return fullName === '' || others.includes(fullName) ? {} : partsOfName(fullName);
}

function numberOf(
  { group, parameters, value }: VCardProperty,
  all: readonly VCardProperty[],
  isOwn: boolean,
) {
  const types = parameters.get('type') ?? [];
  const named = group && all.find((each) => each.name === 'x-ablabel' && each.group === group);
  const label = named ? unescaped(named.value) : labelOfTypes(types);
  const number = unescaped(value).trim();
  return isOwn ? { label, number } : { label: labelOf(label), number: numberOfTel(number) };
}

/** Apple writes those that it knows as `_$!<Mobile>!$_`. */
function labelOf(written: string): string {
  const known = /^_\$!<(.*)>!\$_$/.exec(written)?.[1];
  return known === undefined ? written : contactLabel(known);
}

function labelOfTypes(types: readonly string[]): string {
  if (types.includes('cell')) return 'mobile';
  if (types.includes('fax')) return 'fax';
  if (types.includes('work')) return 'work';
  return types.includes('home') ? 'home' : 'other';
}

/** A tel: URI (RFC 3966) as a number; its extension is dialled after a pause. */
function numberOfTel(value: string): string {
  if (!/^tel:/i.test(value)) return value;
  const [number = '', ...parameters] = value.slice(4).split(';');
  const extension = parameters.find((one) => /^ext=/i.test(one))?.slice(4);
  const context = parameters.find((one) => /^phone-context=\+/i.test(one))?.slice(14) ?? '';
  const full = number.startsWith('+') ? number : context + number;
  return extension === undefined ? full : `${full},${extension}`;
}

function telLines(label: string, number: string, at: number): string[] {
  const type = telTypes.get(label);
  if (type) return [`TEL;TYPE=${type}:${escaped(number)}`];
  return [`item${at}.TEL:${escaped(number)}`, `item${at}.X-ABLabel:${escaped(label)}`];
}

function preferredFirst(properties: VCardProperty[]): VCardProperty[] {
  const rank = ({ parameters }: VCardProperty) =>
    parameters.get('type')?.includes('pref') ? 0 : Number(parameters.get('pref')?.[0] ?? 101);
  return properties.sort((one, other) => rank(one) - rank(other));
}

function valued(name: string, text: string): string[] {
  return text === '' ? [] : [`${name}:${escaped(text)}`];
}

function escaped(text: string): string {
  return text.replace(/[\\,;]/g, '\\$&').replace(/\n/g, '\\n');
}

/** Lines of at most 75 octets of UTF-8, none broken within a character (RFC 6350 section 3.2). */
function folded(line: string): string {
  if (line.length <= 25) return line;
  let text = '';
  let octets = 0;
  for (const char of line) {
    const code = char.codePointAt(0) ?? 0;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (octets + size > 75) {
      text += '\r\n ';
      octets = 1;
    }
    text += char;
    octets += size;
  }
  return text;
}
