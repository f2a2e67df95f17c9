/** The directory in every state that a person can meet. */
import type { Page } from 'puppeteer-core';
import { clickOn, fill, fillField, polling, press, textOf } from '../../scripts/screens';
import type { Contact } from '../../src/domain/contact';
import { contactOf, numbered } from './contacts';
import { americanRules } from './dialling-states';
import type { ScreenState } from './screen-states';
import { ended, snapshotOf, talking } from './snapshots';

/** A directory as people have it: of several scripts, some favourites, some of the company's. */
export function people(): Contact[] {
  return [
    contactOf('o0-0', {
      firstName: 'Anna',
      lastName: 'Petrova',
      company: 'Northwind Traders',
      email: 'anna.petrova@northwind.example.com',
      numbers: [
        { label: 'work', number: '+1 (212) 555-0100' },
        { label: 'mobile', number: '+33 6 12 34 56 78' },
        { label: 'extension', number: '2051' },
        { label: 'Boat', number: '303 555 1234' },
      ],
      favourite: true,
      note: 'Prefers to be called before noon.\nAsk for the blue folder.',
      address: { street: '12 Main Street', city: 'Denver', region: 'CO', postal: '80202', country: 'USA' },
    }),
    contactOf('o0-1', {
      firstName: 'Jonas',
      lastName: 'Becker',
      numbers: numbered('+49 89 1234 5678'),
      favourite: true,
    }),
    contactOf('o0-2', {
      firstName: 'Léa',
      lastName: 'Dubois-Lefebvre',
      company: 'Atelier',
      numbers: numbered('205'),
    }),
    contactOf('o0-3', { firstName: 'John', lastName: 'Kim', numbers: numbered('+1 303 555 1234', '207') }),
    contactOf('o0-4', { company: 'Main reception', numbers: numbered('200') }),
    contactOf('o0-5', { firstName: 'أمينة', lastName: 'حداد', numbers: numbered('+33145551234') }),
    contactOf('o0-6', {
      firstName: '大谷',
      lastName: '玲',
      company: '東京支店',
      numbers: numbered('+81 3 3555 0100'),
    }),
    contactOf('c0-0', {
      firstName: 'Elena',
      lastName: 'Rossi',
      company: 'Ringtab Inc.',
      email: 'elena.rossi@example.com',
      numbers: numbered('2001'),
    }),
    contactOf('c0-1', {
      firstName: 'Farid',
      lastName: 'Haddad',
      email: 'farid@example.com',
      numbers: numbered('2002'),
    }),
    contactOf('o0-7', { email: 'nobody@example.com' }),
  ];
}

/** Who does not fit, in any field. */
export function longPerson(): Contact {
  return contactOf('o0-0', {
    firstName: 'Hubert Blaine',
    lastName: 'Wolfeschlegelsteinhausenbergerdorff-von-und-zu-Unternehmensbereich',
    company: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
    email: 'hubert.blaine.wolfeschlegelsteinhausenbergerdorff@subsidiary.of.a.subsidiary.example.com',
    numbers: [
      {
        label: 'Ferienwohnung an der Ostsee, zweiter Anschluss',
        number: 'sip:hubert.blaine.wolfe@subsidiary.example.com',
      },
      { label: 'work', number: '+49 89 1234 5678 901' },
    ],
    note: 'x'.repeat(600),
  });
}

/** @param now milliseconds since the epoch */
export function contactStates(now: number): ScreenState[] {
  const rules = { dialRuleMode: 'user' as const, dialRules: americanRules };
  const phone = (name: string, more: Partial<ScreenState>): ScreenState => ({
    name,
    screen: 'popup',
    snapshot: snapshotOf(rules),
    contacts: people(),
    ...more,
  });
  const available = {
    snapshot: snapshotOf({
      ...rules,
      availability: {
        '2051': { state: 'ringing', canPickUp: true },
        '205': { state: 'busy' },
        '200': { state: 'free' },
        '207': { state: 'offline' },
      },
    }),
  };
  return [
    phone('contacts-availability', available),
    phone('contact-pick-up', { ...available, steps: (page) => open(page, 'Anna Petrova') }),
    phone('contacts-empty', { contacts: [] }),
    phone('contacts', {}),
    phone('contacts-found', { steps: (page) => search(page, 'du le') }),
    phone('contacts-none-found', { steps: (page) => search(page, 'nobody of that name') }),
    phone('contacts-long', { contacts: [longPerson()] }),
    phone('contact', { steps: (page) => open(page, 'Anna Petrova') }),
    phone('contact-company', { steps: (page) => open(page, 'Elena Rossi') }),
    phone('contact-no-number', { steps: (page) => open(page, 'nobody@example.com') }),
    phone('contact-long', { contacts: [longPerson()], steps: openFirst }),
    phone('contact-in-call', {
      snapshot: snapshotOf({ ...rules, calls: [talking(now, {})] }),
      steps: (page) => open(page, 'Anna Petrova'),
    }),
    phone('contact-new', { steps: (page) => press(page, 'contact_add') }),
    phone('contact-edit', {
      steps: async (page) => {
        await open(page, 'Anna Petrova');
        await press(page, 'contact_edit');
        await press(page, 'contact_more');
      },
    }),
    phone('contact-errors', { steps: makeErrors }),
    phone('contact-leaving', {
      steps: async (page) => {
        await press(page, 'contact_add');
        await fill(page, 'contact_first_name', 'Grace');
        await press(page, 'cancel');
      },
    }),
    phone('contact-deleted', {
      steps: async (page) => {
        await open(page, 'Jonas Becker');
        await press(page, 'contact_delete');
        await page.waitForSelector('.undo-bar');
      },
    }),
    phone('contact-add-caller', {
      snapshot: snapshotOf({ ...rules, lastEnded: ended(now, { reason: 'busy', status: 486 }) }),
      steps: async (page) => {
        await press(page, 'contact_add_caller');
        await page.waitForSelector('.contact-editor');
      },
    }),
    phone('contact-choose', {
      snapshot: snapshotOf({ ...rules, lastEnded: ended(now, { reason: 'busy', status: 486 }) }),
      steps: async (page) => {
        await press(page, 'contact_add_caller');
        await press(page, 'contact_add_to_existing');
        await page.waitForSelector('.adding');
      },
    }),
    phone('keypad-suggestions', { steps: (page) => type(page, '5646') }),
    phone('keypad-suggestions-number', { steps: (page) => type(page, '303555') }),
    phone('keypad-suggestions-plain', { snapshot: snapshotOf(), steps: (page) => type(page, 'anna') }),
  ];
}

async function search(page: Page, query: string): Promise<void> {
  await page.type('.search input', query);
  await page.waitForFunction(
    (text) => {
      const names = [...document.querySelectorAll('.row-name')].map(({ textContent }) => textContent);
      return names.length < 4 && document.querySelector<HTMLInputElement>('.search input')?.value === text;
    },
    { polling },
    query,
  );
}

async function open(page: Page, name: string): Promise<void> {
  await clickOn(page, `::-p-aria([name="${name}"][role="button"])`);
  await page.waitForSelector('.contact-card');
}

async function openFirst(page: Page): Promise<void> {
  await clickOn(page, '.row-main');
  await page.waitForSelector('.contact-card');
}

async function makeErrors(page: Page): Promise<void> {
  await press(page, 'contact_add');
  await fill(page, 'contact_email', 'not an address');
  const number = await textOf(page, 'contact_number', '1');
  await fillField(page, `::-p-aria([name="${number}"][role="textbox"])`, '()');
  await press(page, 'contact_save');
  await page.waitForSelector('.field-problem');
}

async function type(page: Page, text: string): Promise<void> {
  await page.click('#tab-keypad');
  await page.waitForSelector('.suggestions');
  await page.type('.number', text);
  await page.waitForSelector('.suggestion');
}
