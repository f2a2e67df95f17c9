import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import {
  clickOn,
  control,
  dial,
  fillField,
  press,
  waitForButton,
  waitForNoButton,
  waitForStatus,
} from '../../../scripts/screens';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { newestCallIs } from '../call-log-probe';
import { Installation } from '../installation';
import { askDirectly, passwordIsKept, record, recordedSnapshots } from '../screen-probes';

jest.setTimeout(90_000);

const password = 'Planted-pässword-"1"';
const turnPassword = 'planted-turn-4711';
const token = 'planted-token-0815';
const realm = 'planted.example';

let gateway: DemoGateway;
let installation: Installation;
let phone: Page;
let settings: Page;
const consoleLines: string[] = [];
const userDataDir = makeTemporaryFolder('planted');

beforeAll(async () => {
  const users = [{ user: '201', password, name: 'Amélie Martin' }];
  [gateway, installation] = await Promise.all([
    startDemoGateway({ users, realm, algorithms: ['SHA-256', 'MD5'] }),
    Installation.start({ userDataDir }),
  ]);
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
    AccountsToken: token,
  });
  phone = await installation.openPhone();
  await record(phone);
});

afterAll(async () => {
  await installation?.close();
  await gateway?.close();
  rmSync(userDataDir, { recursive: true, force: true });
});

/** What our databases hold, as anyone with a handle on them reads it; sealed bytes as characters. */
function storedInDatabases(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const settled = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const readable = (_key: string, value: unknown) => {
      if (value instanceof ArrayBuffer) return new TextDecoder('latin1').decode(value);
      if (ArrayBuffer.isView(value)) return new TextDecoder('latin1').decode(value);
      return value;
    };
    const contents: Record<string, unknown> = {};
    for (const { name } of await indexedDB.databases()) {
      if (!name) continue;
      const database = await settled(indexedDB.open(name));
      for (const store of database.objectStoreNames)
        contents[`${name}/${store}`] = await settled(database.transaction(store).objectStore(store).getAll());
      database.close();
    }
    return JSON.stringify(contents, readable);
  });
}

/** What the browser has written to disk for this profile, each byte as a character. */
function storedOnDisk(): string {
  return readdirSync(userDataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

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
    keep('an address of this machine', /^a=candidate:\S+ \d+ \S+ \d+ (?!127\.0\.0\.1 )(\S+)/gm, text);
  }
  return secrets;
}

it('no secret is in the log, on the console, in storage, in the databases, on disk or in what a screen is told', async () => {
  await clickOn(phone, await control(phone, 'checkbox', 'stay_signed_in'));
  await fillField(phone, await control(phone, 'textbox', 'extension'), '201');
  await fillField(phone, await control(phone, 'textbox', 'password'), password);
  await press(phone, 'sign_in');
  await waitForStatus(phone, 'state_ready');
  await passwordIsKept(phone, true);

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

  const hashed = (algorithm: string) =>
    createHash(algorithm).update(`201:${realm}:${password}`).digest('hex');
  const secrets = secretsOnTheWire();
  expect([...new Set(secrets.values())]).toEqual(
    expect.arrayContaining(['a digest response', 'a nonce', 'an ICE password', 'a fingerprint']),
  );
  secrets.set(hashed('md5'), 'the HA1').set(hashed('sha256'), 'the HA1');
  const planted = { 'the password': password, 'the TURN password': turnPassword, 'the token': token };
  for (const [what, secret] of Object.entries(planted)) {
    secrets.set(secret, what);
    secrets.set(JSON.stringify(secret).slice(1, -1), `${what} in JSON`);
    secrets.set(btoa(secret), `${what} in base64`);
    secrets.set(Buffer.from(secret).toString('latin1'), `${what} in bytes`);
  }

  const answer = await askDirectly(settings, 'download-logs');
  const log = answer.ok ? (answer.value as { text: string }).text : '';
  const stored = await settings.evaluate(async () => JSON.stringify(await chrome.storage.local.get(null)));
  await newestCallIs(phone, { direction: 'incoming' });
  const databases = await storedInDatabases(settings);
  const told = [...(await recordedSnapshots(phone)), ...(await recordedSnapshots(settings))];
  await installation.close();
  const disk = storedOnDisk();
  const places = {
    'the log': log,
    'the console': consoleLines.join('\n'),
    'storage.local': stored,
    'the databases': databases,
    'the files of the browser': disk,
    'the snapshots': JSON.stringify(told),
  };
  // Each place is the right one: it has what it should have.
  expect(log).toContain('INVITE sip:600@');
  expect(consoleLines.join('\n')).toContain('INVITE sip:600@');
  expect(Object.keys(JSON.parse(stored))).toEqual(
    expect.arrayContaining(['keptPassword', 'broughtProfiles']),
  );
  expect(databases).toContain('Elena Petrova');
  expect(databases).toContain('INVITE sip:600@');
  expect(disk).toContain('keptPassword');
  expect(told.length).toBeGreaterThan(20);
  expect(told.some(({ calls }) => calls.length > 0)).toBe(true);

  const found = Object.entries(places).flatMap(([place, text]) =>
    [...secrets].filter(([secret]) => text.includes(secret)).map(([, what]) => `${what} in ${place}`),
  );
  expect(found).toEqual([]);
  console.log(
    `figure: ${secrets.size} secrets looked for in ${told.length} snapshots, ${log.length} characters of log, ${Math.round(disk.length / 1e6)} MB on disk`,
  );
});
