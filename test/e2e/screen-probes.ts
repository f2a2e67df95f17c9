// What a screen says and is told, for tests that look at it from outside.
import type { Page } from 'puppeteer-core';
import type { RingtabBrowser } from '../../scripts/ringtab-browser';
import { clickOn, control, patience, polling } from '../../scripts/screens';
import { type IntentAnswer, type IntentName, screenPort } from '../../src/contract/protocol';
import type { Snapshot } from '../../src/contract/snapshot';
import type { MessageKey } from '../../src/ui/messages';

export { patience, polling };

/** A whole sentence of the extension, with what stands for `$1`, `$2` ... in it. */
export function sentence(page: Page, key: MessageKey, ...substitutions: string[]): Promise<string> {
  return page.evaluate((name, values) => chrome.i18n.getMessage(name, values), key, substitutions);
}

export function screenText(page: Page): Promise<string> {
  return page.evaluate(() => document.body.textContent);
}

/** Waits until the screen says these words. */
export async function waitForWords(page: Page, words: string, timeout = patience): Promise<void> {
  await page
    .waitForFunction((wanted) => document.body.textContent.includes(wanted), { timeout, polling }, words)
    .catch(async () => {
      throw new Error(`Wanted to see “${words}”, saw “${await screenText(page)}”.`);
    });
}

/** Waits until the screen says them no more. */
export async function waitForNoWords(page: Page, words: string): Promise<void> {
  await page.waitForFunction(
    (gone) => !document.body.textContent.includes(gone),
    { timeout: patience, polling },
    words,
  );
}

/** Waits until these words stand where a screen reader reads them out at once. */
export async function waitForAlert(page: Page, words: string, timeout = patience): Promise<void> {
  await page
    .waitForFunction(
      (wanted) =>
        [...document.querySelectorAll('[role="alert"]')].some((alert) => alert.textContent?.includes(wanted)),
      { timeout, polling },
      words,
    )
    .catch(async () => {
      throw new Error(`Wanted to be alerted to “${words}”, saw “${await screenText(page)}”.`);
    });
}

export async function hasButton(page: Page, key: MessageKey): Promise<boolean> {
  return (await page.$(await control(page, 'button', key))) !== null;
}

/** Chooses from the phone's menu; or of `call_more`, what can be done with a call. */
export async function chooseFromMenu(
  page: Page,
  key: MessageKey,
  menuKey: 'menu' | 'call_more' = 'menu',
): Promise<void> {
  const [menu, item] = [await sentence(page, menuKey), await sentence(page, key)];
  await clickOn(page, `::-p-aria([name="${menu}"][role="button"])`);
  await clickOn(page, `::-p-aria([name="${item}"][role="menuitem"])`);
}

/** Sends an intent as a screen could, without pressing anything. */
export function askDirectly(page: Page, intent: IntentName, args: object = {}): Promise<IntentAnswer> {
  return page.evaluate((message) => chrome.runtime.sendMessage(message), {
    to: 'background',
    intent,
    args,
  });
}

/** What a screen that opens now would be told. */
export function currentSnapshot(page: Page): Promise<Snapshot> {
  return page.evaluate(
    (name) =>
      new Promise<Snapshot>((got) => {
        const port = chrome.runtime.connect({ name });
        port.onMessage.addListener((message) => {
          port.disconnect();
          got(message);
        });
      }),
    screenPort,
  );
}

/** Waits until the password of whoever stays signed in is on the disk, or is there no more: the phone waits for neither. */
export async function passwordIsKept(page: Page, wanted: boolean): Promise<void> {
  await page.waitForFunction(
    async (kept) => ((await chrome.storage.local.get('keptPassword')).keptPassword !== undefined) === kept,
    { timeout: patience, polling },
    wanted,
  );
}

/** Lets the worker's listeners hear an event that Chrome itself raises only for a person, or for the clock. */
export async function dispatch(
  browser: RingtabBrowser,
  event:
    | 'alarms.onAlarm'
    | 'permissions.onAdded'
    | 'runtime.onUpdateAvailable'
    | 'idle.onStateChanged'
    | 'notifications.onClicked',
  detail: object | string,
): Promise<void> {
  const worker = await browser.worker();
  await worker.evaluate(
    (name, data) => {
      const [api = '', member = ''] = name.split('.');
      const apis = chrome as unknown as Record<
        string,
        Record<string, { dispatch(data: object | string): void }>
      >;
      apis[api]?.[member]?.dispatch(data);
    },
    event,
    detail,
  );
}

interface Recording {
  snapshots: Snapshot[];
  words: string[];
}

/** Loads the screen anew and from then on keeps every snapshot it gets and everything it shows. */
export async function record(page: Page): Promise<void> {
  await page.evaluateOnNewDocument((portName: string) => {
    const recording: Recording = { snapshots: [], words: [] };
    Object.assign(window, { recording });
    const connect = chrome.runtime.connect.bind(chrome.runtime) as (
      info: chrome.runtime.ConnectInfo,
    ) => chrome.runtime.Port;
    const connectAndRecord = (info: chrome.runtime.ConnectInfo) => {
      const port = connect(info);
      if (info.name === portName) port.onMessage.addListener((message) => recording.snapshots.push(message));
      return port;
    };
    Object.assign(chrome.runtime, { connect: connectAndRecord });
    const keepWords = () => {
      const words = document.body?.textContent ?? '';
      if (words !== recording.words.at(-1)) recording.words.push(words);
    };
    new MutationObserver(keepWords).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  }, screenPort);
  await page.reload();
  await page.waitForFunction(
    () => (window as unknown as { recording: Recording }).recording.words.length > 0,
    { polling },
  );
}

/** The snapshots since `record`. */
export function recordedSnapshots(page: Page): Promise<Snapshot[]> {
  return page.evaluate(() => (window as unknown as { recording: Recording }).recording.snapshots);
}

/** Waits until the screen says these words, or has said them since `record`, or `forgetWords`. */
export async function waitToHaveSaid(page: Page, words: string, timeout = patience): Promise<void> {
  await page
    .waitForFunction(
      (wanted) =>
        (window as unknown as { recording: Recording }).recording.words.some((said) => said.includes(wanted)),
      { timeout, polling },
      words,
    )
    .catch(async () => {
      throw new Error(`Wanted to have seen “${words}”, see “${await screenText(page)}”.`);
    });
}

export async function forgetWords(page: Page): Promise<void> {
  await page.evaluate(() => {
    (window as unknown as { recording: Recording }).recording.words = [];
  });
}
