// The list of calls as a person uses it: long, searched, filtered, grouped, deleted, saved.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'papaparse';
import type { Page } from 'puppeteer-core';
import { launch, type RingtabBrowser } from '../../../scripts/ringtab-browser';
import { clickOn, control, polling, press, textOf } from '../../../scripts/screens';
import type { CallLogEntry } from '../../../src/domain/call-log';
import { loggedCall, yearsOfCalls } from '../../fakes/call-log-entries';
import { fillCallLog, sentIntents, show } from '../../fakes/fake-background';
import { openState } from '../../fakes/open-state';
import { entries, afternoon as now, snapshotOf } from '../../fakes/snapshots';
import { waitUntil } from '../../gateway/real/wait-until';

jest.setTimeout(90_000);

let ringtab: RingtabBrowser;
let page: Page;

beforeAll(async () => {
  ringtab = await launch({ lang: 'en' });
});
afterAll(() => ringtab?.close());

async function openList(callLog: CallLogEntry[], change = {}): Promise<void> {
  const steps = async (opened: Page) => {
    await opened.click('#tab-calls');
    await opened.waitForSelector('.calls');
  };
  const state = { name: 'list', screen: 'window' as const, snapshot: snapshotOf(change), steps, callLog };
  page = await openState(ringtab, state, { width: 360, height: 600, dark: false, now }, page);
}

const names = () => page.$$eval('.row .row-name', (found) => found.map((each) => each.textContent));
const headings = () => page.$$eval('.list-title', (found) => found.map((each) => each.textContent));
const focused = () =>
  page.evaluate(() => document.activeElement?.closest('[data-row]')?.getAttribute('data-row'));

async function showsNames(wanted: string[]): Promise<void> {
  await waitUntil(`the rows ${wanted.join()}`, async () => (await names()).join() === wanted.join());
}
async function type(query: string): Promise<void> {
  await page.click('.search input', { count: 3 });
  await page.keyboard.type(query);
}
async function choose(filter: 'filter_all' | 'filter_missed' | 'filter_incoming' | 'filter_outgoing') {
  await clickOn(page, `.filter ::-p-text(${await textOf(page, filter)})`);
}
async function intent(name: string) {
  return (await sentIntents(page)).filter((each) => each.intent === name);
}
async function chooseFromMenu(key: 'calls_export' | 'calls_export_these' | 'calls_delete_all') {
  await press(page, 'calls_menu');
  await clickOn(page, `::-p-aria([name="${await textOf(page, key)}"][role="menuitem"])`);
}

describe('what is listed', () => {
  beforeEach(() => openList(entries(now)));

  it('is narrowed while one types, by names without their accents and by digits', async () => {
    await type('lea dub');
    await showsNames(['Léa Dubois']);
    await type('(303) 555');
    await showsNames(['+1 303 555 1234']);
    await type('nobody');
    await page.waitForSelector('.empty');
    expect(await page.$eval('.empty', (empty) => empty.textContent)).toContain('“nobody”');
    await press(page, 'calls_show_all');
    await page.waitForFunction(() => document.querySelectorAll('.row .row-name').length > 4, { polling });
  });

  it('is told to a screen reader once it stands', async () => {
    await type('jonas');
    const said = async () => page.$eval('.calls [role="status"]', (status) => status.textContent);
    await waitUntil('the number of calls', async () => (await said()) === '1 call');
  });

  it('can be the missed, the incoming or the outgoing calls', async () => {
    await choose('filter_missed');
    await showsNames(['+1 303 555 1234', 'Amina Haddad']);
    await type('amina');
    await showsNames(['Amina Haddad']);
    await choose('filter_outgoing');
    await page.waitForSelector('.empty');
  });

  it('is grouped by days, or by people whose calls unfold', async () => {
    await waitUntil('the days', async () => (await headings()).slice(0, 2).join() === 'Today,Yesterday');
    await openList([
      ...entries(now),
      loggedCall(1, { startedAt: now - 1000, party: { name: 'Léa D.', number: '205' } }),
    ]);
    await press(page, 'calls_by_party');
    await waitUntil('no heading', async () => (await headings()).length === 0);
    await waitUntil('who called last', async () => (await names())[0] === 'Léa D.');
    const row = '.row[data-row="0"] .row-main';
    await page.waitForSelector(`${row}[aria-expanded="false"]`);
    await page.click(row);
    await waitUntil('both calls', async () =>
      (await names()).slice(0, 3).join().startsWith('Léa D.,Léa D.,Léa Dubois'),
    );
    await page.waitForSelector(`${row}[aria-expanded="true"]`);
  });

  it('tells all about a call, and calls from there', async () => {
    await (await page.waitForSelector('.row[data-row="2"] .row-main'))?.focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    const told = await page.$eval('dialog[open]', (dialog) => dialog.textContent ?? '');
    for (const words of ['Jonas Becker', '+498912345678', '12 min', '9 sec', 'Head Office', 'Outgoing'])
      expect(told).toContain(words);
    await clickOn(page, 'dialog[open] .button-call');
    await waitUntil('a call', async () => (await intent('dial')).length > 0);
    expect(await intent('dial')).toEqual([{ intent: 'dial', args: { number: '+498912345678' } }]);
    await page.waitForSelector('dialog[open]', { hidden: true });
  });
});

it('opens by its key with the search field ready', async () => {
  await openList(entries(now));
  await page.click('#tab-keypad');
  await page.waitForSelector('.keypad');
  await page.keyboard.down('Alt');
  await page.keyboard.press('c');
  await page.keyboard.up('Alt');
  await page.waitForFunction(() => document.activeElement?.matches('.calls .search input'), { polling });
});

describe('while the list is open', () => {
  it('a further call leaves the focus with the call that had it', async () => {
    const all = entries(now);
    await openList(all);
    await page.focus('.row[data-row="0"] .row-main');
    const label = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    const before = await label();
    await fillCallLog(page, [...all, loggedCall(1, { startedAt: now - 1000, endedAt: now })]);
    await show(page, { ...snapshotOf(), callLogRevision: 2 });
    await waitUntil('the further call', async () => (await names())[0] === '600');
    await waitUntil('the row below', async () => (await focused()) === '1');
    expect(await label()).toBe(before);
  });
});

describe('deleting', () => {
  beforeEach(() => openList(entries(now)));

  it('one with the keyboard can be taken back', async () => {
    await page.focus('.row[data-row="1"] .row-main');
    await page.keyboard.press('Delete');
    await page.waitForSelector(await control(page, 'button', 'undo'));
    const [deleted] = await waitUntil('it is deleted', async () => {
      const sent = await intent('delete-call');
      return sent.length > 0 && sent;
    });
    expect(deleted?.args).toEqual({ callId: entries(now)[1]?.id });
    await page.focus('#tab-calls');
    await page.keyboard.down('Control');
    await page.keyboard.press('z');
    await page.keyboard.up('Control');
    await waitUntil('it is taken back', async () => (await intent('restore-call')).length === 1);
    expect((await intent('restore-call'))[0]?.args).toEqual(deleted?.args);
    await page.waitForSelector(await control(page, 'button', 'undo'), { hidden: true });
  });

  it('all is asked first', async () => {
    await chooseFromMenu('calls_delete_all');
    await page.waitForSelector('dialog[open]');
    expect(await page.$eval('dialog[open]', (dialog) => dialog.textContent)).toContain('10 calls');
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog[open]', { hidden: true });
    expect(await intent('clear-calls')).toEqual([]);
    await chooseFromMenu('calls_delete_all');
    await clickOn(page, 'dialog[open] .button-danger');
    await waitUntil('all are deleted', async () => (await intent('clear-calls')).length === 1);
    await fillCallLog(page, []);
    await show(page, { ...snapshotOf(), callLogRevision: 2 });
    await page.waitForFunction(() => document.activeElement?.matches('.empty h2'), { polling });
  });
});

describe('a long list', () => {
  const count = 20_000;
  const calls = yearsOfCalls(count, now);
  const nameOf = (fromNewest: number) => {
    const party = calls[count - 1 - fromNewest]?.party;
    return party?.name || party?.number;
  };

  it('has only the rows that are seen, each with its place among those of its day', async () => {
    await openList(calls);
    await waitUntil('the newest call', async () => (await names())[0] === nameOf(0));
    expect((await names()).length).toBeLessThan(40);
    const [size, place] = await page.$eval('.row[data-row="1"]', (row) => [
      row.getAttribute('aria-setsize'),
      row.getAttribute('aria-posinset'),
    ]);
    expect(Number(size)).toBeGreaterThan(1);
    expect(place).toBe('2');
  });

  it('is gone through with the keyboard, to its end and back', async () => {
    await openList(calls);
    await page.waitForFunction(() => (document.querySelector('.virtual-list')?.clientHeight ?? 0) > 500_000, {
      polling,
    });
    await page.focus('.search input');
    for (const [key, row] of [
      ['ArrowDown', 0],
      ['ArrowUp', null],
      ['ArrowDown', 0],
      ['ArrowDown', 1],
      ['ArrowUp', 0],
      ['End', count - 1],
      ['ArrowUp', count - 2],
      ['Home', 0],
    ] as const) {
      await page.keyboard.press(key);
      await waitUntil(
        `${key} leads to ${row}`,
        async () => (await focused()) === (row === null ? undefined : String(row)),
      );
    }
    await page.keyboard.press('PageDown');
    await waitUntil('a page further', async () => Number(await focused()) > 2);
    await page.keyboard.press('End');
    await waitUntil('the oldest call', async () => (await names()).includes(nameOf(count - 1) ?? ''));
    // What has the focus is on the screen, below the head that stays.
    await page.waitForFunction(
      () => {
        const box = document.activeElement?.getBoundingClientRect();
        const head = document.querySelector('.calls-head')?.getBoundingClientRect();
        return box && head && box.top >= head.bottom && box.bottom < window.innerHeight;
      },
      { polling },
    );
  });

  it('is one stop for Tab', async () => {
    await openList(calls);
    await page.waitForFunction(() => document.querySelectorAll('.virtual-list [tabindex="0"]').length === 2, {
      polling,
    });
    expect(
      await page.$$eval('.virtual-list [tabindex="0"]', (stops) =>
        stops.every((stop) => stop.closest('[data-row="0"]')),
      ),
    ).toBe(true);
  });

  it('is scrolled anywhere and shows what is there', async () => {
    await openList(calls);
    await page.waitForFunction(() => (document.querySelector('.virtual-list')?.clientHeight ?? 0) > 500_000, {
      polling,
    });
    for (const share of [0.5, 0.1, 0.9]) {
      await page.$eval(
        '.content',
        (content, part) => content.scrollTo(0, content.scrollHeight * part),
        share,
      );
      await page.waitForFunction(
        (part) => {
          const row = document.querySelector('.row:not([data-row="0"]) .row-name')?.closest('.row');
          return Math.abs(Number(row?.getAttribute('data-row')) / 20_000 - part) < 0.02;
        },
        { polling },
        share,
      );
    }
  });
});

describe('saved as CSV', () => {
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ringtab-csv-'));
    const devtools = await ringtab.browser.target().createCDPSession();
    await devtools.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function saved(): Promise<string> {
    return waitUntil('the file, written', () => {
      const file = readdirSync(folder).find((name) => name.endsWith('.csv'));
      const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8');
      // It is there before what is in it.
      return text.endsWith('\n') && text;
    });
  }

  it('are all calls, as Excel reads them, with nothing that it would calculate', async () => {
    const hostile = loggedCall(1, {
      startedAt: now,
      party: { name: '=HYPERLINK("http://evil.example";"call me")', number: '+1;2' },
    });
    await openList([...yearsOfCalls(2_500, now - 1000), hostile]);
    await page.waitForFunction(() => (document.querySelector('.virtual-list')?.clientHeight ?? 0) > 100_000, {
      polling,
    });
    await chooseFromMenu('calls_export');
    const text = await saved();
    expect(text.startsWith('\uFEFF')).toBe(true);
    const { data } = parse<string[]>(text.slice(1).trimEnd());
    expect(data).toHaveLength(2_502);
    expect(new Set(data.map((cells) => cells.length)).size).toBe(1);
    expect(data[0]?.slice(0, 4)).toEqual(['Date', 'Time', 'Direction', 'Name']);
    expect(data[1]?.slice(3, 6)).toEqual(['\'=HYPERLINK("http://evil.example";"call me")', '', "'+1;2"]);
    for (const cell of data.flat()) expect(cell).not.toMatch(/^[=+\-@]/);
  });

  it('are only the calls that are listed', async () => {
    await openList(entries(now));
    await choose('filter_missed');
    await showsNames(['+1 303 555 1234', 'Amina Haddad']);
    await chooseFromMenu('calls_export_these');
    expect(parse<string[]>((await saved()).trimEnd()).data.map((cells) => cells[5])).toEqual([
      'Number',
      "'+1 303 555 1234",
      "'+33145551234",
    ]);
  });
});

it('a list that cannot be read says so, and the keypad is there', async () => {
  await openList(entries(now));
  await page.evaluate(() => {
    IDBObjectStore.prototype.getAll = () => {
      throw new DOMException('corrupt', 'UnknownError');
    };
    IDBObjectStore.prototype.openCursor = IDBObjectStore.prototype.getAll as never;
  });
  await page.click('#tab-keypad');
  await page.click('#tab-calls');
  const wanted = await textOf(page, 'error_storage_failed');
  await page.waitForFunction(
    (words) =>
      [...document.querySelectorAll('[role="alert"]')].some(({ textContent }) => textContent.includes(words)),
    { polling },
    wanted,
  );
  await page.click('#tab-keypad');
  await page.waitForSelector('.keypad');
});

describe('how long calls are kept', () => {
  const select = '#call-log select';
  const days = () => page.$eval(select, (field) => (field as HTMLSelectElement).value);
  const saved = async () => (await intent('save-settings')).map(({ args }) => args);

  beforeEach(async () => {
    const state = { name: 'days', screen: 'settings' as const, snapshot: snapshotOf() };
    page = await openState(ringtab, state, { width: 360, height: 600, dark: false, now }, page);
    await page.waitForSelector(select);
  });

  it('the arrow keys go through the choices, and delete nothing', async () => {
    await page.focus(select);
    for (const wanted of ['7', '30', '90']) {
      await page.keyboard.press('ArrowDown');
      await waitUntil(`${wanted} days`, async () => (await days()) === wanted);
    }
    await press(page, 'cancel');
    await waitUntil('what was there', async () => (await days()) === '0');
    expect(await saved()).toEqual([]);
    await page.waitForSelector(`${select}:focus`);
  });

  it('what deletes calls says so, and is pressed on its own', async () => {
    await page.select(select, '30');
    await press(page, 'call_log_days_shorten');
    await waitUntil('the choice to be saved', async () => (await saved()).length > 0);
    expect(await saved()).toEqual([{ callLogDays: 30 }]);
  });
});
