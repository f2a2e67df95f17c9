import type { Page } from 'puppeteer-core';
import { launch, type RingtabBrowser } from '../../../scripts/ringtab-browser';
import { clickOn, polling, press, textOf } from '../../../scripts/screens';
import type { Snapshot } from '../../../src/contract/snapshot';
import { sentIntents, show } from '../../fakes/fake-background';
import { openState } from '../../fakes/open-state';
import { entries, inCall, afternoon as now, snapshotOf, talking } from '../../fakes/snapshots';
import { waitUntil } from '../../gateway/real/wait-until';
import { patience } from '../screen-probes';

let ringtab: RingtabBrowser;
let page: Page | undefined;

beforeAll(async () => {
  ringtab = await launch({ lang: 'en' });
});
afterAll(() => ringtab?.close());

async function open(snapshot: Snapshot, callLog?: ReturnType<typeof entries>): Promise<Page> {
  const steps = async (opened: Page) => {
    if (callLog) await opened.click('#tab-calls');
    if (callLog) await opened.waitForSelector('.calls, .empty');
  };
  const state = { name: 'phone', screen: 'window' as const, snapshot, steps, ...(callLog && { callLog }) };
  page = await openState(ringtab, state, { width: 392, height: 680, dark: false, now }, page);
  return page;
}

/** The intents sent since the page was opened, once there are as many. */
async function intentsOf(opened: Page, count: number) {
  await opened.waitForFunction(
    (wanted) =>
      (window as unknown as { fakeBackground: { intents: unknown[] } }).fakeBackground.intents.length >=
      wanted,
    { timeout: patience, polling },
    count,
  );
  return sentIntents(opened);
}

jest.setTimeout(90_000);

describe('the keypad', () => {
  it('takes what is typed anywhere, prepares once, and calls on Enter', async () => {
    const phone = await open(snapshotOf());
    await phone.focus('#tab-keypad');
    await phone.keyboard.type('+4930');
    await phone.keyboard.press('Enter');
    expect(await intentsOf(phone, 2)).toEqual([
      { intent: 'prepare-call', args: {} },
      { intent: 'dial', args: { number: '+4930' } },
    ]);
    await phone.waitForFunction(() => document.querySelector<HTMLInputElement>('.number')?.value === '', {
      polling,
    });
  });

  const key = (phone: Page, name: string) => phone.locator(`::-p-aria([name="${name}"][role="button"])`);
  const shows = (phone: Page, number: string) =>
    phone.waitForFunction(
      (wanted) => document.querySelector<HTMLInputElement>('.number')?.value === wanted,
      { timeout: patience, polling },
      number,
    );

  it('makes a plus of 0 held down, and what is pressed next comes after it', async () => {
    const phone = await open(snapshotOf());
    await key(phone, '0').hover();
    await phone.mouse.down();
    await shows(phone, '+');
    await phone.mouse.up();
    await key(phone, '0').click();
    await shows(phone, '+0');
  });

  it('puts what is pressed on its keys where the caret was', async () => {
    const phone = await open(snapshotOf());
    for (const digit of '201') await key(phone, digit).click();
    await shows(phone, '201');
    await phone.keyboard.type('4');
    await shows(phone, '2014');
    await phone.keyboard.press('ArrowLeft');
    for (const digit of '56') await key(phone, digit).click();
    await shows(phone, '201564');
  });
});

describe('an incoming call', () => {
  const incoming = inCall(now, 'incoming', {});

  it.each([
    ['Enter', 'answer'],
    ['Escape', 'decline'],
  ] as const)('has the focus, and %s means %s', async (key, intent) => {
    const phone = await open(snapshotOf());
    await show(phone, snapshotOf({ calls: [incoming] }));
    await phone.waitForFunction(() => document.activeElement?.getAttribute('role') === 'alert', { polling });
    await phone.keyboard.press(key);
    expect(await intentsOf(phone, 1)).toEqual([{ intent, args: { callId: incoming.id } }]);
  });

  it('does not take the keys of somebody who is typing a number', async () => {
    const phone = await open(snapshotOf());
    await phone.keyboard.type('20');
    await show(phone, snapshotOf({ calls: [incoming] }));
    await phone.waitForSelector('.incoming');
    await phone.keyboard.type('1');
    await phone.keyboard.press('Enter');
    expect((await intentsOf(phone, 2)).at(-1)).toEqual({ intent: 'dial', args: { number: '201' } });
  });
});

describe('a call', () => {
  const call = talking(now, {});

  it('is muted, held and hung up by shortcut', async () => {
    const phone = await open(snapshotOf({ calls: [call] }));
    for (const letter of ['m', 'h', 'x'] as const) {
      await phone.keyboard.down('Alt');
      await phone.keyboard.press(letter);
      await phone.keyboard.up('Alt');
    }
    expect(await intentsOf(phone, 3)).toEqual([
      { intent: 'set-mute', args: { callId: call.id, muted: true } },
      { intent: 'set-hold', args: { callId: call.id, held: true } },
      { intent: 'hang-up', args: { callId: call.id } },
    ]);
  });

  it('keeps the form of a transfer, and what is typed in it, through an interruption', async () => {
    const phone = await open(snapshotOf({ calls: [call] }));
    const type = async (key: string, whole: string) => {
      await phone.keyboard.type(key);
      await phone.waitForFunction(
        (wanted) => document.querySelector<HTMLInputElement>('.transfer-number:focus')?.value === wanted,
        { timeout: patience, polling },
        whole,
      );
    };
    await phone.keyboard.down('Alt');
    await phone.keyboard.press('KeyT');
    await phone.keyboard.up('Alt');
    await phone.waitForSelector('.transfer-number:focus');
    await type('2', '2');
    await show(phone, snapshotOf({ calls: [{ ...call, interrupted: true }] }));
    await type('0', '20');
    await show(phone, snapshotOf({ calls: [call] }));
    await type('8', '208');
  });

  it('has five controls whatever can be done with it, and is one card of six', async () => {
    const held = [...'abcde'].map((id) => talking(now, { id, held: true }));
    const phone = await open(snapshotOf({ calls: [...held, call], otherDevices: { canMove: true } }));
    await phone.waitForSelector('.call-main');
    expect(await phone.$$eval('.call', (all) => all.length)).toBe(6);
    expect(await phone.$$eval('.call-main button', (all) => all.length)).toBe(5);
  });

  it('gets typed digits as tones while its keypad is open', async () => {
    const phone = await open(snapshotOf({ calls: [call] }));
    await press(phone, 'tones');
    await phone.keyboard.type('4#');
    expect(await intentsOf(phone, 2)).toEqual([
      { intent: 'send-tones', args: { callId: call.id, tones: '4' } },
      { intent: 'send-tones', args: { callId: call.id, tones: '#' } },
    ]);
  });
});

describe('the calls', () => {
  it('are seen when their tab is opened, and called back by name', async () => {
    const phone = await open(snapshotOf({ missedCalls: 2 }), entries(now));
    const name = (await textOf(phone, 'call_back')).replace('$1', '');
    await clickOn(phone, `::-p-aria([name="${name}Jonas Becker"][role="button"])`);
    await waitUntil('both intents', async () => {
      const intents = await sentIntents(phone);
      expect(intents[0]).toEqual({ intent: 'missed-calls-seen', args: {} });
      expect(intents.at(-1)).toEqual({ intent: 'dial', args: { number: '+498912345678' } });
      return true;
    });
  });
});

describe('what opens', () => {
  /** Presses the first of these, and answers what has the focus before another key could be pressed. */
  const focusedBy = (phone: Page, selector: string) =>
    phone.evaluate(async (pressed) => {
      document.querySelector<HTMLElement>(pressed)?.click();
      // What follows from a click is drawn before this goes on.
      await Promise.resolve();
      const { activeElement } = document;
      return activeElement?.getAttribute('role') ?? activeElement?.closest('form')?.className;
    }, selector);

  it('has the focus at once: a menu', async () => {
    const phone = await open(snapshotOf());
    expect(await focusedBy(phone, `[aria-label="${await textOf(phone, 'menu')}"]`)).toBe('menuitem');
  });

  it('has the focus at once: the editor of a contact', async () => {
    const phone = await open(snapshotOf());
    await phone.click('#tab-contacts');
    await phone.waitForSelector('.contacts .empty button');
    expect(await focusedBy(phone, '.contacts .empty button')).toContain('contact-editor');
  });

  it('is read from its beginning: the list of keys, longer than the window', async () => {
    const phone = await open(snapshotOf());
    await phone.waitForSelector('.number');
    await phone.keyboard.press('?');
    await phone.waitForFunction(() => document.activeElement?.id === 'help-title', { polling });
    const [top, rest] = await phone.$eval('.help[open]', ({ scrollTop, scrollHeight, clientHeight }) => [
      scrollTop,
      scrollHeight - clientHeight,
    ]);
    expect(top).toBe(0);
    expect(rest).toBeGreaterThan(0);
    await phone.keyboard.press('Escape');
    await phone.waitForSelector('.help[open]', { hidden: true });
  });
});

describe('at 200 % zoom', () => {
  it.each([
    ['keypad', snapshotOf()],
    ['call', snapshotOf({ calls: [talking(now, {})] })],
    [
      'conference',
      snapshotOf({
        calls: [
          talking(now, { id: 'a', joined: true }),
          talking(now, { id: 'b', joined: true, silenced: true }),
          talking(now, { id: 'c', held: true }),
        ],
      }),
    ],
  ])('nothing of the %s is wider than the window', async (name, snapshot) => {
    const narrow = { width: 196, height: 340, dark: false, now };
    page = await openState(ringtab, { name, screen: 'window', snapshot }, narrow, page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(196);
    expect(await page.$eval('.content', ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  });
});
