import type { Contact, ContactNumber, PostalAddress } from './contact';
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
  if (isTooLong(draft)) return 'contact-too-long';
  if (email !== '' && !/^[^\s@]+@[^\s@]+$/.test(email)) return 'contact-email-not-usable';
  if (!numbers.every(isUsable)) return 'contact-number-not-usable';
  return undefined;
}

function isTooLong({ address, numbers, ...texts }: ContactDraft): boolean {
  const { name, company, email, label, number, note, language, addressLine } = contactBounds;
  const lines: (keyof PostalAddress)[] = ['street', 'city', 'region', 'postal', 'country'];
  return (
    [texts.firstName, texts.middleName, texts.lastName].some((text) => text.length > name) ||
    texts.company.length > company ||
    texts.email.length > email ||
    texts.note.length > note ||
    texts.language.length > language ||
    lines.some((line) => address[line].length > addressLine) ||
    numbers.length > contactBounds.numbers ||
    numbers.some((one) => one.label.length > label || one.number.length > number)
  );
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
