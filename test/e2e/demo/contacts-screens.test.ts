import type { Page } from 'puppeteer-core';
import { launch, type RingtabBrowser } from '../../../scripts/ringtab-browser';
import { polling, press, textOf } from '../../../scripts/screens';
import { contactStates, people } from '../../fakes/contact-states';
import { contactOf, numbered } from '../../fakes/contacts';
import { fillDirectory, sentIntents, show } from '../../fakes/fake-background';
import { openState } from '../../fakes/open-state';
import type { ScreenState } from '../../fakes/screen-states';
import { snapshotOf } from '../../fakes/snapshots';
import { waitUntil } from '../../gateway/real/wait-until';
import { listed, openContact } from '../contacts-screen';
import { waitForAlert } from '../screen-probes';

jest.setTimeout(90_000);

const now = Date.now();
const popup = { width: 360, height: 600, dark: false, now };

let ringtab: RingtabBrowser;
let page: Page | undefined;

async function open(state: Partial<ScreenState> = {}): Promise<Page> {
  const whole = { name: 'contacts', screen: 'popup' as const, snapshot: snapshotOf(), contacts: people() };
  page = await openState(ringtab, { ...whole, ...state }, popup, page);
  return page;
}

describe.each(['en', 'fr'])('contacts in %s', (lang) => {
  beforeAll(async () => {
    ringtab = await launch({ lang });
  });
  afterAll(async () => {
    await ringtab?.close();
    page = undefined;
  });

  it.each(contactStates(now).map((state) => [state.name, state] as const))(
    'has nothing wider than the popup, and its buttons in reach: %s',
    async (_, state) => {
      page = await openState(ringtab, state, popup, page);
      const [widths, tops] = await page.evaluate(() => [
        ['html', '.content', '.contact-numbers', '.keypad'].map((selector) => {
          const element = document.querySelector(selector);
          return element ? element.scrollWidth - element.clientWidth : 0;
        }),
        ['.keypad > .button-call', '.editor-buttons'].map((selector) => {
          const bottom = document.querySelector(selector)?.getBoundingClientRect().bottom ?? 0;
          return bottom <= (document.querySelector('.tab-bar')?.getBoundingClientRect().top ?? 0);
        }),
      ]);
      expect([widths, tops]).toEqual([
        [0, 0, 0, 0],
        [true, true],
      ]);
    },
  );

  it('leaves whoever goes through the tabs by their keys on the tabs', async () => {
    const phone = await open();
    await phone.click('#tab-calls');
    await phone.keyboard.press('ArrowRight');
    await phone.waitForSelector('.search input[placeholder]');
    await phone.waitForSelector('.contacts .row-name');
    expect(await phone.evaluate(() => document.activeElement?.id)).toBe('tab-contacts');
  });

  it('opens by its key with the search field ready', async () => {
    const phone = await open();
    await phone.click('#tab-keypad');
    await phone.waitForSelector('.keypad');
    await phone.keyboard.down('Alt');
    await phone.keyboard.press('p');
    await phone.keyboard.up('Alt');
    await phone.waitForFunction(() => document.activeElement?.matches('.search input'), { polling });
  });
});

describe('contacts', () => {
  beforeAll(async () => {
    ringtab = await launch({ lang: 'en' });
  });
  afterAll(async () => {
    await ringtab?.close();
    page = undefined;
  });

  it('of the company are read only, and may be favourites', async () => {
    const phone = await open();
    await openContact(phone, 'Elena Rossi');
    const names = await phone.$$eval('.contact-bar button', (all) =>
      all.map((button) => button.getAttribute('aria-label')),
    );
    expect(names).toEqual([await textOf(phone, 'contact_back'), await textOf(phone, 'contact_favourite')]);
    await press(phone, 'contact_favourite');
    await waitUntil('a favourite', async () => {
      const wanted = { intent: 'set-favourite', args: { id: 'c0-0', favourite: true } };
      expect((await sentIntents(phone)).at(-1)).toEqual(wanted);
      return true;
    });
  });

  it('of the company without e-mail address are not there where the profile says so', async () => {
    const contacts = [
      contactOf('o0-0', { firstName: 'Own', numbers: numbered('555001') }),
      contactOf('c0-0', { firstName: 'Known', email: 'known@example.com', numbers: numbered('555002') }),
      contactOf('c0-1', { firstName: 'Unknown', numbers: numbered('555003') }),
    ];
    const phone = await open({ contacts, snapshot: snapshotOf({ directoryRequiresIdentity: true }) });
    expect(await listed(phone, 2)).toEqual(['Known', 'Own']);
    await phone.click('#tab-keypad');
    await phone.type('.number', '555');
    await phone.waitForFunction(() => document.querySelectorAll('.suggestion').length === 2, { polling });
    const suggested = await phone.$$eval('.suggestion-name', (all) =>
      all.map(({ textContent }) => textContent),
    );
    expect(suggested).toEqual(['Known', 'Own']);
  });

  it('of which there are thousands are read and drawn as far as they are seen', async () => {
    const many = Array.from({ length: 4_000 }, (_, at) =>
      contactOf(`o${at >> 10}-${at % 1024}`, { firstName: `Person ${String(at).padStart(4, '0')}` }),
    );
    const phone = await open({ contacts: many });
    const drawn = () => phone.$$eval('.row', (rows) => rows.length);
    expect(await drawn()).toBeLessThan(40);
    await phone.focus('.search input');
    await phone.keyboard.press('ArrowDown');
    await phone.waitForFunction(() => document.activeElement?.matches('.row-main'), { polling });
    await phone.keyboard.press('End');
    const last = () => document.activeElement?.closest('.row')?.textContent === 'P3Person 3999';
    await phone.waitForFunction(last, { polling }).catch(async () => {
      throw new Error(await phone.evaluate(() => document.activeElement?.outerHTML ?? ''));
    });
    expect(await drawn()).toBeLessThan(40);
    await phone.keyboard.press('Enter');
    await phone.waitForSelector('.contact-card[aria-label="Person 3999"]');
    await phone.keyboard.press('Escape');
    // Back where one was.
    await phone.waitForFunction(last, { polling });
  });

  it('that another screen changes are changed here', async () => {
    const phone = await open();
    await openContact(phone, 'Jonas Becker');
    const others = people().map((one) => (one.lastName === 'Becker' ? { ...one, lastName: 'Baker' } : one));
    await fillDirectory(phone, others);
    await show(phone, snapshotOf({ directoryRevision: 5 }));
    await phone.waitForSelector('.contact-card[aria-label="Jonas Baker"]');
    await fillDirectory(phone, []);
    await show(phone, snapshotOf({ directoryRevision: 6 }));
    await phone.waitForFunction(
      (words) => document.querySelector('.contacts')?.textContent?.includes(words),
      { polling },
      await textOf(phone, 'contact_gone'),
    );
  });

  it('are not called by a key that is held, nor by the second click of a double click', async () => {
    const phone = await open();
    await phone.type('.search input', 'jonas');
    await listed(phone, 1);
    await phone.keyboard.down('Enter');
    await phone.waitForFunction(() => document.activeElement?.matches('.number-call'), { polling });
    await phone.keyboard.down('Enter');
    await phone.keyboard.down('Enter');
    await phone.keyboard.up('Enter');
    const call = await phone.waitForSelector('.number-call');
    await call?.evaluate((button) =>
      button.dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true })),
    );
    const dialled = async () => (await sentIntents(phone)).filter(({ intent }) => intent === 'dial');
    expect(await dialled()).toEqual([]);
    await call?.click();
    await waitUntil('a call', async () => (await dialled()).length > 0);
    expect(await dialled()).toEqual([{ intent: 'dial', args: { number: '+49 89 1234 5678' } }]);
  });

  it('cannot be read: that is said, and the keypad goes on', async () => {
    const phone = await open({
      contacts: undefined,
      steps: async (tab) => {
        await tab.evaluate(() => {
          IDBDatabase.prototype.transaction = () => {
            throw new DOMException('no room', 'UnknownError');
          };
        });
        await tab.click('#tab-contacts');
        await tab.waitForSelector('.contacts .notice-error');
      },
    });
    await waitForAlert(phone, await textOf(phone, 'error_storage_failed'));
    await phone.click('#tab-keypad');
    await phone.type('.number', '201');
    await phone.keyboard.press('Enter');
    await phone.waitForFunction(() => document.querySelector<HTMLInputElement>('.number')?.value === '', {
      polling,
    });
  });
});
