// The tab of the contacts as a person uses it.
import type { Page } from 'puppeteer-core';
import { clickOn, fill, fillField, patience, polling, press, textOf } from '../../scripts/screens';
import type { MessageKey } from '../../src/ui/messages';

export interface Typed {
  firstName?: string;
  lastName?: string;
  company?: string;
  email?: string;
  note?: string;
  numbers?: string[];
}

const fields: [field: Exclude<keyof Typed, 'numbers'>, label: MessageKey][] = [
  ['firstName', 'contact_first_name'],
  ['lastName', 'contact_last_name'],
  ['company', 'contact_company'],
  ['email', 'contact_email'],
  ['note', 'contact_note'],
];

export async function openContacts(phone: Page): Promise<void> {
  await clickOn(phone, '#tab-contacts');
  await phone.waitForSelector('.contacts .search input, .contacts .empty');
}

/** Fills in the editor that is open. */
export async function fillEditor(phone: Page, typed: Typed): Promise<void> {
  for (const [field, label] of fields) {
    const text = typed[field];
    if (text !== undefined) await fill(phone, label, text);
  }
  for (const [at, number] of (typed.numbers ?? []).entries()) {
    const place = await textOf(phone, 'contact_number', `${at + 1}`);
    const field = `::-p-aria([name="${place}"][role="textbox"])`;
    if (!(await phone.$(field))) await press(phone, 'contact_add_number');
    await fillField(phone, field, number);
  }
}

/** Adds a contact, from the list to its card. */
export async function addContact(phone: Page, typed: Typed): Promise<void> {
  await openContacts(phone);
  await press(phone, 'contact_add');
  await fillEditor(phone, typed);
  await press(phone, 'contact_save');
  await phone.waitForSelector('.contact-card');
}

export async function backToList(phone: Page): Promise<void> {
  await press(phone, 'contact_back');
  await phone.waitForSelector('.search input');
}

/** Who is in the list, once it is so long; with what was typed in the search field. */
export async function listed(phone: Page, count: number, query?: string): Promise<string[]> {
  if (query !== undefined) {
    await phone.$eval('.search input', (field) => (field as HTMLInputElement).select());
    if (query === '') await phone.keyboard.press('Backspace');
    else await phone.type('.search input', query);
  }
  await phone.waitForFunction(
    (wanted) => document.querySelectorAll('.row .row-name').length === wanted,
    { timeout: patience, polling },
    count,
  );
  return phone.$$eval('.row .row-name', (names) => names.map(({ textContent }) => textContent ?? ''));
}

export async function openContact(phone: Page, name: string): Promise<void> {
  await clickOn(phone, `::-p-aria([name="${name}"][role="button"])`);
  await phone.waitForSelector(`.contact-card[aria-label="${name}"]`);
}

/** The numbers on the card: as they are written, and what each will dial where that is another. */
export function shownNumbers(phone: Page): Promise<(string | null)[][]> {
  return phone.$$eval('.contact-number', (rows) =>
    rows.map((row) => [
      row.querySelector('.contact-digits')?.textContent ?? '',
      row.querySelector('.dialled-number')?.textContent ?? null,
    ]),
  );
}
