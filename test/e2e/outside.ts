// What comes to the phone from outside: Chrome's menu, the address bar, and the window that asks.
import type { Page } from 'puppeteer-core';
import type { RingtabBrowser } from '../../scripts/ringtab-browser';
import { textOf } from '../../scripts/screens';
import { calmTime } from '../../src/ui/confirm/input-guard';
import { waitUntil } from '../gateway/real/wait-until';
import { patience } from './screen-probes';

/** The window that asks, once it shows a number. */
export async function confirmPage(browser: RingtabBrowser): Promise<Page> {
  const target = await browser.browser.waitForTarget((each) => each.url() === browser.url('confirm.html'), {
    timeout: patience,
  });
  const page = await target.asPage();
  await page.waitForSelector('.confirm-buttons', { timeout: patience });
  return page;
}

export function confirmPages(browser: RingtabBrowser): number {
  return browser.browser.targets().filter((each) => each.url() === browser.url('confirm.html')).length;
}

/** Closes the window that asks, where there is one; it may be closing already. */
export async function closeConfirmPage(browser: RingtabBrowser): Promise<void> {
  const url = browser.url('confirm.html');
  await waitUntil('no window that asks', async () => {
    const open = browser.browser.targets().filter((each) => each.url() === url);
    for (const target of open) await (await target.asPage()).close();
    return open.length === 0;
  });
}

export async function noConfirmPage(browser: RingtabBrowser): Promise<void> {
  await waitUntil('no window that asks', async () => confirmPages(browser) === 0);
}

/** Whatever keeps the window from listening is over. */
export async function whenCalm(page: Page): Promise<void> {
  await page.evaluate((milliseconds) => new Promise((over) => setTimeout(over, milliseconds)), calmTime + 50);
}

interface HeldClock {
  /** Milliseconds of the page's own clock go by. */
  pass(milliseconds: number): Promise<void>;
  /** It goes on by itself. */
  goOn(): Promise<void>;
}

/** The window has just come to the front, and its clock stands still: however slow the machine is, nobody is late. */
export async function holdClock(page: Page): Promise<HeldClock> {
  const clock = await page.evaluateHandle(() => {
    const real = performance.now.bind(performance);
    let at = real();
    performance.now = () => at;
    dispatchEvent(new Event('focus'));
    return {
      pass: (milliseconds: number) => {
        at += milliseconds;
      },
      goOn: () => {
        const ahead = at - real();
        performance.now = () => real() + ahead;
      },
    };
  });
  return {
    pass: (milliseconds) => clock.evaluate(({ pass }, by) => pass(by), milliseconds),
    goOn: () => clock.evaluate(({ goOn }) => goOn()),
  };
}

/** A real click where the button is, at once. */
export async function clickAt(page: Page, name: string, count = 1): Promise<void> {
  const button = await page.waitForSelector(`::-p-aria([name="${name}"][role="button"])`, { visible: true });
  const box = await button?.boundingBox();
  if (!box) throw new Error(`There is no button ${name}.`);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { count });
}

/** Presses a button of the window that asks, after the time in which it ignores everything. */
export async function decide(page: Page, key: 'call' | 'cancel' | 'confirm_call_ringtab'): Promise<void> {
  const name = await textOf(page, key);
  await whenCalm(page);
  await clickAt(page, name);
}

/** Simulated, as nothing headless can open Chrome's menu. */
export async function chooseInMenu(
  browser: RingtabBrowser,
  choice: Partial<chrome.contextMenus.OnClickData>,
): Promise<void> {
  const worker = await browser.worker();
  await worker.evaluate((chosen) => {
    const event = chrome.contextMenus.onClicked as unknown as { dispatch(data: object): void };
    event.dispatch({ editable: false, pageUrl: 'https://crm.example.com/case/7', ...chosen });
  }, choice);
}

/** Simulated, as nothing headless can type in the address bar: what is offered for this text. */
export async function typeInAddressBar(
  browser: RingtabBrowser,
  text: string,
): Promise<{ content: string; description: string }[]> {
  const worker = await browser.worker();
  return worker.evaluate(
    (typed) =>
      new Promise<{ content: string; description: string }[]>((offered) => {
        const first = { content: '', description: '' };
        const set = chrome.omnibox.setDefaultSuggestion.bind(chrome.omnibox);
        Object.assign(chrome.omnibox, {
          setDefaultSuggestion: (suggestion: { description: string }) => {
            Object.assign(first, { content: typed }, suggestion);
            set(suggestion);
          },
        });
        const event = chrome.omnibox.onInputChanged as unknown as {
          dispatch(text: string, suggest: (offers: { content: string; description: string }[]) => void): void;
        };
        event.dispatch(typed, (offers) => offered([first, ...offers]));
      }),
    text,
  );
}

export async function enterInAddressBar(browser: RingtabBrowser, text: string): Promise<void> {
  const worker = await browser.worker();
  await worker.evaluate((entered) => {
    const event = chrome.omnibox.onInputEntered as unknown as { dispatch(text: string, how: string): void };
    event.dispatch(entered, 'currentTab');
  }, text);
}
