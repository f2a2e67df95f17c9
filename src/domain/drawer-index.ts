import { type Contact, contactName } from './contact';
import { contactDigits } from './contact-digits';
import { placeOf } from './contact-id';
import { digitKey, type KeyTable, keyTable } from './digit-key';
import { foldText, wordStarts } from './folded-words';
import type { InSteps } from './in-steps';

/** What a word or number belongs to; the better, the smaller. */
export const fieldOf = { name: 0, company: 1, address: 2 } as const;

export const flagOf = { favourite: 1, identity: 2 } as const;

/**
 * What a search needs to know of the contacts of one drawer, in a few flat arrays that are kept and loaded
 * as they are. Contacts are counted here in the order of their names: "owners" below are such counts.
 */
export interface DrawerIndex {
  id: string;
  /** Of the drawer, when this was made. */
  revision: number;
  format: number;
  /** The place of each contact. */
  places: Uint16Array<ArrayBuffer>;
  flags: Uint8Array<ArrayBuffer>;
  /** Folded fields, each closed by a line end. */
  text: string;
  /** Where in the text the name begins that the contact is sorted by. */
  names: Uint32Array<ArrayBuffer>;
  /** Where in the text words begin, in the order of what stands there up to the line end. */
  words: Uint32Array<ArrayBuffer>;
  /** Of each word: its contact times 4, and its field. */
  wordOwners: Uint16Array<ArrayBuffer>;
  /** The letters of names as keys of a telephone, from each word on. */
  keypad: KeyTable;
  /** The digits of all numbers, in their order, each closed by a line end. */
  digits: string;
  digitStarts: Uint32Array<ArrayBuffer>;
  digitOwners: Uint16Array<ArrayBuffer>;
}

/** Grows when the shape of the index does: those made before are made anew. */
export const indexFormat = 1;

/** Contacts of one step. */
const stepLength = 256;

export function* drawerIndex(
  id: string,
  revision: number,
  contacts: readonly Contact[],
): InSteps<DrawerIndex> {
  const sorted = contacts
    .map((contact) => ({ contact, name: foldText(contactName(contact)) }))
    .sort((one, other) => order(one.name, other.name) || order(one.contact.id, other.contact.id));
  const text = new FieldText();
  const numbers = new NumberText();
  const keys: number[] = [];
  const keyOwners: number[] = [];
  for (const [owner, { contact, name }] of sorted.entries()) {
    if (owner % stepLength === 0) yield;
    text.addContact(contact, name, owner);
    for (const { number } of contact.numbers) {
      const { digits, address } = contactDigits(number);
      if (digits !== '') numbers.add(digits, owner);
      else if (address !== '') text.addWords(foldText(address), owner, fieldOf.address);
    }
    for (const key of keypadKeys(contact)) {
      keys.push(key);
      keyOwners.push(owner);
    }
  }
  yield;
  const words = text.arrays();
  yield;
  return {
    id,
    revision,
    format: indexFormat,
    places: Uint16Array.from(sorted, ({ contact }) => placeOf(contact.id).place),
    flags: Uint8Array.from(sorted, ({ contact }) => flagsOf(contact)),
    ...words,
    keypad: keyTable(keys, keyOwners),
    ...numbers.arrays(),
  };
}

function flagsOf({ favourite, email }: Contact): number {
  return (favourite ? flagOf.favourite : 0) | (email === '' ? 0 : flagOf.identity);
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** ITU-T E.161. */
const keypadOfA = '22233344455566677778889999';

/** Letters and digits as keys; what a keypad has not is passed over. */
export function onKeypad(folded: string): string {
  return folded.replace(/[^a-z0-9]/g, '').replace(/[a-z]/g, (c) => keypadOfA[c.charCodeAt(0) - 97] ?? '');
}

/** For each word of the name: its letters and those of all that follow. */
function keypadKeys({ firstName, middleName, lastName }: Contact): number[] {
  const name = foldText([firstName, middleName, lastName].join(' '));
  if (!/[a-z0-9]/.test(name)) return [];
  return wordStarts(name)
    .map((start) => digitKey(onKeypad(name.slice(start))))
    .filter((key) => key > 0);
}

class FieldText {
  private text = '';
  private readonly names: number[] = [];
  private readonly starts: number[] = [];
  private readonly owners: number[] = [];

  addContact(contact: Contact, name: string, owner: number): void {
    const { firstName, middleName, lastName, company, email } = contact;
    const person = [firstName, middleName, lastName].filter((part) => part !== '').join(' ');
    const start = this.text.length;
    this.addName(person === '' ? '' : name, owner, fieldOf.name);
    const companyStart = this.text.length;
    this.addName(foldText(company), owner, fieldOf.company);
    const emailStart = this.text.length;
    this.addWords(foldText(email), owner, fieldOf.address);
    if (person !== '') this.names.push(start);
    else if (company !== '') this.names.push(companyStart);
    else if (email !== '') this.names.push(emailStart);
    else {
      this.names.push(this.text.length);
      this.text += `${name}\n`;
    }
  }

  addWords(folded: string, owner: number, field: number): void {
    if (folded === '') return;
    for (const start of wordStarts(folded)) {
      this.starts.push(this.text.length + start);
      this.owners.push(owner * 4 + field);
    }
    this.text += `${folded}\n`;
  }

  /** The words on the two sides of an apostrophe are also one. */
  private addName(folded: string, owner: number, field: number): void {
    this.addWords(folded, owner, field);
    if (folded.includes("'")) this.addWords(folded.replaceAll("'", ''), owner, field);
  }

  arrays(): Pick<DrawerIndex, 'text' | 'names' | 'words' | 'wordOwners'> {
    const { text } = this;
    const sortKeys = this.starts.map((start) => text.slice(start, text.indexOf('\n', start)));
    const sorted = Array.from(sortKeys, (_, at) => at).sort(
      (one, other) => order(sortKeys[one] ?? '', sortKeys[other] ?? '') || one - other,
    );
    return {
      text,
      names: Uint32Array.from(this.names),
      words: Uint32Array.from(sorted, (at) => this.starts[at] ?? 0),
      wordOwners: Uint16Array.from(sorted, (at) => this.owners[at] ?? 0),
    };
  }
}

class NumberText {
  private readonly all: { digits: string; owner: number }[] = [];

  add(digits: string, owner: number): void {
    this.all.push({ digits, owner });
  }

  arrays(): Pick<DrawerIndex, 'digits' | 'digitStarts' | 'digitOwners'> {
    this.all.sort((one, other) => order(one.digits, other.digits) || one.owner - other.owner);
    let length = 0;
    const starts = this.all.map(({ digits }) => {
      const start = length;
      length += digits.length + 1;
      return start;
    });
    return {
      digits: this.all.map(({ digits }) => `${digits}\n`).join(''),
      digitStarts: Uint32Array.from(starts),
      digitOwners: Uint16Array.from(this.all, ({ owner }) => owner),
    };
  }
}
