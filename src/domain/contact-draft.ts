import type { Contact, ContactNumber } from './contact';
import { readTyped } from './typed-number';

/** A contact as somebody types or imports it. */
export type ContactDraft = Omit<Contact, 'id' | 'source' | 'changedAt'>;

/** The longest that each text may be, in characters, and the most numbers. */
export const contactBounds = {
  name: 200,
  company: 200,
  email: 320,
  label: 50,
  number: 128,
  numbers: 30,
  note: 10_000,
  language: 35,
  addressLine: 200,
} as const;

/** What keeps a draft from being kept. */
const contactProblems = [
  'contact-empty',
  'contact-too-long',
  'contact-email-not-usable',
  'contact-number-not-usable',
] as const;
export type ContactProblem = (typeof contactProblems)[number];

export function emptyContact(): ContactDraft {
  return {
    firstName: '',
    middleName: '',
    lastName: '',
    company: '',
    email: '',
    numbers: [],
    favourite: false,
    note: '',
    language: '',
    address: { street: '', city: '', region: '', postal: '', country: '' },
  };
}

/** Without what cannot be seen, spaces at the ends, and numbers that are not there; only what a contact has. */
export function tidyContact(draft: ContactDraft): ContactDraft {
  const { street, city, region, postal, country } = draft.address;
  return {
    firstName: oneLine(draft.firstName),
    middleName: oneLine(draft.middleName),
    lastName: oneLine(draft.lastName),
    company: oneLine(draft.company),
    email: oneLine(draft.email),
    numbers: draft.numbers
      .map(({ label, number }) => ({ label: oneLine(label), number: oneLine(number) }))
      .filter(({ number }) => number !== ''),
    favourite: draft.favourite,
    note: withoutControls(draft.note).trim(),
    language: oneLine(draft.language),
    address: {
      street: oneLine(street),
      city: oneLine(city),
      region: oneLine(region),
      postal: oneLine(postal),
      country: oneLine(country),
    },
  };
}

/** What is wrong with a tidy draft; undefined when it can be kept. */
export function contactProblem(draft: ContactDraft): ContactProblem | undefined {
  const { firstName, middleName, lastName, company, email, numbers } = draft;
  if (numbers.length === 0 && [firstName, middleName, lastName, company, email].every((text) => text === ''))
    return 'contact-empty';
  if (tooLongPart(draft)) return 'contact-too-long';
  if (email !== '' && !/^[^\s@]+@[^\s@]+$/.test(email)) return 'contact-email-not-usable';
  if (unusableNumber(draft) !== undefined) return 'contact-number-not-usable';
  return undefined;
}

/** What can be longer than it may be, each with its bound: in characters, and of `numbers` how many there are. */
export const partBounds = {
  firstName: contactBounds.name,
  middleName: contactBounds.name,
  lastName: contactBounds.name,
  company: contactBounds.company,
  email: contactBounds.email,
  note: contactBounds.note,
  language: contactBounds.language,
  street: contactBounds.addressLine,
  city: contactBounds.addressLine,
  region: contactBounds.addressLine,
  postal: contactBounds.addressLine,
  country: contactBounds.addressLine,
  numbers: contactBounds.numbers,
  number: contactBounds.number,
  label: contactBounds.label,
} as const;
export type ContactPart = keyof typeof partBounds;

/** The first part that is too long. */
export function tooLongPart({ address, numbers, ...texts }: ContactDraft): ContactPart | undefined {
  const longest = (lengths: number[]) => lengths.reduce((most, length) => Math.max(most, length), 0);
  const lengths: Record<ContactPart, number> = {
    firstName: texts.firstName.length,
    middleName: texts.middleName.length,
    lastName: texts.lastName.length,
    company: texts.company.length,
    email: texts.email.length,
    note: texts.note.length,
    language: texts.language.length,
    street: address.street.length,
    city: address.city.length,
    region: address.region.length,
    postal: address.postal.length,
    country: address.country.length,
    numbers: numbers.length,
    number: longest(numbers.map(({ number }) => number.length)),
    label: longest(numbers.map(({ label }) => label.length)),
  };
  return (Object.keys(partBounds) as ContactPart[]).find((part) => lengths[part] > partBounds[part]);
}

/** The first number that cannot be called. */
export function unusableNumber({ numbers }: ContactDraft): string | undefined {
  return numbers.find((one) => !isUsable(one))?.number;
}

/** `4.93012E+11` is what a spreadsheet has left of a number: its digits are gone. */
function isUsable({ number }: ContactNumber): boolean {
  return readTyped(number).type !== 'nothing' && !/^\d+(?:[.,]\d+)?E\+\d+$/i.test(number);
}

/** Control characters, and those that turn the direction of the text around what stands beside it. */
function withoutControls(text: string): string {
  return text.replace(/[\p{Cs}\u202A-\u202E\u2066-\u2069]|(?![\n\t])\p{Cc}/gu, '');
}

function oneLine(text: string): string {
  // Nearly all are plain, and a file has many.
  if (text === '' || /^[!-~]+(?: [!-~]+)*$/.test(text)) return text;
  return withoutControls(text).replace(/\s+/g, ' ').trim();
}
