/** The list of calls in every state a person can meet. */
import type { Page } from 'puppeteer-core';
import { clickOn, polling, press } from '../../scripts/screens';
import type { CallLogEntry } from '../../src/domain/call-log';
import type { ScreenState } from './screen-states';
import { ended, entries, longEntries, snapshotOf, talking } from './snapshots';

/** @param now milliseconds since the epoch: when the pictures are taken */
export function callLogStates(now: number): ScreenState[] {
  const list = (name: string, callLog: CallLogEntry[], more: Partial<ScreenState> = {}): ScreenState => ({
    name,
    screen: 'popup',
    snapshot: snapshotOf(),
    callLog,
    steps: openCalls,
    ...more,
  });
  const all = entries(now);
  return [
    list('calls-empty', []),
    list('calls-full', all),
    list('calls-long-names', longEntries(now)),
    list('calls-missed', all, { after: (page) => clickOn(page, '.filter .segment:nth-child(2)') }),
    list('calls-found', all, { after: (page) => search(page, 'lea', 'Léa') }),
    list('calls-none-found', all, {
      after: (page) => search(page, 'Wolfeschlegelstein 0123456789', undefined),
    }),
    list('calls-by-person', [...all, ...longEntries(now)], { after: unfold }),
    list('calls-menu', all, { after: (page) => press(page, 'calls_menu') }),
    list('calls-row-focused', all, { after: goToSecond }),
    list('calls-details', longEntries(now), { after: openDetails }),
    list('calls-details-figures', longEntries(now), { after: openFigures }),
    list('calls-deleted', all, { after: deleteOne }),
    list('calls-delete-all', all, { after: deleteAll }),
    list('calls-storage-failing', all, { snapshot: snapshotOf({ storageFailing: true }) }),
    list('calls-lost', [], { snapshot: snapshotOf({ dataLost: true }) }),
    list('calls-in-call', all, { snapshot: snapshotOf({ calls: [talking(now, {})] }) }),
    list('calls-ended', all, {
      snapshot: snapshotOf({ lastEnded: ended(now, { reason: 'busy', status: 486 }) }),
    }),
    { name: 'calls-unreadable', screen: 'popup', snapshot: snapshotOf(), steps: openUnreadable },
  ];
}

/** By the keyboard: Chrome shows the focus to nobody else. */
async function goToSecond(page: Page): Promise<void> {
  await page.focus('.search input');
  for (const row of [0, 1]) {
    await page.keyboard.press('ArrowDown');
    await page.waitForSelector(`.row[data-row="${row}"] .row-main:focus`);
  }
}

async function openCalls(page: Page): Promise<void> {
  await page.click('#tab-calls');
  await page.waitForSelector('.calls');
}

async function openUnreadable(page: Page): Promise<void> {
  await page.evaluate(() => {
    IDBObjectStore.prototype.openCursor = () => {
      throw new DOMException('corrupt', 'UnknownError');
    };
  });
  await page.click('#tab-calls');
  await page.waitForSelector('.calls .notice-error');
}

async function search(page: Page, query: string, found: string | undefined): Promise<void> {
  await page.type('.search input', query);
  await page.waitForFunction(
    (name) =>
      name
        ? document.querySelector('.row-name')?.textContent?.startsWith(name)
        : document.querySelector('.empty'),
    { polling },
    found,
  );
}

async function unfold(page: Page): Promise<void> {
  await press(page, 'calls_by_party');
  const row = await page.waitForSelector('.row[data-row="0"] .row-main[aria-expanded]');
  await row?.click();
  await page.waitForSelector('.row [aria-expanded="true"]');
}

async function openDetails(page: Page): Promise<void> {
  await clickOn(page, '.row[data-row="1"] .row-more');
  await page.waitForSelector('dialog[open]');
}

async function openFigures(page: Page): Promise<void> {
  await openDetails(page);
  await clickOn(page, '.figures summary');
}

async function deleteOne(page: Page): Promise<void> {
  await (await page.waitForSelector('.row[data-row="1"] .row-main'))?.focus();
  await page.keyboard.press('Delete');
  await page.waitForSelector('.undo-bar');
}

async function deleteAll(page: Page): Promise<void> {
  await press(page, 'calls_menu');
  await clickOn(page, '.calls-head [role="menuitem"]:last-child');
  await page.waitForSelector('dialog[open]');
}
