import type { Page } from 'puppeteer-core';
import { launch, type RingtabBrowser } from '../../../scripts/ringtab-browser';
import { polling, press, textOf } from '../../../scripts/screens';
import type { Snapshot } from '../../../src/contract/snapshot';
import { confirmStates } from '../../fakes/confirm-states';
import { sentIntents, show } from '../../fakes/fake-background';
import { openState } from '../../fakes/open-state';
import { waitUntil } from '../../gateway/real/wait-until';
import { whenCalm } from '../outside';
import { sentence, waitForWords } from '../screen-probes';

jest.setTimeout(90_000);

let ringtab: RingtabBrowser;
let page: Page;
beforeAll(async () => {
  ringtab = await launch({ lang: 'en' });
});
afterAll(() => ringtab?.close());
afterEach(() => page?.close());

async function open(name: string): Promise<Snapshot> {
  const state = confirmStates().find((each) => each.name === `confirm-${name}`);
  if (!state) throw new Error(`There is no state ${name}.`);
  page = await openState(ringtab, state, { width: 360, height: 600, dark: false, now: Date.now() });
  await whenCalm(page);
  return state.snapshot;
}

const names = async () => (await sentIntents(page)).map(({ intent }) => intent);

it('asked once which client calls, it keeps the answer', async () => {
  await open('which-client');
  await press(page, 'confirm_call_ringtab');
  await waitUntil('a call', async () => (await names()).includes('confirm-dial'));
  expect(await sentIntents(page)).toEqual([
    { intent: 'save-settings', args: { client: 'ringtab' } },
    { intent: 'confirm-dial', args: { requestId: 'request' } },
  ]);
});

it('hands the number over to the desktop client where that is preferred, and says so', async () => {
  await open('desktop');
  await press(page, 'confirm_call_desktop');
  await waitUntil('the number handed over', async () => (await names()).includes('hand-over-dial'));
  expect(await names()).toEqual(['hand-over-dial']);
});

it('what was handed over is said in its window, until the next number comes', async () => {
  const snapshot = await open('desktop');
  await press(page, 'confirm_call_desktop');
  await waitUntil('the number handed over', async () => (await names()).includes('hand-over-dial'));
  await show(page, { ...snapshot, dialRequest: undefined });
  await waitForWords(page, await textOf(page, 'confirm_handed_over'));
  await show(page, snapshot);
  await waitForWords(page, '912125550100');
});

it('says which phone the call is made on where that is another one, but not of a call for help', async () => {
  const snapshot = await open('other-phone');
  const words = await sentence(page, 'confirm_phone', '+1\u00A0303\u00A0555\u00A00188');
  await waitForWords(page, words);
  const forHelp = confirmStates().find(({ name }) => name === 'confirm-emergency-at-other-phone');
  await show(page, { ...snapshot, ...forHelp?.snapshot });
  await page.waitForFunction((said) => !document.body.textContent?.includes(said), { polling }, words);
});

it('where another is preferred, the choice is still there for this one call', async () => {
  await open('desktop');
  await press(page, 'confirm_other_ringtab');
  await waitUntil('a call', async () => (await names()).includes('confirm-dial'));
  expect(await names()).toEqual(['confirm-dial']);
});

it.each(['hostile', 'long-address'])(
  'nothing of %s hides the buttons or is wider than the window',
  async (name) => {
    await open(name);
    const inSight = await page.$$eval('.confirm-buttons button', (buttons) =>
      buttons.map((button) => {
        const { top, bottom, left, right } = button.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth;
      }),
    );
    expect(inSight).toEqual([true, true]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  },
);

it('the end of a long host is always seen', async () => {
  await open('hostile');
  expect(await page.$eval('.confirm-site', (site) => site.textContent)).toMatch(
    /^….*xn--mnchen-3ya\.example$/,
  );
});
