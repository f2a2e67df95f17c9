import type { ContactNumber } from './contact';
import { contactDigits } from './contact-digits';
import { type ContactDraft, contactBounds } from './contact-draft';
import { foldText } from './folded-words';

/** As many contacts with one e-mail address, or with one number and name, are told apart. */
const mostAlike = 8;

/**
 * What becomes of a contact that comes again: what the newer one says replaces what was there, what it does not say
 * stays, numbers are added, and a favourite stays one.
 *
 * @returns `before` itself where nothing changes
 */
export function mergedContact<Kept extends ContactDraft>(before: Kept, newer: ContactDraft): Kept {
  const merged: Kept = {
    ...before,
    ...saying({ company: newer.company, email: newer.email, note: newer.note, language: newer.language }),
    ...nameOf(newer),
    numbers: mergedNumbers(before.numbers, newer.numbers),
    favourite: before.favourite || newer.favourite,
    address: { ...before.address, ...saying({ ...newer.address }) },
  };
  return JSON.stringify(merged) === JSON.stringify(before) ? before : merged;
}

/** A name is replaced as a whole. */
function nameOf({ firstName, middleName, lastName }: ContactDraft) {
  return personName({ firstName, middleName, lastName }) === '' ? {} : { firstName, middleName, lastName };
}

function saying<Texts extends Record<string, string>>(texts: Texts): Partial<Texts> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')) as Partial<Texts>;
}

function mergedNumbers(before: readonly ContactNumber[], newer: readonly ContactNumber[]): ContactNumber[] {
  const numbers = [...before];
  for (const one of newer) {
    const at = numbers.findIndex(({ number }) => numberKey(number) === numberKey(one.number));
    if (at >= 0) numbers[at] = one;
    else if (numbers.length < contactBounds.numbers) numbers.push(one);
  }
  return numbers;
}

/**
 * Contacts by what tells that one comes again: its e-mail address; without that, one of its numbers, unless another
 * name or another e-mail address says that several people share it.
 */
export class KnownContacts<Ref> {
  private readonly byEmail = new Map<string, Ref[]>();
  private readonly byNumberAndName = new Map<string, { ref: Ref; email: string }[]>();
  /** Undefined where several have the number. */
  private readonly byNumber = new Map<string, { ref: Ref; email: string } | undefined>();

  add(ref: Ref, { email, name, numbers }: ContactMarks): void {
    if (email !== '') push(this.byEmail, email, ref, (one) => one === ref);
    for (const number of numbers) {
      push(this.byNumberAndName, `${number} ${name}`, { ref, email }, (one) => one.ref === ref);
      const known = this.byNumber.get(number);
      const isOnly = known ? known.ref === ref : !this.byNumber.has(number);
      this.byNumber.set(number, isOnly ? { ref, email } : undefined);
    }
  }

  /** The one that this is, if it is there. @param isFree whether it may be that one */
  find({ email, name, numbers }: ContactMarks, isFree: (ref: Ref) => boolean): Ref | undefined {
    const same = email === '' ? undefined : this.byEmail.get(email)?.find(isFree);
    if (same !== undefined) return same;
    const fits = (one: { ref: Ref; email: string }) =>
      isFree(one.ref) && (email === '' || one.email === '' || one.email === email);
    for (const number of numbers) {
      const alike = this.byNumberAndName.get(`${number} ${name}`) ?? this.byNumberAndName.get(`${number} `);
      const found = alike?.find(fits);
      if (found) return found.ref;
      const only = this.byNumber.get(number);
      if (name === '' && only && fits(only)) return only.ref;
    }
    return undefined;
  }
}

/** What a contact is told by, in the form in which it is compared. */
export interface ContactMarks {
  email: string;
  name: string;
  /** Each once. */
  numbers: string[];
}

export function contactMarks(contact: ContactDraft): ContactMarks {
  const numbers = contact.numbers.map(({ number }) => numberKey(number));
  return {
    email: foldText(contact.email),
    name: shownName(contact),
    numbers: numbers.length < 2 ? numbers : [...new Set(numbers)],
  };
}

function push<Item>(map: Map<string, Item[]>, key: string, item: Item, isIt: (other: Item) => boolean): void {
  const items = map.get(key);
  if (!items) map.set(key, [item]);
  else if (items.length < mostAlike && !items.some(isIt)) items.push(item);
}

/** The same for the same number, however it is written; not for one with and without its country code. */
function numberKey(number: string): string {
  const { digits, address } = contactDigits(number);
  return digits || address;
}

function personName({ firstName, middleName, lastName }: Partial<ContactDraft>): string {
  return [firstName, middleName, lastName].filter(Boolean).join(' ');
}

function shownName(contact: ContactDraft): string {
  return foldText(personName(contact) || contact.company);
}
