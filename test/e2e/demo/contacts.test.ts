import type { Page } from 'puppeteer-core';
import { clickOn, control, fill, polling, press, textOf, waitForButton } from '../../../scripts/screens';
import { denver } from '../../fakes/profiles';
import { waitUntil } from '../../gateway/real/wait-until';
import {
  addContact,
  backToList,
  fillEditor,
  listed,
  openContact,
  openContacts,
  shownNumbers,
} from '../contacts-screen';
import { Desk } from '../desk';
import { chooseFromMenu, patience, waitForAlert, waitForWords } from '../screen-probes';

jest.setTimeout(90_000);

let desk: Desk;
let phone: Page;

beforeAll(async () => {
  desk = await Desk.open({ profile: { DialRule: true, ...denver } });
  phone = desk.phone;
});
afterAll(() => desk?.close());
afterEach(async () => {
  await desk.tidy();
  phone = desk.phone;
});

/** The number in the Request-URI of the next call. */
async function reached(call: () => Promise<unknown>): Promise<string | undefined> {
  const mark = desk.farEnd.mark();
  await call();
  const invite = await desk.farEnd.message(mark, { method: 'INVITE', direction: 'in' });
  return /^INVITE sip:([^@]*)@/.exec(invite.text)?.[1];
}

async function callNumber(at: number): Promise<void> {
  const buttons = await phone.$$('.number-call');
  await buttons[at]?.click();
}

describe('a contact', () => {
  it('is asked for where there is none, is added with its numbers, and each is called as its card says', async () => {
    await openContacts(phone);
    await waitForWords(phone, await textOf(phone, 'no_contacts_text'));
    await addContact(phone, {
      firstName: 'Anna',
      lastName: 'Petrova',
      company: 'Northwind',
      email: 'anna@example.com',
      note: 'Before noon.',
      numbers: ['+1 (212) 555-0100', '1234', '303-555-1234'],
    });
    expect(await shownNumbers(phone)).toEqual([
      ['+1 (212) 555-0100', '912125550100'],
      ['1234', null],
      ['303-555-1234', '95551234'],
    ]);
    expect(await reached(() => callNumber(0))).toBe('912125550100');
    await desk.tidy();
    await openContacts(phone);
    await openContact(phone, 'Anna Petrova');
    expect(await reached(() => callNumber(2))).toBe('95551234');
  });

  it('is found by any word, number and letters of keys, opened and called by the keyboard alone', async () => {
    await addContact(phone, { firstName: 'John', lastName: 'Kim', numbers: ['1207'] });
    await backToList(phone);
    expect(await listed(phone, 2)).toEqual(['Anna Petrova', 'John Kim']);
    for (const query of ['petr', 'northw', 'anna@', '212555', '(212) 555', '+1 212', 'PETROVA an'])
      expect([query, await listed(phone, 1, query)]).toEqual([query, ['Anna Petrova']]);
    await listed(phone, 1, '5646');
    // One row as before, until the list is another.
    await phone.waitForSelector('::-p-aria([name="John Kim"][role="button"])');
    expect(await listed(phone, 0, 'nobody')).toEqual([]);
    await waitForWords(phone, await textOf(phone, 'contacts_none_match', 'nobody'));
    expect(await listed(phone, 2, '')).toHaveLength(2);

    for (const [key, focused] of [
      ['ArrowDown', '.row[data-row="0"] .row-main'],
      ['ArrowDown', '.row[data-row="1"] .row-main'],
      ['ArrowUp', '.row[data-row="0"] .row-main'],
      ['ArrowUp', '.search input'],
    ] as const) {
      await phone.keyboard.press(key);
      await phone.waitForSelector(`${focused}:focus`);
    }
    await phone.keyboard.type('ki');
    await listed(phone, 1);
    const calls = async () => {
      await phone.keyboard.press('Enter');
      await phone.waitForSelector('.contact-card[aria-label="John Kim"]');
      await phone.waitForFunction(() => document.activeElement?.matches('.number-call'), { polling });
      await phone.keyboard.press('Enter');
    };
    expect(await reached(calls)).toBe('1207');
  });

  it('that is a favourite comes first; the keyboard stays at the star, and Escape leads back', async () => {
    await openContacts(phone);
    await openContact(phone, 'John Kim');
    await phone.focus('.contact-star');
    await phone.keyboard.press('Enter');
    await phone.waitForSelector('.contact-star[aria-pressed="true"]:enabled:focus');
    await phone.keyboard.press('Escape');
    await phone.waitForSelector('.search input');
    expect(await listed(phone, 3)).toEqual(['John Kim', 'Anna Petrova', 'John Kim']);
    const titles = await phone.$$eval('.list-title', (all) => all.map(({ textContent }) => textContent));
    expect(titles).toEqual([await textOf(phone, 'contacts_favourites'), await textOf(phone, 'contacts_all')]);
  });

  it('is changed', async () => {
    await openContacts(phone);
    await openContact(phone, 'Anna Petrova');
    await press(phone, 'contact_edit');
    await fill(phone, 'contact_last_name', 'Petrova-Smith');
    const remove = await textOf(phone, 'contact_remove_number', '2');
    await clickOn(phone, `::-p-aria([name="${remove}"][role="button"])`);
    await press(phone, 'contact_save');
    await phone.waitForSelector('.contact-card[aria-label="Anna Petrova-Smith"]');
    expect((await shownNumbers(phone)).map(([written]) => written)).toEqual([
      '+1 (212) 555-0100',
      '303-555-1234',
    ]);
  });

  it('is not saved with mistakes, which are said where they are', async () => {
    await openContacts(phone);
    await press(phone, 'contact_add');
    await press(phone, 'contact_save');
    await waitForAlert(phone, await textOf(phone, 'error_contact_empty'));
    await fillEditor(phone, { firstName: 'Grace', email: 'grace at home', numbers: ['()'] });
    await press(phone, 'contact_save');
    const sentences = [
      await textOf(phone, 'error_contact_number_not_usable'),
      await textOf(phone, 'error_contact_email_not_usable'),
    ];
    await waitUntil('what is wrong', async () => {
      const wrong = await phone.$$eval('[aria-invalid="true"]', (fields) =>
        fields.map(
          (field) => document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent,
        ),
      );
      expect(wrong).toEqual(sentences);
      return true;
    });
    await phone.waitForSelector('[type="tel"]:focus');
    await fillEditor(phone, { email: 'grace@example.com', numbers: ['1300'] });
    await press(phone, 'contact_save');
    await phone.waitForSelector('.contact-card[aria-label="Grace"]');
    await backToList(phone);
  });

  it('is deleted, and comes back whole', async () => {
    await openContacts(phone);
    await openContact(phone, 'Grace');
    await press(phone, 'contact_delete');
    await waitForWords(phone, await textOf(phone, 'contact_deleted'));
    expect(await listed(phone, 3)).not.toContain('Grace');
    await press(phone, 'undo');
    expect(await listed(phone, 4)).toContain('Grace');
    await openContact(phone, 'Grace');
    await press(phone, 'contact_delete');
    await listed(phone, 3);
  });
});

describe('what was typed', () => {
  const firstName = () =>
    phone
      .waitForSelector('.contact-editor input')
      .then((field) => field?.evaluate((input) => (input as HTMLInputElement).value));

  it('is left only after a question', async () => {
    await openContacts(phone);
    await press(phone, 'contact_add');
    await fill(phone, 'contact_first_name', 'Half');
    await phone.keyboard.press('Escape');
    await phone.waitForSelector('[role="alertdialog"]');
    await press(phone, 'contact_keep_editing');
    await phone.waitForSelector('[role="alertdialog"]', { hidden: true });
    await press(phone, 'cancel');
    await press(phone, 'contact_discard');
    expect(await listed(phone, 3)).not.toContain('Half');
  });

  it('is there again after another tab, and in the next window', async () => {
    await openContacts(phone);
    await press(phone, 'contact_add');
    await fill(phone, 'contact_first_name', 'Half');
    await desk.openTab('keypad');
    await openTabAgain();
    expect(await firstName()).toBe('Half');
    await fill(phone, 'contact_first_name', 'Half done');
    // Another window leaves it to whoever is at it.
    const other = await desk.installation.openPhone();
    await openContacts(other);
    expect(await other.$('.contact-editor')).toBeNull();
    await other.close();
    await phone.close();
    await desk.reopenPhone();
    phone = desk.phone;
    await openTabAgain();
    expect(await firstName()).toBe('Half done');
    await waitForWords(phone, await textOf(phone, 'contact_left'));
    await press(phone, 'cancel');
    await press(phone, 'contact_discard');
    await listed(phone, 3);
  });

  async function openTabAgain(): Promise<void> {
    await clickOn(phone, '#tab-contacts');
  }
});

describe('whoever called', () => {
  it('is added from the call, and has a name in the next', async () => {
    const first = desk.gateway.call({ to: '201', from: { number: '+13035550177', name: 'GRACE K' } });
    await waitForButton(phone, 'answer');
    await press(phone, 'answer');
    await chooseFromMenu(phone, 'contact_add_caller', 'call_more');
    await phone.waitForSelector('.contact-editor');
    await fill(phone, 'contact_first_name', 'Grace');
    await fill(phone, 'contact_last_name', 'Kim');
    await press(phone, 'contact_save');
    await phone.waitForSelector('.contact-card[aria-label="Grace Kim"]');
    expect((await shownNumbers(phone)).map(([written]) => written)).toEqual(['+13035550177']);
    await waitForWords(phone, 'Grace Kim');
    (await first.answered).hangUp();
    await desk.tidy();

    await openContacts(phone);
    await openContact(phone, 'Grace Kim');
    const second = desk.gateway.call({ to: '201', from: { number: '3035550177', name: 'GRACE K' } });
    await waitForButton(phone, 'answer');
    await phone.waitForFunction(
      () => document.querySelector('.incoming .call-name')?.textContent === 'Grace Kim',
      { polling },
    );
    await press(phone, 'answer');
    await phone.waitForSelector('.call-main');
    // The focus is on the contact's number again, and the call in sight.
    await phone.waitForFunction(() => document.activeElement?.matches('.number-call'), { polling });
    await phone.waitForFunction(() => document.querySelector('.content')?.scrollTop === 0, { polling });
    (await second.answered).hangUp();
  });

  it('is added from the call log to a contact that is there', async () => {
    const call = desk.gateway.call({ to: '201', from: { number: '+13035550188', name: '' } });
    await waitForButton(phone, 'answer');
    call.cancel();
    await call.ended;
    await desk.openTab('calls');
    const details = await textOf(phone, 'call_details_of', '+13035550188');
    await clickOn(phone, `::-p-aria([name="${details}"][role="button"])`);
    await clickOn(phone, `dialog ${await control(phone, 'button', 'contact_add_caller')}`);
    await press(phone, 'contact_add_to_existing');
    await openContactToChoose('Grace Kim');
    await press(phone, 'contact_save');
    await phone.waitForSelector('.contact-card');
    expect((await shownNumbers(phone)).map(([written]) => written)).toEqual(['+13035550177', '+13035550188']);
  });

  async function openContactToChoose(name: string): Promise<void> {
    await phone.waitForSelector('.adding');
    await clickOn(phone, `::-p-aria([name="${name}"][role="button"])`);
    await phone.waitForSelector('.contact-editor');
  }
});

describe('the keypad', () => {
  const suggested = (name: string) =>
    phone
      .waitForFunction(
        (wanted) =>
          [...document.querySelectorAll('.suggestion-name')].some(
            ({ textContent }) => textContent === wanted,
          ),
        { timeout: patience, polling },
        name,
      )
      .then(() => phone.$$eval('.suggestion', (all) => all.map(({ textContent }) => textContent)));

  it.each([
    ['2125550', 'Anna Petrova-Smith'],
    ['5646', 'John Kim'],
    ['ki', 'Grace Kim'],
  ])('suggests whose number %s may be, and no key moves', async (typed, name) => {
    await desk.openTab('keypad');
    const tops = new Set<number>();
    const keysTop = async () =>
      tops.add(await phone.$eval('.keys', (keys) => keys.getBoundingClientRect().top));
    await phone.waitForSelector('.suggestions');
    await phone.waitForSelector('.ended', { hidden: true });
    await keysTop();
    await phone.focus('.number');
    for (const character of typed) {
      await phone.keyboard.type(character);
      await keysTop();
    }
    await suggested(name);
    await keysTop();
    expect([...tops]).toEqual([[...tops][0]]);
    await phone.$eval('.number', (field) => (field as HTMLInputElement).select());
    await phone.keyboard.press('Backspace');
    await phone.waitForSelector('.suggestion', { hidden: true });
  });

  it('calls a suggestion by the keyboard, once its number has been seen', async () => {
    await desk.openTab('keypad');
    await phone.focus('.number');
    await phone.keyboard.type('petr');
    await suggested('Anna Petrova-Smith');
    await phone.keyboard.press('ArrowDown');
    await phone.keyboard.press('Enter');
    await phone.waitForFunction(
      () => document.querySelector('.dialled-number')?.textContent === '912125550100',
      { polling },
    );
    expect(await reached(() => phone.keyboard.press('Enter'))).toBe('912125550100');
  });
});
