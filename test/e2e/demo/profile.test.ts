import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import { fill, press, signIn, statusText } from '../../../scripts/screens';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { Installation } from '../installation';
import { sentence, waitForWords } from '../screen-probes';

jest.setTimeout(60_000);

let gateway: DemoGateway;
let installation: Installation;
let settings: Page;

beforeAll(async () => {
  [gateway, installation] = await Promise.all([startDemoGateway(), Installation.start()]);
  settings = await openSettings(installation);
});

afterAll(async () => {
  await installation?.close();
  await gateway?.close();
});

function openSettings({ browser }: Installation): Promise<Page> {
  return browser.openScreen('settings', { width: 800, height: 900 });
}

async function paste(page: Page, text: string): Promise<void> {
  await fill(page, 'profile_text', text);
  await press(page, 'profile_use');
}

const inUse = (page: Page) =>
  page.$$eval('#profile .profile-list li', (items) =>
    items.map((item) => [...item.children].map(({ textContent }) => textContent)),
  );

// As the manuals print them.
const single = `"IP_Office_Server_Profile":
[{
"Name": "Head Office",
"Address": "primary.example.com",
"AccountsToken": true
}] }`;
const several = `{
  "IP_Office_Server_Profile":
  [{
    "Name": "West",
    "Address": "west.example.com",
    "AccountsToken": true
  },
  {
    "Name": "East",
    "Address": "east.example.com",
    "AccountsToken": true
  }]
}`;
const frenchManual = `{"IP_Office_Server_Profile": [{
  "Name": "Siège",
  "Address": "principal.exemple.com",
  "LogDownload": vrai
}]}`;

it('takes the manual’s example of one system, and says which brace it lacks', async () => {
  await paste(settings, single);
  await waitForWords(settings, await sentence(settings, 'profiles_accepted_one', '1'));
  await waitForWords(settings, await sentence(settings, 'problem_braces_missing', '{'));
  expect(await inUse(settings)).toEqual([['Head Office', 'primary.example.com']]);
});

it('takes the manual’s example of several systems', async () => {
  await paste(settings, several);
  await waitForWords(settings, await sentence(settings, 'profiles_accepted_other', '2'));
  expect(await inUse(settings)).toEqual([
    ['West', 'west.example.com'],
    ['East', 'east.example.com'],
  ]);
});

it('opens a profile from a file', async () => {
  const folder = makeTemporaryFolder('profile');
  const file = join(folder, 'profile.json');
  const system = { Name: 'Demo', Address: gateway.url };
  writeFileSync(file, JSON.stringify({ IP_Office_Server_Profile: [system] }));
  const input = await settings.waitForSelector('input[type="file"]');
  await (input as import('puppeteer-core').ElementHandle<HTMLInputElement>).uploadFile(file);
  await waitForWords(settings, await sentence(settings, 'profiles_accepted_one', '1'));
  rmSync(folder, { recursive: true });
  expect(await inUse(settings)).toEqual([['Demo', gateway.url]]);
});

describe('with a good profile in use', () => {
  let phone: Page;

  beforeAll(async () => {
    phone = await installation.openPhone();
    await signIn(phone, '201', 'demo-201');
  });

  afterEach(async () => {
    expect(await inUse(settings)).toEqual([['Demo', gateway.url]]);
    expect(await statusText(phone)).toContain(await sentence(phone, 'state_ready'));
    expect(gateway.registrations()).toHaveLength(1);
  });

  it('names line and column of malformed JSON, and keeps the good one', async () => {
    await paste(settings, '{"IP_Office_Server_Profile": [\n  {"Name": "Bad" "Address": "bad.example.com"}]}');
    await waitForWords(settings, await sentence(settings, 'profiles_refused_kept'));
    await waitForWords(settings, await sentence(settings, 'problem_line', '2', '18'));
    await waitForWords(settings, await sentence(settings, 'problem_json_missing_comma', '', '"Address"'));
  });

  it('explains the French vrai, and keeps the good one', async () => {
    await paste(settings, frenchManual);
    await waitForWords(settings, await sentence(settings, 'profiles_refused_kept'));
    await waitForWords(settings, await sentence(settings, 'problem_french_literal', 'true', 'vrai'));
    await waitForWords(settings, await sentence(settings, 'problem_line', '4', '18'));
  });

  it('refuses a name that is too long, and keeps the good one', async () => {
    await paste(settings, '[{"Name": "Fifteen letters", "Address": "bad.example.com"}]');
    await waitForWords(settings, await sentence(settings, 'problem_name_too_long', '14', '15'));
  });
});

it('explains the French vrai in French', async () => {
  const french = await Installation.start({ lang: 'fr' });
  try {
    const page = await openSettings(french);
    await paste(page, frenchManual);
    await waitForWords(page, await sentence(page, 'profiles_refused'));
    await waitForWords(page, await sentence(page, 'problem_french_literal', 'true', 'vrai'));
    await waitForWords(page, 'Écrivez true');
    expect(await page.$eval('html', ({ lang }) => lang)).toMatch(/^fr/);
  } finally {
    await french.close();
  }
});
