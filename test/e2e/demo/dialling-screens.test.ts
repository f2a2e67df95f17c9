import type { Page } from 'puppeteer-core';
import { launch, type RingtabBrowser } from '../../../scripts/ringtab-browser';
import { clickOn, control, fillField, polling, press, textOf } from '../../../scripts/screens';
import type { Snapshot } from '../../../src/contract/snapshot';
import { americanRules, diallingStates, underRules } from '../../fakes/dialling-states';
import { sentIntents, show } from '../../fakes/fake-background';
import { openState } from '../../fakes/open-state';
import { ended, snapshotOf, talking } from '../../fakes/snapshots';
import { waitUntil } from '../../gateway/real/wait-until';
import { patience } from '../screen-probes';

const now = Date.now();
const popup = { width: 360, height: 600, dark: false, now };
let ringtab: RingtabBrowser;
let page: Page | undefined;

jest.setTimeout(90_000);

async function open(snapshot: Snapshot): Promise<Page> {
  page = await openState(ringtab, { name: 'phone', screen: 'popup', snapshot }, popup, page);
  return page;
}

/** The phone in a window that somebody has made as low as that. */
async function openLow(snapshot: Snapshot): Promise<Page> {
  const low = { ...popup, height: 500 };
  page = await openState(ringtab, { name: 'phone', screen: 'window', snapshot }, low, page);
  return page;
}

/** The intents of that name, once there are as many. */
async function sent(phone: Page, intent: string, count = 1): Promise<unknown[]> {
  return waitUntil(`${count} of ${intent}`, async () => {
    const intents = (await sentIntents(phone)).filter((each) => each.intent === intent);
    return intents.length >= count && intents.map(({ args }) => args);
  });
}

/** From now on the answers of intents wait until `answerNow`. */
async function answersLater(phone: Page): Promise<void> {
  await phone.evaluate(() => {
    const { sendMessage } = chrome.runtime as unknown as { sendMessage(message: object): Promise<object> };
    const isTime = new Promise<void>((answerNow) => Object.assign(window, { answerNow }));
    Object.assign(chrome.runtime, {
      sendMessage: async (message: object) => {
        const answer = await sendMessage(message);
        await isTime;
        return answer;
      },
    });
  });
}

async function answerNow(phone: Page): Promise<void> {
  await phone.evaluate(() => (window as unknown as { answerNow(): void }).answerNow());
}

async function alt(phone: Page, letter: 'r' | 's'): Promise<void> {
  await phone.keyboard.down('Alt');
  await phone.keyboard.press(letter);
  await phone.keyboard.up('Alt');
}

function bottomOf(phone: Page, selector: string): Promise<number> {
  return phone.$eval(selector, (element) => element.getBoundingClientRect().bottom);
}

function topOfTabs(phone: Page): Promise<number> {
  return phone.$eval('.tab-bar', (element) => element.getBoundingClientRect().top);
}

/** What is to be seen under the number, once its words are these. */
async function preview(phone: Page, words: string) {
  await phone.waitForFunction(
    (wanted) => document.querySelector('.dial-words')?.textContent?.startsWith(wanted),
    { timeout: patience, polling },
    words,
  );
  return phone.evaluate(() => ({
    dialled: document.querySelector('.dialled-number')?.textContent,
    prefixes: [...document.querySelectorAll('.dialled-prefix')].map(({ textContent }) => textContent),
  }));
}

describe.each(['en', 'fr'])('dialling in %s', (lang) => {
  beforeAll(async () => {
    ringtab = await launch({ lang });
  });
  afterAll(async () => {
    await ringtab?.close();
    page = undefined;
  });

  it('shows under the number what is dialled, the prefixes apart, and why', async () => {
    const phone = await open(underRules());
    await phone.keyboard.type('(212) 555-0100');
    const kind = await textOf(phone, 'dial_kind_national');
    expect(await preview(phone, kind)).toEqual({ dialled: '912125550100', prefixes: ['9', '1'] });
    const framed = await phone.$eval('.dialled-prefix', (prefix) => getComputedStyle(prefix).borderTopStyle);
    expect(framed).toBe('solid');
  });

  it('takes what is pasted without what nobody dials, as far as there is room', async () => {
    const phone = await open(underRules());
    const paste = (text: string) =>
      phone.$eval(
        '.number',
        (field, pasted) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text', pasted);
          field.dispatchEvent(
            new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
          );
          return (field as HTMLInputElement).value;
        },
        text,
      );
    expect(await paste('tel:+1%20212%20555%200100')).toBe('+1 212 555 0100');
    const kind = await textOf(phone, 'dial_kind_national');
    expect(await preview(phone, kind)).toMatchObject({ dialled: '912125550100' });
    expect(await paste('7'.repeat(300))).toHaveLength(256);
  });

  it('says so once to a screen reader, when the typing stops', async () => {
    const phone = await open(underRules());
    await phone.$eval('.dial-preview [aria-live]', (region) => {
      const said: string[] = [];
      Object.assign(window, { said });
      new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
    await phone.focus('.number');
    // In the page: a busy machine takes its time between two keys of a test, and a pause is the end of the typing.
    await phone.evaluate(async (number) => {
      for (const digit of number) {
        document.execCommand('insertText', false, digit);
        await new Promise((drawn) => setTimeout(drawn));
      }
    }, '2125550100');
    await phone.waitForFunction(
      () => (window as unknown as { said: string[] }).said.at(-1)?.includes('9 1 2'),
      { polling },
    );
    const said = await phone.evaluate(() => (window as unknown as { said: string[] }).said);
    const dials = await textOf(phone, 'dial_dials');
    expect(said.filter((words) => words !== '')).toEqual([
      expect.stringContaining(
        `${dials} 9 1 2 1 2 5 5 5 0 1 0 0. ${await textOf(phone, 'dial_kind_national')}`,
      ),
    ]);
    const described = await phone.$eval('.number', (number) => number.getAttribute('aria-describedby'));
    expect(await phone.$eval(`[id="${described}"]`, ({ textContent }) => textContent)).toBe(said.at(-1));
  });

  it('moves no key while numbers of all kinds are typed', async () => {
    const phone = await open(underRules({ emergencyNotice: true }));
    const keysTop = () => phone.$eval('.keys', (keys) => keys.getBoundingClientRect().top);
    const before = await keysTop();
    const tops = new Set<number>();
    for (const number of ['2125550100', '911', '+13035381234', '*17', 'anna@example.com', '5551234,22w3']) {
      for (const character of number) {
        await phone.keyboard.type(character);
        tops.add(await keysTop());
      }
      await phone.$eval('.number', (field) => (field as HTMLInputElement).select());
      await phone.keyboard.press('Backspace');
    }
    expect([...tops]).toEqual([before]);
  });

  it('dials as typed for one call, by button or key', async () => {
    const phone = await open(underRules());
    await phone.keyboard.type('2125550100');
    await press(phone, 'dial_as_typed');
    expect(await preview(phone, await textOf(phone, 'dial_past_rules'))).toEqual({
      dialled: '2125550100',
      prefixes: [],
    });
    await press(phone, 'call');
    await phone.waitForFunction(() => document.querySelector<HTMLInputElement>('.number')?.value === '', {
      polling,
    });
    await phone.keyboard.type('2125550100');
    await alt(phone, 'r');
    await preview(phone, await textOf(phone, 'dial_past_rules'));
    await alt(phone, 'r');
    await preview(phone, await textOf(phone, 'dial_kind_national'));
    await phone.keyboard.press('Enter');
    await phone.waitForFunction(() => document.querySelector<HTMLInputElement>('.number')?.value === '', {
      polling,
    });
    expect(await sent(phone, 'dial', 2)).toEqual([
      { number: '2125550100', asTyped: true },
      { number: '2125550100' },
    ]);
  });

  it('leaves what is typed while a call begins, and takes that by the rules again', async () => {
    const phone = await open(underRules());
    await answersLater(phone);
    await phone.keyboard.type('2125550100');
    await press(phone, 'dial_as_typed');
    await phone.focus('.number');
    await phone.keyboard.press('Enter');
    expect(await sent(phone, 'dial')).toHaveLength(1);
    await phone.keyboard.type('7');
    await answerNow(phone);
    await phone.waitForSelector(await control(phone, 'button', 'dial_as_typed'));
    expect(await phone.$eval('.number', (field) => (field as HTMLInputElement).value)).toBe('21255501007');
  });

  it('offers no choice where the rules change nothing', async () => {
    const phone = await open(underRules());
    for (const number of ['1234', '911', '912125550100']) {
      await phone.$eval('.number', (field) => (field as HTMLInputElement).select());
      await phone.keyboard.type(number);
      await phone.waitForFunction(
        (typed) => document.querySelector<HTMLInputElement>('.number')?.value === typed,
        { polling },
        number,
      );
      expect(await phone.$('.dial-toggle')).toBeNull();
    }
  });

  it('says before an emergency call that nobody may know where the phone is', async () => {
    const phone = await open(snapshotOf());
    await phone.keyboard.type('112');
    await preview(phone, await textOf(phone, 'dial_kind_emergency'));
  });

  it('goes by the rules of the moment', async () => {
    const phone = await open(underRules());
    await phone.keyboard.type('2125550100');
    await preview(phone, await textOf(phone, 'dial_kind_national'));
    await show(phone, underRules({ dialRules: { ...americanRules, outsidePrefix: '0' } }));
    await phone.waitForFunction(
      () => document.querySelector('.dialled-number')?.textContent === '012125550100',
      { polling },
    );
  });

  it.each([
    ['the notice', {}],
    ['the notice and a microphone to set up', { microphone: 'prompt' as const }],
  ])('has all of the keypad in a popup beside %s', async (_, change) => {
    const phone = await open(underRules({ emergencyNotice: true, ...change }));
    const notice = await textOf(phone, 'emergency_notice');
    expect(await phone.$eval('[role="note"]', ({ textContent }) => textContent)).toContain(notice);
    const [callEnds, tabsBegin] = await phone.evaluate(() => [
      document.querySelector('.keypad > .button-call')?.getBoundingClientRect().bottom ?? Number.NaN,
      document.querySelector('.tab-bar')?.getBoundingClientRect().top ?? Number.NaN,
    ]);
    expect(callEnds).toBeLessThanOrEqual(tabsBegin ?? Number.NaN);
    await press(phone, 'emergency_notice_seen');
    expect(await sent(phone, 'emergency-notice-seen')).toEqual([{}]);
    await show(phone, underRules(change));
    await phone.waitForSelector('[role="note"]', { hidden: true });
  });

  it.each([
    ['in a popup after a call that failed', open, { lastEnded: ended(now, { reason: 'no-such-number' }) }],
    ['in a low window', openLow, {}],
  ])('has all of the keypad %s', async (_, opened, change) => {
    const phone = await opened(underRules(change));
    await phone.keyboard.type('2125550100');
    await preview(phone, await textOf(phone, 'dial_kind_national'));
    expect(await bottomOf(phone, '.keypad > .button-call')).toBeLessThanOrEqual(await topOfTabs(phone));
  });

  it('shows below a call what will be dialled, also where there is little room', async () => {
    const other = talking(now, { id: 'other', held: true });
    const phone = await openLow(underRules({ calls: [talking(now, {}), other] }));
    await fillField(phone, '.number', '911');
    await preview(phone, await textOf(phone, 'dial_kind_emergency'));
    await waitUntil(
      'the words in sight',
      async () => (await bottomOf(phone, '.dial-words')) <= (await topOfTabs(phone)),
    );
    expect(await phone.$eval('.content', ({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
    await phone.keyboard.press('Enter');
    await phone.waitForFunction(() => document.querySelector('.content')?.scrollTop === 0, { polling });
  });

  it('leaves the first notice until a call is over', async () => {
    const phone = await open(underRules({ emergencyNotice: true, calls: [talking(now, {})] }));
    await phone.waitForSelector('.call');
    expect(await phone.$('[role="note"]')).toBeNull();
    await show(phone, underRules({ emergencyNotice: true }));
    await phone.waitForSelector('[role="note"]');
  });

  it('shows the end of a number that is pasted', async () => {
    const phone = await open(underRules());
    const [end, shown] = await phone.$eval('.number', (field) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', '+1 (303) 555-1234 extension 4321 or so');
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      return new Promise<[number, number]>((measured) =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => measured([field.scrollWidth, field.scrollLeft + field.clientWidth])),
        ),
      );
    });
    expect(shown).toBeGreaterThanOrEqual(end - 1);
  });

  it('sends the tones that wait, by button or key', async () => {
    const call = talking(now, { typed: '212w3w4', called: '212', postDial: 'w3w4', postDialLeft: 'w3w4' });
    const phone = await open(underRules({ calls: [call] }));
    await phone.waitForSelector(`::-p-aria([name="${await textOf(phone, 'post_dial_send', '3')}"])`);
    await alt(phone, 's');
    await show(phone, underRules({ calls: [{ ...call, postDialLeft: 'w4' }] }));
    await clickOn(phone, `::-p-aria([name="${await textOf(phone, 'post_dial_send', '4')}"][role="button"])`);
    await show(phone, underRules({ calls: [{ ...call, postDialLeft: '' }] }));
    await phone.waitForSelector('.call-send', { hidden: true });
    expect(await sent(phone, 'continue-post-dial', 2)).toEqual([{ callId: call.id }, { callId: call.id }]);
  });

  it.each(diallingStates(now).map((state) => [state.name, state] as const))(
    'has nothing wider than the popup: %s',
    async (_, state) => {
      page = await openState(ringtab, state, popup, page);
      const widths = await page.evaluate(() =>
        ['html', '.content', '.page', '.keypad'].map((selector) => {
          const element = document.querySelector(selector);
          return element ? element.scrollWidth - element.clientWidth : 0;
        }),
      );
      expect(widths).toEqual([0, 0, 0, 0]);
    },
  );
});
