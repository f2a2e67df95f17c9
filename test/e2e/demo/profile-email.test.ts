import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import { control, fill, polling, press, signIn, waitForButton } from '../../../scripts/screens';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { Installation } from '../installation';
import { type ProfileServer, startProfileServer } from '../profile-server';
import { sentence, waitForAlert, waitForWords } from '../screen-probes';

jest.setTimeout(90_000);

const wellKnown = '/.well-known/ringtab-profile.json';
const email = 'jane.doe@company.test';

let gateway: DemoGateway;
let company: ProfileServer;
let installation: Installation | undefined;

beforeAll(async () => {
  [gateway, company] = await Promise.all([startDemoGateway(), startProfileServer('company.test')]);
});

beforeEach(() => company.forget());

afterEach(async () => {
  await installation?.close();
  installation = undefined;
});

afterAll(async () => {
  await company?.close();
  await gateway?.close();
});

function start(extensionDir = 'dist'): Promise<Installation> {
  return Installation.start({ extensionDir, extraArgs: company.browserArgs }).then((started) => {
    installation = started;
    return started;
  });
}

async function find(page: Page, address = email): Promise<void> {
  await fill(page, 'profile_email', address);
  await press(page, 'profile_email_find');
}

const inUse = (page: Page) =>
  page.$$eval('#profile .profile-list li strong', (names) => names.map(({ textContent }) => textContent));

/** Nobody can answer Chrome's question in a headless browser: what is asked, and that a click asks it. */
async function answerChrome(page: Page, answer: boolean | 'never'): Promise<void> {
  await page.evaluate((given) => {
    Object.assign(chrome.permissions, {
      request: (wanted: object) => {
        Object.assign(window, { asked: { wanted, byClick: navigator.userActivation.isActive } });
        return given === 'never' ? new Promise(() => undefined) : Promise.resolve(given);
      },
    });
  }, answer);
}

async function asked(page: Page): Promise<unknown> {
  const question = await page.waitForFunction(() => (window as unknown as { asked?: object }).asked, {
    polling,
  });
  return question.jsonValue();
}

describe('without the permission to read the company’s website', () => {
  it('has Chrome ask for that one host on the click, and says what to do when the answer is no', async () => {
    const phone = await (await start()).openPhone();
    await answerChrome(phone, false);
    await find(phone);
    await waitForAlert(phone, await sentence(phone, 'host_denied', 'company.test'));
    expect(await asked(phone)).toEqual({ wanted: { origins: ['https://company.test/*'] }, byClick: true });
    expect(company.requests()).toEqual([]);
  });

  it('asks for nothing when what was typed is no e-mail address', async () => {
    const phone = await (await start()).openPhone();
    await answerChrome(phone, true);
    await find(phone, 'jane.doe@company');
    await waitForAlert(phone, await sentence(phone, 'profile_email_invalid'));
    expect(await phone.evaluate(() => 'asked' in window)).toBe(false);
  });
});

describe('with the permission', () => {
  const granted = makeTemporaryFolder('granted');

  beforeAll(() => {
    cpSync('dist', granted, { recursive: true });
    const file = join(granted, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    manifest.host_permissions = ['https://company.test/*'];
    writeFileSync(file, JSON.stringify(manifest));
  });
  beforeEach(() => serve('Demo'));
  afterAll(() => rmSync(granted, { recursive: true, force: true }));

  /** The company's profile has systems of these names from now on. */
  function serve(...names: string[]): void {
    const systems = names.map((Name) => ({ Name, Address: gateway.url }));
    company.serve(wellKnown, { text: JSON.stringify({ IP_Office_Server_Profile: systems }) });
  }

  it('finds the profile of the company, and one can sign in', async () => {
    const { browser } = await start(granted);
    const phone = await (installation as Installation).openPhone();
    await find(phone);
    await signIn(phone, '201', 'demo-201');
    expect(gateway.registrations()).toHaveLength(1);
    expect(company.requests()).toHaveLength(1);
    expect(company.requests()[0]).toMatch(`GET ${wellKnown} `);
    // Whose profile it is stays on this computer.
    expect(company.requests()[0]).not.toMatch(/jane|doe|cookie|referer/i);

    const settings = await browser.openScreen('settings', { width: 800, height: 900 });
    const source = await sentence(settings, 'profile_source_email', 'today', 'company.test');
    await waitForWords(settings, source.slice(0, source.indexOf('today')));
    expect(await inUse(settings)).toEqual(['Demo']);
  });

  it('goes on where a screen that Chrome’s question has closed left off', async () => {
    const { browser } = await start(granted);
    const popup = await browser.openScreen('popup');
    await answerChrome(popup, 'never');
    await find(popup);
    await asked(popup);
    await popup.close();
    expect(company.requests()).toEqual([]);
    const phone = await (installation as Installation).openPhone();
    await phone.waitForSelector(await control(phone, 'textbox', 'extension'));
    expect(company.requests()).toHaveLength(1);
  });

  it('says what else can be done with nothing there, or a page for people, or one that asks them to sign in', async () => {
    await start(granted);
    for (const served of [
      { status: 404, text: 'Not found' },
      { text: '<!doctype html><title>Welcome</title>', type: 'text/html' },
      { status: 403, text: 'Please sign in' },
    ]) {
      company.serve(wellKnown, served);
      const phone = await (installation as Installation).openPhone();
      await find(phone);
      await waitForAlert(phone, await sentence(phone, 'profile_email_none', 'company.test'));
      await waitForButton(phone, 'no_profile_other');
      await phone.close();
    }
  });

  it('takes over what the company changes, says what fails, and is removed when it is no longer wanted', async () => {
    const { browser } = await start(granted);
    const settings = await browser.openScreen('settings', { width: 800, height: 900 });
    await find(settings);
    await waitForWords(settings, await sentence(settings, 'profiles_accepted_one', '1'));

    serve('Demo', 'Lyon');
    await press(settings, 'profile_check_now');
    await settings.waitForFunction(() => document.querySelectorAll('.profile-list li').length === 2, {
      polling,
    });
    expect(await inUse(settings)).toEqual(['Demo', 'Lyon']);
    await waitForWords(settings, await sentence(settings, 'profile_current'));

    company.serve(wellKnown, { status: 503 });
    await press(settings, 'profile_check_now');
    await waitForWords(settings, await sentence(settings, 'fetch_gateway_error', 'company.test', '503'));
    const kept = await sentence(settings, 'profile_kept', 'today');
    await waitForWords(settings, kept.slice(0, kept.indexOf('today')));
    expect(await inUse(settings)).toEqual(['Demo', 'Lyon']);

    await press(settings, 'profile_forget');
    await press(settings, 'profile_forget_keep');
    expect(await inUse(settings)).toEqual(['Demo', 'Lyon']);
    await press(settings, 'profile_forget');
    await press(settings, 'profile_forget_confirm');
    await settings.waitForFunction(() => !document.querySelector('.profile-list'), { polling });
    const phone = await (installation as Installation).openPhone();
    await waitForWords(phone, await sentence(phone, 'no_profile_title'));
  });
});
