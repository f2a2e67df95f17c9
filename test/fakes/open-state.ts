import type { Page } from 'puppeteer-core';
import type { RingtabBrowser } from '../../scripts/ringtab-browser';
import { polling } from '../../scripts/screens';
import { fakeBackground, fillCallLog, fillDirectory, hasDatabase, show } from './fake-background';
import { policyComplaints } from './policy-complaints';
import type { ScreenState } from './screen-states';

export interface View {
  /** When the pictures are taken, by a clock that stands still. */
  now: number;
  width: number;
  height: number;
  dark: boolean;
}

/** What pages were given for the state that they show, how they are seen, and what Chromium has complained of there. */
const used = new WeakMap<Page, { scripts: { identifier: string }[]; look: string; complaints: string[] }>();

/**
 * Opens the real screen in one of its states, with a fake worker behind it. Throws when it breaks its own policy.
 * @param before a page whose state nobody looks at any more, to be used again: a window costs more than a screen in it
 */
export async function openState(
  ringtab: RingtabBrowser,
  state: ScreenState,
  view: View,
  before?: Page,
): Promise<Page> {
  // A tab behind another would not be drawn, and take no keys.
  const page = before?.isClosed() === false ? before : await ringtab.browser.newPage({ type: 'window' });
  const { scripts, look, complaints } = used.get(page) ?? {
    scripts: [],
    look: '',
    complaints: policyComplaints(page),
  };
  for (const { identifier } of scripts) await page.removeScriptToEvaluateOnNewDocument(identifier);
  // Or what it points at would look as if somebody were about to press it.
  if (page === before) await page.mouse.reset();
  const { now: _now, ...seen } = view;
  // It would draw the state before anew.
  if (look !== JSON.stringify(seen)) await page.setViewport({ width: view.width, height: view.height });
  await emulateScheme(page, view.dark ? 'dark' : 'light');
  const given = [
    ...(await fakeBackground(page, state.snapshot, state.answers)),
    // What the state before has left to be gone on with.
    await page.evaluateOnNewDocument(() => localStorage.clear()),
    await page.evaluateOnNewDocument((now) => Object.assign(Date, { now: () => now }), view.now),
  ];
  used.set(page, { scripts: given, look: JSON.stringify(seen), complaints });
  // A popup is never wide; the same phone in a window is.
  const screen = state.screen === 'popup' && view.width > 360 ? 'window' : state.screen;
  // Whoever has looked at the state before may have brought what Chromium complains of, and it does so late.
  page.once('framenavigated', () => complaints.splice(0));
  await page.goto(ringtab.url(`${screen}.html`));
  await page.waitForSelector('h1, h2, [role="tabpanel"], [role="alert"]');
  // A heading may be there before the snapshot is.
  await page.waitForSelector('[aria-busy="true"]', { hidden: true });
  if (state.contacts) {
    // Those of the state before would be listed until they are read anew, and go away under whoever clicks.
    if (await hasDatabase(page)) await fillDirectory(page, []);
    // The page makes the database when it first looks at it.
    await page.click('#tab-contacts');
    await page.waitForSelector('.empty, .row .row-name');
    await fillDirectory(page, state.contacts);
    await show(page, { ...state.snapshot, directoryRevision: state.snapshot.directoryRevision + 1 });
    await page.waitForSelector(state.contacts.length > 0 ? '.row .row-name' : '.empty');
  }
  // The calls of the state before would be listed until they are read anew.
  if (state.callLog && (await hasDatabase(page))) await fillCallLog(page, []);
  await state.steps?.(page);
  if (state.callLog) {
    // Or they would be found while the list is read for the first time, and then once more under whoever clicks.
    await page.waitForSelector('.empty, .row .row-name');
    await fillCallLog(page, state.callLog);
    await show(page, { ...state.snapshot, callLogRevision: state.snapshot.callLogRevision + 1 });
    await page.waitForFunction(
      (some) =>
        some ? document.querySelectorAll('.row .row-name').length > 0 : document.querySelector('.empty'),
      { polling },
      state.callLog.length > 0,
    );
  }
  await state.after?.(page);
  if (complaints.length > 0) throw new Error(`${state.name}: ${complaints.join(' ')}`);
  return page;
}

export function emulateScheme(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  return page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
}
