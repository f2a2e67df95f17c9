import type { Page } from 'puppeteer-core';
import { fillSignIn, loadProfile, polling, press, statusText, waitForStatus } from '../../../scripts/screens';
import type { MessageKey } from '../../../src/ui/messages';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { Installation } from '../installation';
import { nobody, type OddServer, webServer } from '../odd-servers';
import {
  askDirectly,
  chooseFromMenu,
  currentSnapshot,
  dispatch,
  record,
  sentence,
  waitForAlert,
  waitToHaveSaid,
} from '../screen-probes';

jest.setTimeout(90_000);

let gateway: DemoGateway;
let website: OddServer;
let installation: Installation;
let settings: Page;
let phone: Page;

const profileText = (...systems: [name: string, address: string][]) =>
  JSON.stringify({ IP_Office_Server_Profile: systems.map(([Name, Address]) => ({ Name, Address })) });

beforeAll(async () => {
  [gateway, website, installation] = await Promise.all([
    startDemoGateway(),
    webServer(),
    Installation.start(),
  ]);
  settings = await installation.browser.openScreen('settings', { width: 800, height: 900 });
  phone = await installation.openPhone();
});

afterAll(async () => {
  await installation?.close();
  await Promise.all([gateway?.close(), website?.close()]);
});

async function choose(system: string): Promise<void> {
  const value = await phone.waitForFunction(
    (name) => [...document.querySelectorAll('option')].find((option) => option.textContent === name)?.value,
    { polling },
    system,
  );
  await phone.select('select', (await value.jsonValue()) ?? '');
}

async function trySignIn(user: string, password: string): Promise<void> {
  await fillSignIn(phone, user, password);
  await press(phone, 'sign_in');
}

describe('with one system', () => {
  it('says which it is and leaves nothing to choose', async () => {
    await loadProfile(settings, profileText(['Demo', gateway.url]), 'Demo');
    await phone.waitForSelector('.sign-in');
    expect(await phone.$('select')).toBeNull();
    expect(await phone.$eval('.sign-in', (form) => form.textContent)).toContain(
      await sentence(phone, 'sign_in_to', 'Demo', gateway.url),
    );
  });
});

describe('with several systems', () => {
  beforeAll(async () => {
    const refused = `ws://${await nobody()}`;
    const text = profileText(
      ['Demo', gateway.url],
      ['Refused port', refused],
      ['Web server', `ws://${website.address}`],
    );
    await loadProfile(settings, text, 'Web server');
  });

  afterEach(() => gateway.script.reset());

  it('lets one choose by name', async () => {
    await phone.waitForSelector('select');
    expect(await phone.$$eval('option', (options) => options.map(({ textContent }) => textContent))).toEqual([
      'Demo',
      'Refused port',
      'Web server',
    ]);
  });

  const refusals: [string, string, string, string, MessageKey][] = [
    ['a wrong password', 'Demo', '201', 'wrong', 'refused_wrong_password'],
    ['an unknown user', 'Demo', '299', 'demo-299', 'refused_unknown_user'],
    ['a user who may not sign in here', 'Demo', '209', 'demo-209', 'refused_forbidden'],
    ['a port where nobody listens', 'Refused port', '201', 'demo-201', 'refused_gateway_unreachable'],
    ['a server that is no SIP gateway', 'Web server', '201', 'demo-201', 'refused_not_sip_gateway'],
  ];

  it.each(refusals)('says of %s what it is and what to do', async (_what, system, user, password, key) => {
    gateway.script.answer({ method: 'REGISTER', number: '299' }, { status: 404 });
    gateway.script.answer({ method: 'REGISTER', number: '209' }, { status: 403 });
    await choose(system);
    await trySignIn(user, password);
    await waitForAlert(phone, await sentence(phone, key, '127.0.0.1', user));
    expect(await statusText(phone)).toContain(await sentence(phone, 'state_refused'));
    expect(gateway.registrations()).toEqual([]);
  });

  it('does not try a refused sign-in again by itself, not even in a new worker', async () => {
    await choose('Demo');
    await trySignIn('201', 'wrong');
    await waitForAlert(phone, await sentence(phone, 'refused_wrong_password', '127.0.0.1', '201'));
    const requests = () => gateway.messages.filter(({ method }) => method === 'REGISTER').length;
    const before = requests();
    await dispatch(installation.browser, 'alarms.onAlarm', { name: 'check-up', scheduledTime: Date.now() });
    await installation.browser.killWorker();
    await record(phone);
    await waitToHaveSaid(phone, await sentence(phone, 'refused_wrong_password', '127.0.0.1', '201'));
    expect(requests()).toBe(before);
  });

  it('tries again when it is asked to, and signs in', async () => {
    gateway.script.answer({ method: 'REGISTER', times: 1 }, { status: 403 });
    await trySignIn('201', 'demo-201');
    await waitForAlert(phone, await sentence(phone, 'refused_forbidden', '127.0.0.1', '201'));
    await installation.browser.killWorker();
    await askDirectly(phone, 'try-now');
    await waitForStatus(phone, 'state_ready');
  });
});

describe('signed in', () => {
  beforeAll(async () => {
    await loadProfile(settings, profileText(['Demo', gateway.url]), 'Demo');
    await askDirectly(phone, 'sign-out');
    await trySignIn('201', 'demo-201');
    await waitForStatus(phone, 'state_ready');
  });

  it('says so, with who I am and where', async () => {
    expect(await statusText(phone)).toContain(await sentence(phone, 'identity_at', '201', 'Demo'));
  });

  it('has one registration, after signing in again and in a new worker as well', async () => {
    const [first] = gateway.registrations();
    expect(first?.instanceId).toMatch(/^<urn:uuid:[0-9a-f-]{36}>$/);
    expect(gateway.registrations()).toHaveLength(1);

    const { profiles } = await currentSnapshot(phone);
    const again = { profileId: profiles[0]?.id, user: '201', password: 'demo-201', staySignedIn: false };
    // Two screens at once.
    await Promise.all([askDirectly(phone, 'sign-in', again), askDirectly(settings, 'sign-in', again)]);
    await waitForStatus(phone, 'state_ready');
    await gateway.until('one socket', () => gateway.connectionCount() === 1);
    expect(gateway.registrations()).toEqual([first]);

    const mark = gateway.messages.length;
    const begun = performance.now();
    await installation.browser.killWorker();
    await gateway.until('a registration by the next worker', () =>
      gateway.messages
        .slice(mark)
        .some((each) => each.method === 'REGISTER' && each.direction === 'out' && each.status === 200),
    );
    console.log(
      `figure: registered again ${Math.round(performance.now() - begun)} ms after the worker's death`,
    );
    await waitForStatus(phone, 'state_ready');
    await gateway.until('one socket', () => gateway.connectionCount() === 1);
    expect(gateway.registrations()).toEqual([first]);
  });

  it('signs out at the gateway as well, and stays signed out in a new worker', async () => {
    await chooseFromMenu(phone, 'menu_sign_out');
    await waitForStatus(phone, 'state_signed_out');
    await gateway.until('the end of the connection', () => gateway.connectionCount() === 0);
    const last = gateway.messages
      .filter(({ method, kind }) => kind === 'request' && method === 'REGISTER')
      .at(-1);
    expect(last?.text).toMatch(/^Expires: 0\r$/m);
    expect(gateway.registrations()).toEqual([]);

    await installation.browser.killWorker();
    await record(phone);
    await waitForStatus(phone, 'state_signed_out');
    expect(gateway.connectionCount()).toBe(0);
  });
});
