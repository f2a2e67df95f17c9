import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import { polling } from '../../../scripts/screens';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { Installation } from '../installation';
import { type OddServer, webServer } from '../odd-servers';

jest.setTimeout(90_000);

/** What a script of a stranger tries, and what came of each. */
const attempts = `
const settled = async (attempt) => {
  try { return { got: (await attempt()) ?? null }; } catch (error) { return { failed: String(error) }; }
};
const firstMessage = (port) => new Promise((resolve, reject) => {
  port.onMessage.addListener(resolve);
  port.onDisconnect.addListener(() => reject(new Error('disconnected')));
});
(async () => {
  const intent = { to: 'background', intent: 'dial', args: { number: '600' } };
  const results = {
    intent: await settled(() => chrome.runtime.sendMessage(intent)),
    snapshot: await settled(() => firstMessage(chrome.runtime.connect({ name: 'screen' }))),
    media: await settled(() => firstMessage(chrome.runtime.connect({ name: 'media' }))),
    local: await settled(() => chrome.storage.local.get(null)),
    session: await settled(() => chrome.storage.session.get(null)),
    managed: await settled(() => chrome.storage.managed.get(null)),
  };
  document.documentElement.dataset.results = JSON.stringify(results);
})();
`;

let gateway: DemoGateway;
let website: OddServer;
let installation: Installation;
const withContentScript = makeTemporaryFolder('with-content-script');

beforeAll(async () => {
  [gateway, website] = await Promise.all([startDemoGateway(), webServer()]);
  cpSync('dist', withContentScript, { recursive: true });
  const file = join(withContentScript, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  manifest.content_scripts = [{ matches: ['http://127.0.0.1/*'], js: ['stranger.js'] }];
  writeFileSync(file, JSON.stringify(manifest));
  writeFileSync(join(withContentScript, 'stranger.js'), attempts);
  installation = await Installation.start({ extensionDir: withContentScript });
  await installation.signedIn(gateway.url, '201', 'demo-201');
});

afterAll(async () => {
  await installation?.close();
  await Promise.all([gateway?.close(), website?.close()]);
  rmSync(withContentScript, { recursive: true, force: true });
});

async function openWebsite() {
  const page = await installation.browser.browser.newPage();
  await page.goto(`http://${website.address}/`);
  return page;
}

it('a page on the web has no way to the worker', async () => {
  const page = await openWebsite();
  const ways = await page.evaluate(() => {
    const { runtime } = (globalThis as { chrome?: { runtime?: object } }).chrome ?? {};
    return runtime === undefined ? [] : Object.keys(runtime);
  });
  expect(ways).toEqual([]);
});

it('a script in a page gets neither an answer, nor a snapshot, nor what is stored', async () => {
  const page = await openWebsite();
  const results = await page.waitForFunction(() => document.documentElement.dataset.results, { polling });
  const { intent, snapshot, media, local, session, managed } = JSON.parse(
    (await results.jsonValue()) ?? '{}',
  );
  expect(intent).toEqual({ got: null });
  expect(snapshot).toEqual({ failed: 'Error: disconnected' });
  expect(media).toEqual({ failed: 'Error: disconnected' });
  expect(local.failed).toMatch(/not allowed/i);
  expect(session.failed).toMatch(/not allowed/i);
  expect(managed.failed).toMatch(/not allowed/i);
  expect(gateway.calls()).toEqual([]);
  expect(gateway.registrations()).toHaveLength(1);
});
