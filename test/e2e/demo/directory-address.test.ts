import type { Page } from 'puppeteer-core';
import { polling, press, waitForButton } from '../../../scripts/screens';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { waitUntil } from '../../gateway/real/wait-until';
import { addContact, backToList, listed, openContact } from '../contacts-screen';
import { Installation } from '../installation';
import { type ProfileServer, startProfileServer } from '../profile-server';
import { currentSnapshot, hasButton, sentence, waitForWords } from '../screen-probes';

jest.setTimeout(90_000);

const path = '/directory.json';
let gateway: DemoGateway;
let company: ProfileServer;
let installation: Installation;
let settings: Page;

const people = (...names: string[]) =>
  JSON.stringify({ contacts: names.map((firstname) => ({ firstname, email: `${firstname}@company.test` })) });

beforeAll(async () => {
  [gateway, company] = await Promise.all([startDemoGateway(), startProfileServer('company.test')]);
  company.serve(path, { text: people('ann', 'bea'), etag: '"1"', forEveryone: true });
  installation = await Installation.start({ extraArgs: company.browserArgs });
  const profile = { DirectoryURL: `https://company.test${path}?token=secret` };
  company.serve(`${path}?token=secret`, { text: people('ann', 'bea'), etag: '"1"', forEveryone: true });
  const phone = await installation.signedIn(gateway.url, '201', 'demo-201', profile);
  await phone.close();
  settings = await installation.browser.openScreen('settings', { width: 800, height: 900 });
});

afterAll(async () => {
  await installation?.close();
  await company?.close();
  await gateway?.close();
});

const directory = async () => (await currentSnapshot(settings)).companyDirectory;

it('comes with the profile that names it', async () => {
  await waitForWords(settings, await sentence(settings, 'company_count_other', '2'));
  await waitForWords(settings, await sentence(settings, 'company_by_profile'));
  expect(await directory()).toMatchObject({ url: `https://company.test${path}`, count: 2 });
  expect(await settings.evaluate(() => document.body.textContent)).not.toContain('secret');
});

it('stands beside the own contacts, and cannot be changed', async () => {
  const phone = await installation.openPhone();
  await addContact(phone, { firstName: 'cy', numbers: ['203'] });
  await waitForButton(phone, 'contact_edit');
  await backToList(phone);
  expect(await listed(phone, 3)).toEqual(['ann', 'bea', 'cy']);
  await openContact(phone, 'ann');
  await waitForWords(phone, await sentence(phone, 'contact_read_only'));
  for (const key of ['contact_edit', 'contact_delete'] as const)
    expect(await hasButton(phone, key)).toBe(false);
  await press(phone, 'contact_favourite');
  await phone.waitForSelector('.contact-star[aria-pressed="true"]');
  await phone.close();
});

it('is asked for with its ETag, and nothing is sent again', async () => {
  company.forget();
  const { checkedAt = 0 } = (await directory()) ?? {};
  await press(settings, 'company_refresh');
  await waitUntil('another look', async () => ((await directory())?.checkedAt ?? 0) > checkedAt);
  expect(company.requests().filter((request) => request.includes('"if-none-match":"\\"1\\""'))).toHaveLength(
    1,
  );
  expect(await directory()).toMatchObject({ count: 2 });
});

it('stays as it is while the company sends something else, and says so', async () => {
  company.serve(`${path}?token=secret`, { status: 500, forEveryone: true });
  await press(settings, 'company_refresh');
  await waitForWords(settings, await sentence(settings, 'fetch_gateway_error', 'company.test', '500'));
  await waitForWords(settings, await sentence(settings, 'company_count_other', '2'));
  company.serve(`${path}?token=secret`, { text: '<html>', forEveryone: true });
  await press(settings, 'company_refresh');
  await waitForWords(settings, await sentence(settings, 'fetch_no_directory', 'company.test'));
});

it('is renewed, also by the next worker', async () => {
  company.serve(`${path}?token=secret`, { text: people('bea', 'cy', 'di'), etag: '"2"', forEveryone: true });
  await installation.browser.killWorker();
  await waitForButton(settings, 'company_refresh');
  await press(settings, 'company_refresh');
  await waitForWords(settings, await sentence(settings, 'company_count_other', '3'));
});

it('goes with the profile that named it', async () => {
  await installation.useProfile({ Address: gateway.url });
  await waitUntil('no directory', async () => (await directory()) === undefined);
  await settings.waitForFunction(() => !document.querySelector('#company-title'), { polling });
});
