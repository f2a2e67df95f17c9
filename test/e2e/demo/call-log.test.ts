import type { Page } from 'puppeteer-core';
import {
  clickOn,
  dial,
  polling,
  press,
  textOf,
  waitForButton,
  waitForNoButton,
} from '../../../scripts/screens';
import type { Snapshot } from '../../../src/contract/snapshot';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { waitUntil } from '../../gateway/real/wait-until';
import { callLog, newestCallIs } from '../call-log-probe';
import { mediaOf } from '../far-end';
import { Installation } from '../installation';
import {
  currentSnapshot,
  record,
  recordedSnapshots,
  screenText,
  sentence,
  waitForWords,
} from '../screen-probes';

jest.setTimeout(90_000);

let gateway: DemoGateway;
let installation: Installation;
let phone: Page;

beforeAll(async () => {
  [gateway, installation] = await Promise.all([startDemoGateway(), Installation.start()]);
  phone = await installation.signedIn(gateway.url, '201', 'demo-201');
});

afterAll(async () => {
  await installation?.close();
  await gateway?.close();
});

async function openTab(page: Page, key: 'tab_keypad' | 'tab_calls'): Promise<void> {
  await clickOn(page, `#${key.replace('_', '-')}`);
}

/** The rows of the list, the newest first: who, what became of it, when. */
function rows(page: Page): Promise<string[][]> {
  return page.$$eval('.row', (items) =>
    items.map((item) =>
      ['.row-name', '.row-outcome', '.row-time'].map(
        (part) => item.querySelector(part)?.textContent?.trim() ?? '',
      ),
    ),
  );
}

async function rowsOnceThere(page: Page, count: number): Promise<string[][]> {
  await page.waitForFunction(
    (wanted) => document.querySelectorAll('.row').length === wanted,
    { polling },
    count,
  );
  return rows(page);
}

const incomingFrom = (number: string, name: string) =>
  gateway.call({ to: '201', from: { number, name }, media: 'tone' });

describe('the list of calls', () => {
  it('has each call with its party, direction, end, duration and time', async () => {
    await dial(phone, '600');
    await waitForButton(phone, 'hold');
    await press(phone, 'hang_up');
    await waitForNoButton(phone, 'hang_up');

    await dial(phone, '9486');
    await waitForWords(phone, await textOf(phone, 'end_busy'));
    await press(phone, 'dismiss');

    const answered = incomingFrom('205', 'Elena Petrova');
    await waitForButton(phone, 'answer');
    await press(phone, 'answer');
    await waitForButton(phone, 'hold');
    (await answered.answered).hangUp();
    await waitForNoButton(phone, 'hang_up');

    const declined = incomingFrom('206', 'Farid Haddad');
    await waitForButton(phone, 'decline');
    await press(phone, 'decline');
    await declined.ended;
    await waitForNoButton(phone, 'answer');

    const missed = incomingFrom('207', 'Grace Kim');
    await waitForButton(phone, 'answer');
    missed.cancel();
    await waitForNoButton(phone, 'answer');

    await openTab(phone, 'tab_calls');
    const shown = await rowsOnceThere(phone, 5);
    expect(shown.map(([name]) => name)).toEqual([
      'Grace Kim',
      'Farid Haddad',
      'Elena Petrova',
      '9486',
      '600',
    ]);
    const outcomes = shown.map(([, outcome]) => outcome);
    const begins = async (key: 'outcome_missed' | 'outcome_answered' | 'outcome_called') =>
      expect.stringMatching(new RegExp(`^${await sentence(phone, key, '')}\\d+`));
    expect(outcomes).toEqual([
      await begins('outcome_missed'),
      await textOf(phone, 'outcome_declined'),
      await begins('outcome_answered'),
      await textOf(phone, 'outcome_busy'),
      await begins('outcome_called'),
    ]);
    for (const [, , time] of shown) expect(time).toMatch(/^\d{1,2}:\d{2}/);
  });

  it('calls back, whoever it was', async () => {
    gateway.script.behave('207', { does: 'answer', media: 'tone' });
    await clickOn(
      phone,
      `::-p-aria([name="${await sentence(phone, 'call_back', 'Grace Kim')}"][role="button"])`,
    );
    const leg = await gateway.until('a call to 207', () =>
      gateway.calls().find((each) => each.number === '207' && each.state === 'established'),
    );
    await waitForButton(phone, 'hold');
    await press(phone, 'hang_up');
    await gateway.until('its end', () => leg.ended);
    await rowsOnceThere(phone, 6);
    await openTab(phone, 'tab_keypad');
  });
});

it('a call says in its details how it sounded, in words and in figures', async () => {
  await dial(phone, '601');
  await waitForButton(phone, 'hold');
  const [leg] = gateway.calls();
  if (!leg) throw new Error('There is no call at the gateway.');
  const [begun, before] = [performance.now(), mediaOf(leg).packetsSent];
  await waitUntil(
    'a first measurement',
    async () => (await currentSnapshot(phone)).calls[0]?.quality?.receiving,
  );
  const perSecond = ((mediaOf(leg).packetsSent - before) / (performance.now() - begun)) * 1_000;
  await press(phone, 'hang_up');
  await waitForNoButton(phone, 'hang_up');
  await newestCallIs(phone, { called: '601' });
  const measured = await waitUntil('the entry', async () => (await callLog(phone))[0]?.quality);
  console.log(`figure: a call with the demo gateway sounded like ${JSON.stringify(measured)}`);
  expect(measured).toMatchObject({
    samples: expect.any(Number),
    seconds: expect.any(Number),
    codec: 'pcmu',
    roundTrip: { value: expect.any(Number) },
    receiving: { packets: expect.any(Number), score: { value: expect.any(Number) } },
  });
  // They should be 50 a second; a busy machine has its gateway send fewer.
  const { seconds, receiving } = measured;
  expect((receiving?.packets ?? 0) / seconds).toBeGreaterThan(perSecond * 0.7);
  expect(perSecond).toBeGreaterThan(0);

  await openTab(phone, 'tab_calls');
  await clickOn(phone, '.row[data-row="0"] .row-more');
  await clickOn(phone, '.figures summary');
  const said = await phone.$eval('.call-details', (dialog) => dialog.textContent ?? '');
  expect(said).toContain(await textOf(phone, 'sound_round_trip'));
  expect(said).toContain('G.711 µ');
  const verdicts = await Promise.all(
    (['sound_good', 'sound_disturbed', 'sound_bad'] as const).map((key) => textOf(phone, key)),
  );
  expect(verdicts.some((verdict) => said.includes(verdict))).toBe(true);
  await press(phone, 'close');
  await openTab(phone, 'tab_keypad');
});

it('two screens of one phone show the same at once', async () => {
  const popup = await installation.browser.openScreen('popup', { width: 360, height: 640 });
  await record(phone);
  await record(popup);
  // The window lies behind the popup now, where Chromium answers no question about its controls.
  const windowHas = (key: 'answer' | 'resume') =>
    waitUntil(`“${key}” in the window as well`, async () =>
      (await screenText(phone)).includes(await textOf(phone, key)),
    );

  const call = incomingFrom('205', 'Elena Petrova');
  await waitForButton(popup, 'answer');
  await windowHas('answer');
  await press(popup, 'answer');
  await waitForButton(popup, 'hold');
  await press(popup, 'hold');
  await waitForButton(popup, 'resume');
  await windowHas('resume');
  (await call.answered).hangUp();
  await waitForNoButton(popup, 'hang_up');
  await waitUntil('the end in the window as well', async () => {
    const newest = (await recordedSnapshots(phone)).at(-1);
    return newest?.calls.length === 0;
  });

  // Each change is told to both, in the same order.
  const [toWindow, toPopup] = await Promise.all([recordedSnapshots(phone), recordedSnapshots(popup)]);
  const story = (snapshots: Snapshot[]) =>
    snapshots.filter(({ calls }) => calls.length > 0).map(({ calls }) => calls);
  expect(story(toWindow).length).toBeGreaterThan(3);
  expect(story(toPopup)).toEqual(story(toWindow));
});
