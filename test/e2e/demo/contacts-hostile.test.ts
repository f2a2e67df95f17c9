import type { Page } from 'puppeteer-core';
import { launch, type RingtabBrowser } from '../../../scripts/ringtab-browser';
import type { Snapshot } from '../../../src/contract/snapshot';
import { type CallLogEntry, callLogEntry } from '../../../src/domain/call-log';
import { contactOf } from '../../fakes/contacts';
import { fillDirectory, show } from '../../fakes/fake-background';
import { hostileTexts } from '../../fakes/hostile-texts';
import { openState } from '../../fakes/open-state';
import { ended, inCall, snapshotOf, talking } from '../../fakes/snapshots';
import { complaintsOf, type Eyes, giveEyes } from '../hostile-probe';

jest.setTimeout(90_000);

declare const eyes: Eyes;
declare const fakeBackground: { show(snapshot: Snapshot): void };

const now = Date.now();
const popup = { width: 360, height: 600, dark: false, now };

/** The same text in every field, and a word at the end of the name, so that each can be found. */
const hostileContacts = hostileTexts.map((text, at) =>
  contactOf(`o0-${at}`, {
    firstName: text,
    lastName: `n${at}z`,
    company: text,
    email: text,
    numbers: [
      { label: text, number: text },
      { label: 'work', number: `555${at}` },
    ],
    note: text,
    favourite: at % 10 === 0,
    address: { street: text, city: text, region: text, postal: text, country: text },
  }),
);

let ringtab: RingtabBrowser;
let page: Page;
let complaints: string[] = [];

beforeAll(async () => {
  ringtab = await launch({ lang: 'en' });
});
afterAll(() => ringtab?.close());
afterEach(async () => {
  await page?.close();
  expect(complaints).toEqual([]);
});

async function open(state: Partial<Parameters<typeof openState>[1]>): Promise<void> {
  const whole = { name: 'hostile', screen: 'popup' as const, snapshot: snapshotOf(), ...state };
  page = await openState(ringtab, whole, popup);
  complaints = complaintsOf(page);
  await giveEyes(page);
}

/** Which texts have done something, where, and what. */
function damaged(looks: [at: number, place: string, wrong: string[]][]) {
  return looks
    .filter(([, , wrong]) => wrong.length > 0)
    .map(([at, place, wrong]) => ({ text: hostileTexts[at], place, wrong }));
}

it('has a hundred of them', () => {
  expect(hostileTexts).toHaveLength(100);
  expect(new Set(hostileTexts).size).toBe(100);
});

/** Goes through the list that is open; answers what is wrong, and the heights that rows have. */
async function scrollThrough(rows: number): Promise<{ wrong: string[]; heights: number[] }> {
  return page.evaluate(async (count) => {
    const wrong = new Set<string>();
    const heights = new Set<number>();
    for (let seen = 0; seen < count; seen += 6) {
      document.querySelector('.content')?.scrollTo({ top: seen * 60 });
      const found = await eyes.until('rows', () => {
        const all = [...document.querySelectorAll('.row')];
        return all.length > 5 && all.every((row) => row.querySelector('.row-name')) && all;
      });
      for (const row of found) heights.add(Math.round(row.getBoundingClientRect().height));
      for (const each of eyes.damage()) wrong.add(each);
    }
    return { wrong: [...wrong], heights: [...heights] };
  }, rows);
}

it('holds as the list of contacts, however far one scrolls', async () => {
  await open({ contacts: hostileContacts });
  const { wrong, heights } = await scrollThrough(hostileTexts.length + 10);
  expect(wrong).toEqual([]);
  expect(heights).toHaveLength(1);
});

it('holds as a card, and as an editor', async () => {
  await open({ contacts: hostileContacts });
  const wrong = await page.evaluate(async (count) => {
    const found: [at: number, place: string, wrong: string[]][] = [];
    for (let at = 0; at < count; at++) {
      const name = `n${at}z`;
      await eyes.type('.search input', name);
      await eyes.until(`row ${name}`, () => document.querySelector('.row-name')?.textContent?.endsWith(name));
      await eyes.press('.row .row-main');
      await eyes.until('card', () => document.querySelector('.contact-card'));
      found.push([at, 'card', eyes.damage()]);
      await eyes.press('.contact-bar .icon-button:nth-last-child(2)');
      await eyes.until('editor', () => document.querySelector('.contact-editor'));
      found.push([at, 'editor', eyes.damage()]);
      await eyes.press('.editor-buttons button[type="button"]');
      await eyes.press('.contact-back');
    }
    return found;
  }, hostileTexts.length);
  expect(damaged(wrong)).toEqual([]);
});

it('holds as a suggestion', async () => {
  await open({ contacts: hostileContacts });
  await page.click('#tab-keypad');
  const wrong = await page.evaluate(async (count) => {
    const found: [at: number, place: string, wrong: string[]][] = [];
    for (let at = 0; at < count; at++) {
      const name = `n${at}z`;
      await eyes.type('.number', name);
      await eyes.until(`suggestion ${name}`, () =>
        document.querySelector('.suggestion-name')?.textContent?.endsWith(name),
      );
      found.push([at, 'suggestion', eyes.damage()]);
    }
    return found;
  }, hostileTexts.length);
  expect(damaged(wrong)).toEqual([]);
});

it('holds as a caller, in a call, and when it has ended', async () => {
  await open({});
  const states = hostileTexts.map((text) => {
    const party = { name: text, number: text };
    const both = [talking(now, { party }), talking(now, { id: 'other', party, held: true })];
    return [
      ['.incoming', snapshotOf({ calls: [inCall(now, 'incoming', { party, divertedBy: party })] })],
      ['.incoming', snapshotOf({ calls: [inCall(now, 'incoming', { party, transferredBy: party })] })],
      ['.call-main', snapshotOf({ calls: both })],
      ['.ended', snapshotOf({ lastEnded: ended(now, { party, reason: 'busy' }) })],
    ] as const;
  });
  const wrong = await page.evaluate(async (all) => {
    const found: [at: number, place: string, wrong: string[]][] = [];
    for (const [at, places] of all.entries()) {
      for (const [place, snapshot] of places) {
        fakeBackground.show(snapshot);
        await eyes.until(place, () => document.querySelector(place));
        found.push([at, place, eyes.damage()]);
      }
    }
    return found;
  }, states);
  expect(damaged(wrong)).toEqual([]);
});

it('holds in the call log, and in what is said of one call', async () => {
  const callLog: CallLogEntry[] = hostileTexts.map((text, at) => {
    const startedAt = now - at * 60_000;
    const party = { name: text, number: text };
    const call = ended(startedAt, { id: `${at}`, party, direction: 'incoming' });
    return callLogEntry({ ...call, startedAt }, text);
  });
  const steps = (phone: Page) => phone.click('#tab-calls');
  await open({ callLog, steps });
  const { wrong, heights } = await scrollThrough(hostileTexts.length);
  expect(wrong).toEqual([]);
  expect(heights).toHaveLength(1);
  const dialogs = await page.evaluate(async (count) => {
    const found: [at: number, place: string, wrong: string[]][] = [];
    for (let at = 0; at < count; at++) {
      document.querySelector('.content')?.scrollTo({ top: at * 60 });
      await eyes.press(`.row[data-row="${at}"] .row-more`);
      const dialog = await eyes.until('details', () =>
        document.querySelector<HTMLDialogElement>('dialog[open]'),
      );
      const isTooWide = dialog.scrollWidth > dialog.clientWidth;
      const isTooHigh = dialog.getBoundingClientRect().height > innerHeight;
      found.push([at, 'details', isTooWide || isTooHigh ? ['too large'] : []]);
      dialog.close();
      await eyes.until('no details', () => !document.querySelector('.call-details'));
    }
    return found;
  }, hostileTexts.length);
  expect(damaged(dialogs)).toEqual([]);
});

it('holds beside a directory that is filled while one looks', async () => {
  await open({ contacts: [] });
  await fillDirectory(page, hostileContacts);
  await show(page, snapshotOf({ directoryRevision: 2 }));
  await page.waitForSelector('.row .row-name');
  expect(await page.evaluate(() => eyes.damage())).toEqual([]);
});
