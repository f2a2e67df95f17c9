import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import { dial, press, signIn, waitForButton, waitForNoButton, waitForStatus } from '../../../scripts/screens';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { waitUntil } from '../../gateway/real/wait-until';
import { Installation } from '../installation';
import { askDirectly, chooseFromMenu } from '../screen-probes';

jest.setTimeout(90_000);

let gateway: DemoGateway;
let installation: Installation;
let settings: Page;
let phone: Page;
const downloads = resolve(makeTemporaryFolder('downloads'));

beforeAll(async () => {
  [gateway, installation] = await Promise.all([startDemoGateway(), Installation.start()]);
  phone = await installation.signedIn(gateway.url, '201', 'demo-201');
  settings = await installation.browser.openScreen('settings', { width: 800, height: 900 });
  const session = await settings.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
});

afterAll(async () => {
  await installation?.close();
  await gateway?.close();
  rmSync(downloads, { recursive: true, force: true });
});

/** Presses “Download logs” and reads the file that comes. */
async function downloadLogs(): Promise<string> {
  rmSync(downloads, { recursive: true, force: true });
  mkdirSync(downloads);
  await press(settings, 'logs_download');
  // Chrome first makes an empty file of that name, and puts the whole one in its place when it is there.
  return waitUntil('the downloaded file', () => {
    const name = readdirSync(downloads).find((file) => file.endsWith('.log.txt'));
    return name === undefined ? undefined : readFileSync(join(downloads, name), 'utf8') || undefined;
  });
}

/** What the worker of this moment writes to its console from now on. */
async function consoleOfWorker(): Promise<string[]> {
  const lines: string[] = [];
  const worker = await installation.browser.worker();
  worker.on('console', (message) => lines.push(message.text()));
  return lines;
}

/** The gateway's message, whole, with its lines as a log shows them. */
function messageStart(method: string): string {
  const message = gateway.messages.find((each) => each.kind === 'request' && each.method === method);
  return message?.text.split('\r\n')[0] ?? `no ${method}`;
}

it('the downloaded log has the SIP messages, blanked, and lines from before a death of the worker', async () => {
  await dial(phone, '600');
  await waitForButton(phone, 'hold');
  await press(phone, 'hang_up');
  await waitForNoButton(phone, 'hang_up');
  const before = await downloadLogs();
  await installation.browser.killWorker();
  await waitForStatus(phone, 'state_ready');
  const log = await downloadLogs();

  const linesBefore = before.trimEnd().split('\n');
  expect(linesBefore.length).toBeGreaterThan(50);
  expect(log.split('\n').slice(0, linesBefore.length)).toEqual(linesBefore);
  expect(log.split('background/service-worker: ready').length - 1).toBeGreaterThanOrEqual(2);
  for (const method of ['REGISTER', 'INVITE', 'ACK', 'BYE']) expect(log).toContain(messageStart(method));
  expect(log).toMatch(/^Authorization: Digest \[redacted\]$/m);
  expect(log).toMatch(/^a=ice-pwd:\[redacted\]$/m);
  expect(log).toMatch(/^a=fingerprint:sha-256 \[redacted\]$/m);
  console.log(`figure: the log of three workers and one call has ${log.length} characters`);
});

it('the SIP trace is on the console of the worker, where the profile allows the log', async () => {
  const lines = await consoleOfWorker();
  await askDirectly(phone, 'try-now');
  await waitUntil('a REGISTER on the console', () =>
    lines.some((line) => line.includes('sip/trace: ') && line.includes('REGISTER sip:')),
  );
});

describe('where the profile does not allow the log', () => {
  let lines: string[];

  async function isRefused(): Promise<void> {
    expect(await askDirectly(settings, 'download-logs')).toMatchObject({
      ok: false,
      error: { code: 'log-download-off' },
    });
    await waitForNoButton(settings, 'logs_download');
  }

  function hasNoTrace(): void {
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => /sip\/trace|SIP\/2\.0/.test(line))).toEqual([]);
  }

  beforeAll(async () => {
    await chooseFromMenu(phone, 'menu_sign_out');
    await waitForStatus(phone, 'state_signed_out');
    await installation.useProfile({ Address: gateway.url, LogDownload: false });
    lines = await consoleOfWorker();
    await signIn(phone, '201', 'demo-201');
  });

  it('there is no button, the worker refuses, and no SIP trace reaches the console', async () => {
    await isRefused();
    await dial(phone, '600');
    await waitForButton(phone, 'hold');
    await press(phone, 'hang_up');
    await waitForNoButton(phone, 'hang_up');
    await waitUntil('lines on the console', () =>
      lines.some((line) => line.includes('sip/connection: connected')),
    );
    hasNoTrace();
  });

  it('and so it stays when signed out, and in a new worker', async () => {
    await chooseFromMenu(phone, 'menu_sign_out');
    await waitForStatus(phone, 'state_signed_out');
    await isRefused();
    hasNoTrace();
    await installation.browser.killWorker();
    await isRefused();
  });
});
