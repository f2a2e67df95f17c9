import type { Page } from 'puppeteer-core';
import { launch, type RingtabBrowser } from '../../../scripts/ringtab-browser';
import { textOf } from '../../../scripts/screens';
import { openState } from '../../fakes/open-state';
import { snapshotOf } from '../../fakes/snapshots';

jest.setTimeout(90_000);

let ringtab: RingtabBrowser;
let phone: Page;
beforeAll(async () => {
  ringtab = await launch({ lang: 'en' });
});
afterAll(() => ringtab?.close());
beforeEach(async () => {
  const state = { name: 'keypad', screen: 'window' as const, snapshot: snapshotOf() };
  phone = await openState(ringtab, state, { width: 360, height: 600, dark: false, now: Date.now() }, phone);
});

const field = () => phone.$eval('.number', (input) => (input as HTMLInputElement).value);

/** As Chrome does when a person pastes, drags something over it, or lets go of it. */
async function give(type: 'paste' | 'dragover' | 'drop', data: Record<string, string>): Promise<void> {
  await phone.$eval(
    '.number',
    (input, kind, given) => {
      const transfer = new DataTransfer();
      for (const [format, text] of Object.entries(given)) transfer.setData(format, text);
      const how = { bubbles: true, cancelable: true };
      const event =
        kind === 'paste'
          ? new ClipboardEvent('paste', { ...how, clipboardData: transfer })
          : new DragEvent(kind, { ...how, dataTransfer: transfer });
      input.dispatchEvent(event);
    },
    type,
    data,
  );
}

it.each([
  ['Tel.: +33 1 45 55 12 34', '+33 1 45 55 12 34'],
  ['tel:+1%20303%20555%201234', '+1 303 555 1234'],
  ['\u202A+1\u00A0303\u200B 555\u20111234\u202C', '+1 303 555-1234'],
])('what is pasted is only the number: %j', async (text, shown) => {
  await give('paste', { 'text/plain': text });
  expect(await field()).toBe(shown);
});

it('of several numbers the first is taken, and the others stand for choice', async () => {
  await give('paste', { 'text/plain': 'Office +1 303 555 1234\nMobile +1 720 555 4321' });
  expect(await field()).toBe('+1 303 555 1234');
  await phone.waitForSelector('.other-numbers');
  expect(await phone.$eval('.other-numbers', (box) => box.textContent)).toContain(
    await textOf(phone, 'pasted_others'),
  );
  await phone.click('.other-numbers button');
  expect(await field()).toBe('+1 720 555 4321');
});

it('a link that is dropped gives its number, not its words; the keypad shows that it takes it', async () => {
  await give('dragover', {});
  await phone.waitForSelector('.keypad-drop .number');
  await give('drop', { 'text/uri-list': 'tel:+1-303-555-1234', 'text/plain': 'Call us' });
  expect(await field()).toBe('+1-303-555-1234');
  await phone.waitForSelector('.keypad:not(.keypad-drop)');
});

it('a page’s address that is dropped with a text gives the number of the text', async () => {
  await give('drop', { 'text/uri-list': 'https://example.com/12345678', 'text/plain': 'call 303 555 1234' });
  expect(await field()).toBe('303 555 1234');
});
