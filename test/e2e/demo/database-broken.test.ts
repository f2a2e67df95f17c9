import { rmSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import {
  clickOn,
  dial,
  polling,
  press,
  signIn,
  textOf,
  waitForButton,
  waitForNoButton,
} from '../../../scripts/screens';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { waitUntil } from '../../gateway/real/wait-until';
import { breakDatabase } from '../broken-database';
import { callLog } from '../call-log-probe';
import { FarEnd } from '../far-end';
import { Installation } from '../installation';
import { sentence, waitForWords } from '../screen-probes';

jest.setTimeout(150_000);

const userDataDir = makeTemporaryFolder('broken');
let gateway: DemoGateway;
let installation: Installation;
let phone: Page;

async function chromeStarts(): Promise<void> {
  installation = await Installation.start({ userDataDir });
  phone = await installation.openPhone();
}

beforeAll(async () => {
  gateway = await startDemoGateway();
  installation = await Installation.start({ userDataDir });
  await installation.useProfile({ Address: gateway.url });
  phone = await installation.openPhone();
  await signIn(phone, '201', 'demo-201');
});
afterAll(async () => {
  await installation?.close();
  await gateway?.close();
  rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
});

async function call(): Promise<void> {
  await dial(phone, '600');
  await waitForButton(phone, 'hold');
  await press(phone, 'hang_up');
  await waitForNoButton(phone, 'hang_up');
  await new FarEnd(gateway).isQuiet();
}

it('with a database that is broken the phone calls, says what is lost, and lists calls again', async () => {
  await call();
  await waitUntil('the call is listed', async () => (await callLog(phone)).length === 1);
  await installation.close();
  breakDatabase(userDataDir);
  await chromeStarts();
  await phone.waitForSelector('.no-profile, .sign-in');
  // The key of kept profiles was in it, too: whoever brought one brings it again.
  if (await phone.$('.no-profile')) await installation.useProfile({ Address: gateway.url });
  await signIn(phone, '201', 'demo-201');
  await clickOn(phone, '#tab-calls');
  await waitForWords(phone, await sentence(phone, 'data_lost'));
  await clickOn(phone, '#tab-keypad');
  await call();
  await waitUntil('the call is listed', async () => (await callLog(phone)).length === 1);
  await clickOn(phone, '#tab-calls');
  await press(phone, 'understood');
  const words = await textOf(phone, 'data_lost');
  await phone.waitForFunction(
    (lost) => !document.querySelector('main')?.textContent?.includes(lost),
    { polling },
    words,
  );
});
