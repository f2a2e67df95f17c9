import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import { chooseProfileWay, clickOn, fill, press, signIn, waitForStatus } from '../../../scripts/screens';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { waitUntil } from '../../gateway/real/wait-until';
import { Installation } from '../installation';
import { polling, screenText, sentence, waitForWords } from '../screen-probes';

jest.setTimeout(90_000);

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

const settingsFile = `## Head office
SET SIPDOMAIN example.com
SET SIP_CONTROLLER_LIST sip.example.com:5061;transport=tls
SET PHNOL 9x
`;

async function paste(page: Page, text: string): Promise<void> {
  await chooseProfileWay(page, 'profile_way_text');
  await fill(page, 'profile_text', text);
  await press(page, 'profile_use');
}

/** Chooses a file of this name, as the button does. */
async function open(name: string, text: string): Promise<void> {
  const folder = makeTemporaryFolder('profile');
  const file = join(folder, name);
  writeFileSync(file, text);
  await chooseProfileWay(settings, 'profile_way_text');
  const input = await settings.waitForSelector('input[type="file"]');
  await settings.$$eval('.outcome', (earlier) => {
    for (const each of earlier) each.setAttribute('data-earlier', '');
  });
  await (input as import('puppeteer-core').ElementHandle<HTMLInputElement>).uploadFile(file);
  await settings.waitForSelector('.outcome:not([data-earlier])');
  rmSync(folder, { recursive: true });
}

/** Waits until this is what is selected. */
async function selects(page: Page, wanted: string): Promise<void> {
  const selected = () =>
    page.$eval('textarea', (area) => {
      const { value, selectionStart, selectionEnd } = area;
      return document.activeElement === area ? value.slice(selectionStart, selectionEnd) : '';
    });
  await waitUntil(`${wanted} selected`, async () => (await selected()) === wanted);
}

/** Waits until these are the systems in use, each with its address. */
async function showsInUse(...systems: [name: string, address: string][]): Promise<void> {
  const inUse = () =>
    settings.$$eval('#profile .profile-list li', (items) =>
      items.map((item) => [...item.children].map(({ textContent }) => textContent)),
    );
  await waitUntil('the systems in use', async () => {
    expect(await inUse()).toEqual(systems);
    return true;
  });
}

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
  await showsInUse(['Head Office', 'primary.example.com']);
});

it('takes the manual’s example of several systems', async () => {
  await paste(settings, several);
  await waitForWords(settings, await sentence(settings, 'profiles_accepted_other', '2'));
  await showsInUse(['West', 'west.example.com'], ['East', 'east.example.com']);
});

it('opens a settings file, and leads to the line that has to be mended', async () => {
  await open('46xxsettings.txt', settingsFile);
  await waitForWords(settings, await sentence(settings, 'profiles_accepted_one', '1'));
  await settings.waitForFunction(
    () => document.querySelector('.profile-list')?.textContent?.includes('sip.example.com'),
    { polling },
  );
  await waitForWords(settings, await sentence(settings, 'problem_line_only', '4'));
  await clickOn(settings, '.problem .link');
  await selects(settings, 'SET PHNOL 9x');
});

it('opens a profile from a file', async () => {
  const system = { Name: 'Demo', Address: gateway.url };
  await open('profile.json', JSON.stringify({ IP_Office_Server_Profile: [system] }));
  await waitForWords(settings, await sentence(settings, 'profiles_accepted_one', '1'));
  await showsInUse(['Demo', gateway.url]);
});

it('takes a file that is dropped on whichever way is shown', async () => {
  await chooseProfileWay(settings, 'profile_way_email');
  await settings.$eval(
    '#profile .bring',
    (place, text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'profile.json'));
      place.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    JSON.stringify([{ Name: 'Dropped', Address: gateway.url }]),
  );
  await settings.waitForFunction(
    () => document.querySelector('.profile-list')?.textContent?.includes('Dropped'),
    { polling },
  );
  await open('profile.json', JSON.stringify([{ Name: 'Demo', Address: gateway.url }]));
  await settings.waitForFunction(
    () => document.querySelector('.profile-list')?.textContent?.includes('Demo'),
    { polling },
  );
});

describe('with a good profile in use', () => {
  let phone: Page;

  beforeAll(async () => {
    phone = await installation.openPhone();
    await signIn(phone, '201', 'demo-201');
  });

  afterEach(async () => {
    await showsInUse(['Demo', gateway.url]);
    await waitForStatus(phone, 'state_ready');
    await gateway.until('one registration', () => gateway.registrations().length === 1);
  });

  it('names line and column of malformed JSON, and keeps the good one', async () => {
    await paste(settings, '{"IP_Office_Server_Profile": [\n  {"Name": "Bad" "Address": "bad.example.com"}]}');
    await waitForWords(settings, await sentence(settings, 'profiles_refused_kept'));
    await waitForWords(settings, await sentence(settings, 'problem_line', '2', '18'));
    await waitForWords(settings, await sentence(settings, 'problem_json_missing_comma', '', '"Address"'));
  });

  it('leads from a finding to its place, however far down the text', async () => {
    const blank = '\n'.repeat(60);
    await paste(settings, `[${blank}  {"Name": "Bad" "Address": "bad.example.com"}]`);
    await waitForWords(settings, await sentence(settings, 'problem_line', '61', '18'));
    await clickOn(settings, '.problem .link');
    await selects(settings, '"Address"');
    await settings.waitForFunction(() => (document.querySelector('textarea')?.scrollTop ?? 0) > 0, {
      polling,
    });
  });

  it('says that findings are older than the text, until it is used again', async () => {
    const wanting = '[{"Name": "Demo" "Address": "bad.example.com"}]';
    const outdated = await sentence(settings, 'profile_text_changed');
    await paste(settings, wanting);
    await waitForWords(settings, await sentence(settings, 'problem_line', '1', '18'));
    expect(await screenText(settings)).not.toContain(outdated);
    await settings.type('textarea', ' ');
    await waitForWords(settings, outdated);
    await fill(
      settings,
      'profile_text',
      wanting.replace('" "', '", "').replace('bad.example.com', gateway.url),
    );
    await press(settings, 'profile_use');
    await waitForWords(settings, await sentence(settings, 'profiles_accepted_one', '1'));
    await settings.waitForSelector('.problem', { hidden: true });
    await settings.waitForFunction(() => document.querySelector('textarea')?.value === '', { polling });
  });

  it('says where it comes from, and that signing out comes with removing it', async () => {
    const source = await sentence(settings, 'profile_source_text', 'today');
    await waitForWords(settings, source.slice(0, source.indexOf('today')));
    await press(settings, 'profile_forget');
    await waitForWords(settings, await sentence(settings, 'profile_forget_signed_in', '201', 'Demo'));
    await press(settings, 'profile_forget_keep');
  });

  it('refuses a name that is too long, and keeps the good one', async () => {
    await paste(settings, '[{"Name": "Fifteen letters", "Address": "bad.example.com"}]');
    await waitForWords(settings, await sentence(settings, 'problem_name_too_long', '14', '15'));
  });
});

it('reads the French vrai, and explains it in French', async () => {
  const french = await Installation.start({ lang: 'fr' });
  try {
    const page = await openSettings(french);
    await paste(page, frenchManual);
    await waitForWords(page, await sentence(page, 'profiles_accepted_one', '1'));
    await waitForWords(page, await sentence(page, 'problem_french_literal', 'true', 'vrai'));
    await waitForWords(page, await sentence(page, 'problem_line', '4', '18'));
    await waitForWords(page, 'Écrivez true');
    expect(await page.$eval('html', ({ lang }) => lang)).toMatch(/^fr/);
  } finally {
    await french.close();
  }
});
