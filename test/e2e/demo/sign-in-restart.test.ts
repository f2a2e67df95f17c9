import { rmSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import { clickOn, control, fill, press, waitForStatus } from '../../../scripts/screens';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { waitUntil } from '../../gateway/real/wait-until';
import { Installation } from '../installation';
import { chooseFromMenu, passwordIsKept } from '../screen-probes';

jest.setTimeout(90_000);

let gateway: DemoGateway;
let installation: Installation;
const userDataDir = makeTemporaryFolder('restarted');

beforeAll(async () => {
  [gateway, installation] = await Promise.all([startDemoGateway(), Installation.start({ userDataDir })]);
});

afterAll(async () => {
  await installation?.close();
  await gateway?.close();
  rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
});

async function restartBrowser(): Promise<void> {
  await installation.close();
  await gateway.until('the end of the connection', () => gateway.connectionCount() === 0);
  installation = await Installation.start({ userDataDir });
}

const valueIn = (page: Page, selector: string) =>
  page.$eval(selector, (input) => (input as HTMLInputElement).value);

const instanceId = () => gateway.registrations()[0]?.instanceId;
let firstInstanceId: string | undefined;

it('without “stay signed in”, a restart of the browser signs out, and the extension is filled in', async () => {
  const before = await installation.signedIn(gateway.url, '201', 'demo-201');
  expect(await before.$eval('body', ({ textContent }) => textContent)).toContain('201');
  firstInstanceId = instanceId();
  await restartBrowser();

  const phone = await installation.openPhone();
  await waitForStatus(phone, 'state_signed_out');
  const extension = await control(phone, 'textbox', 'extension');
  await waitUntil('the extension of before', async () => (await valueIn(phone, extension)) === '201');
  expect(await valueIn(phone, 'input[type="password"]')).toBe('');
  expect(gateway.registrations()).toEqual([]);
});

it('with it, the phone is ready again after a restart, without typing and with no screen open', async () => {
  const phone = await installation.openPhone();
  await phone.waitForSelector(await control(phone, 'checkbox', 'stay_signed_in'));
  await clickOn(phone, await control(phone, 'checkbox', 'stay_signed_in'));
  await fill(phone, 'password', 'demo-201');
  await press(phone, 'sign_in');
  await waitForStatus(phone, 'state_ready');
  expect(instanceId()).toBe(firstInstanceId);
  await passwordIsKept(phone, true);
  await restartBrowser();

  const begun = performance.now();
  await gateway.until('a registration', () => gateway.registrations().length > 0);
  console.log(
    `figure: registered ${Math.round(performance.now() - begun)} ms after the restarted browser was there`,
  );
  expect(gateway.registrations()).toHaveLength(1);
  expect(instanceId()).toBe(firstInstanceId);
  await waitForStatus(await installation.openPhone(), 'state_ready');
});

it('signed out, a restart leaves it signed out', async () => {
  const phone = await installation.openPhone();
  await waitForStatus(phone, 'state_ready');
  await chooseFromMenu(phone, 'menu_sign_out');
  await waitForStatus(phone, 'state_signed_out');
  await passwordIsKept(phone, false);
  await restartBrowser();

  await waitForStatus(await installation.openPhone(), 'state_signed_out');
  expect(gateway.connectionCount()).toBe(0);
});
