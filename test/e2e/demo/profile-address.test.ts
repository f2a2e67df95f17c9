import type { Page } from 'puppeteer-core';
import { chooseProfileWay, fill, polling, press, signIn } from '../../../scripts/screens';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { Installation } from '../installation';
import { type ProfileServer, startProfileServer } from '../profile-server';
import { hasButton, sentence, waitForAlert, waitForWords } from '../screen-probes';

jest.setTimeout(90_000);

let gateway: DemoGateway;
let company: ProfileServer;
let installation: Installation;
let settings: Page;

beforeAll(async () => {
  [gateway, company] = await Promise.all([startDemoGateway(), startProfileServer('company.test')]);
  installation = await Installation.start({ extraArgs: company.browserArgs });
  settings = await installation.browser.openScreen('settings', { width: 800, height: 900 });
});

afterAll(async () => {
  await installation?.close();
  await company?.close();
  await gateway?.close();
});

async function fetchFrom(address: string): Promise<void> {
  await chooseProfileWay(settings, 'profile_way_address');
  await fill(settings, 'profile_address', address);
  await press(settings, 'profile_address_fetch');
}

function waitForSystem(name: string): Promise<unknown> {
  return settings.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('.profile-list strong')].some(
        ({ textContent }) => textContent === wanted,
      ),
    { polling },
    name,
  );
}

it('asks for the permission that is missing only once it is missing, and by a click of its own', async () => {
  company.serve('/profile.json', { text: '[]' });
  await settings.evaluate(() => {
    Object.assign(chrome.permissions, {
      request: async (wanted: object) => {
        Object.assign(window, { asked: { wanted, byClick: navigator.userActivation.isActive } });
        return false;
      },
    });
  });
  await fetchFrom('https://company.test/profile.json');
  await waitForAlert(settings, await sentence(settings, 'fetch_permission_needed', 'company.test'));
  expect(await settings.evaluate(() => 'asked' in window)).toBe(false);
  await press(settings, 'host_allow');
  await waitForAlert(settings, await sentence(settings, 'host_denied', 'company.test'));
  const asked = await settings.evaluate(() => (window as unknown as { asked: object }).asked);
  expect(asked).toEqual({ wanted: { origins: ['https://company.test/*'] }, byClick: true });
});

it.each([
  ['company.test/missing.json', 'fetch_not_found'],
  ['https://company.test/broken', 'fetch_gateway_error'],
  ['http://company.test/profile.json', 'fetch_not_https'],
  ['mailto:jane.doe@company.test', 'fetch_address_invalid'],
] as const)('says why nothing comes from %s', async (address, key) => {
  company.serve('/missing.json', { status: 404, forEveryone: true });
  company.serve('/broken', { status: 500, forEveryone: true });
  await fetchFrom(address);
  await waitForAlert(settings, await sentence(settings, key, 'company.test', '500'));
  expect(await hasButton(settings, 'host_allow')).toBe(false);
});

it('lists what is to be mended in what an address sends', async () => {
  company.serve('/wrong.json', {
    text: '[{"Name": "Fifteen letters", "Address": "x.test"}]',
    forEveryone: true,
  });
  await fetchFrom('https://company.test/wrong.json');
  await waitForAlert(settings, await sentence(settings, 'fetch_no_profile', 'company.test'));
  await waitForWords(settings, await sentence(settings, 'problem_name_too_long', '14', '15'));
});

it('uses a profile that its server lets everyone read, without asking for anything', async () => {
  const text = JSON.stringify({ IP_Office_Server_Profile: [{ Name: 'Demo', Address: gateway.url }] });
  company.serve('/profile.json', { text, forEveryone: true });
  await fetchFrom('company.test/profile.json');
  await waitForWords(settings, await sentence(settings, 'profiles_accepted_one', '1'));
  await waitForSystem('Demo');
  const phone = await installation.openPhone();
  await signIn(phone, '201', 'demo-201');
  expect(gateway.registrations()).toHaveLength(1);
  await phone.close();
});

it('uses a 46xxsettings.txt, and what it leads to', async () => {
  company.serve('/46xxsettings.txt', {
    text: 'SET SIPDOMAIN example.com\nGET 46xxspecials.txt\n',
    type: 'text/plain',
    forEveryone: true,
  });
  company.serve('/46xxspecials.txt', {
    text: 'SET SIP_CONTROLLER_LIST "sip.company.test:5061;transport=tls"\nSET PHNOL 9x\n',
    type: 'text/plain',
    forEveryone: true,
  });
  await fetchFrom('https://company.test/46xxsettings.txt');
  await waitForSystem('company.test');
  await waitForWords(settings, await sentence(settings, 'problem_line_of_file', '46xxspecials.txt', '2'));
});
