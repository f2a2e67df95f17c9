import { createHash } from 'node:crypto';
import type { Page } from 'puppeteer-core';
import {
  control,
  dial,
  press,
  waitForButton,
  waitForNoButton,
  waitForStatus,
} from '../../../scripts/screens';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { Installation } from '../installation';
import { askDirectly, record, recordedSnapshots } from '../screen-probes';

jest.setTimeout(60_000);

const password = 'Planted-pässword-"1"';
const turnPassword = 'planted-turn-4711';
const realm = 'planted.example';

let gateway: DemoGateway;
let installation: Installation;
let phone: Page;
let settings: Page;
const consoleLines: string[] = [];

beforeAll(async () => {
  const users = [{ user: '201', password, name: 'Amélie Martin' }];
  [gateway, installation] = await Promise.all([startDemoGateway({ users, realm }), Installation.start()]);
  const worker = await installation.browser.worker();
  worker.on('console', (message) => consoleLines.push(message.text()));
  settings = await installation.browser.openScreen('settings', { width: 800, height: 900 });
  await record(settings);
  await installation.useProfile({
    Address: gateway.url,
    TURNHost: '127.0.0.1',
    TURNPort: '9',
    TURNUser: 'phone',
    TURNPassword: turnPassword,
  });
  phone = await installation.openPhone();
  await record(phone);
});

afterAll(async () => {
  await installation?.close();
  await gateway?.close();
});

/** Everything that the gateway has seen and nobody else may: each with what it is. */
function secretsOnTheWire(): Map<string, string> {
  const secrets = new Map<string, string>();
  const keep = (what: string, pattern: RegExp, text: string) => {
    for (const [, value] of text.matchAll(pattern)) if (value) secrets.set(value, what);
  };
  for (const { text } of gateway.messages) {
    keep('a digest response', /\bresponse="([^"]+)"/g, text);
    keep('a nonce', /\bnonce="([^"]+)"/g, text);
    keep('an ICE password', /^a=ice-pwd:(\S+)/gm, text);
    keep('a fingerprint', /^a=fingerprint:\S+ (\S+)/gm, text);
  }
  return secrets;
}

it('no secret is in the log, on the console, in storage.local or in what a screen is told', async () => {
  await phone.locator(await control(phone, 'checkbox', 'stay_signed_in')).click();
  await phone.locator(await control(phone, 'textbox', 'extension')).fill('201');
  await phone.locator(await control(phone, 'textbox', 'password')).fill(password);
  await press(phone, 'sign_in');
  await waitForStatus(phone, 'state_ready');

  await dial(phone, '600');
  await waitForButton(phone, 'hold');
  await press(phone, 'hold');
  await waitForButton(phone, 'resume');
  await press(phone, 'hang_up');
  await waitForNoButton(phone, 'hang_up');
  const incoming = gateway.call({ to: '201', from: { number: '205', name: 'Elena Petrova' }, media: 'tone' });
  await waitForButton(phone, 'answer');
  await press(phone, 'answer');
  await waitForButton(phone, 'hold');
  await installation.browser.killWorker();
  await waitForStatus(phone, 'state_ready');
  await press(phone, 'hang_up');
  await incoming.ended;
  await waitForNoButton(phone, 'hang_up');

  const ha1 = createHash('md5').update(`201:${realm}:${password}`).digest('hex');
  const secrets = secretsOnTheWire();
  const kinds = new Set(secrets.values());
  expect(kinds).toEqual(new Set(['a digest response', 'a nonce', 'an ICE password', 'a fingerprint']));
  secrets.set(password, 'the password').set(turnPassword, 'the TURN password').set(ha1, 'the HA1');
  secrets.set(JSON.stringify(password).slice(1, -1), 'the password in JSON');
  secrets
    .set(btoa(password), 'the password in base64')
    .set(btoa(turnPassword), 'the TURN password in base64');

  const answer = await askDirectly(settings, 'download-logs');
  const log = answer.ok ? (answer.value as { text: string }).text : '';
  const stored = await settings.evaluate(async () => JSON.stringify(await chrome.storage.local.get(null)));
  const told = [...(await recordedSnapshots(phone)), ...(await recordedSnapshots(settings))];
  const places = {
    'the log': log,
    'the console': consoleLines.join('\n'),
    'storage.local': stored,
    'the snapshots': JSON.stringify(told),
  };
  // Each place is the right one: it has what it should have.
  expect(log).toContain('INVITE sip:600@');
  expect(consoleLines.join('\n')).toContain('INVITE sip:600@');
  expect(Object.keys(JSON.parse(stored))).toEqual(
    expect.arrayContaining(['keptPassword', 'broughtProfiles']),
  );
  expect(told.length).toBeGreaterThan(20);
  expect(told.some(({ calls }) => calls.length > 0)).toBe(true);

  const found = Object.entries(places).flatMap(([place, text]) =>
    [...secrets].filter(([secret]) => text.includes(secret)).map(([, what]) => `${what} in ${place}`),
  );
  expect(found).toEqual([]);
  console.log(
    `figure: ${secrets.size} secrets looked for in ${told.length} snapshots and ${log.length} characters of log`,
  );
});
