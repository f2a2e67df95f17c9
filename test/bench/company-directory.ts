// How a company's directory comes, in the extension itself; see scripts/bench.mjs.
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { build } from '../../build.mjs';
import { screenPort } from '../../src/contract/protocol';
import { Installation } from '../e2e/installation';
import { type ProfileServer, startProfileServer } from '../e2e/profile-server';
import { askDirectly, currentSnapshot } from '../e2e/screen-probes';
import { startDemoGateway } from '../gateway/demo/gateway';
import { people } from './people';

const sizes = (process.argv[2] ?? '100000').split(',').map(Number);
const extensionDir = resolve('out/bench-extension');
const host = 'company.test';
const path = '/directory';
/** Milliseconds: a key that is pressed is answered within them, and no frame of a screen takes longer. */
const mostMs = 500;
/** Milliseconds for 100,000 entries that have not been there before. */
const mostForAll = 30_000;

let good = true;

/** Each hundredth is another one the next day. */
const noteOf = (at: number, round: number) => (at % 100 === 0 ? `round ${round}` : '');

function asJson(size: number, round: number): string {
  const entries = people(size, 7).map(({ firstName, lastName, company, email, numbers }, at) => ({
    email: email || `nobody${at}@x.test`,
    firstname: firstName,
    lastname: lastName,
    company,
    numbers,
    note: noteOf(at, round),
  }));
  return JSON.stringify({ contacts: entries });
}

function asCsv(size: number, round: number): string {
  const cell = (text = '') => `"${text.replaceAll('"', '""')}"`;
  const rows = people(size, 8).map(({ firstName, lastName, company, email, numbers }, at) =>
    [email || `nobody${at}@x.test`, firstName, lastName, company, numbers[0]?.number, noteOf(at, round)]
      .map(cell)
      .join(','),
  );
  return ['email,firstname,lastname,company,workphone,note', ...rows, ''].join('\r\n');
}

/** From the question until all of it can be searched; what the worker and the screen do meanwhile is measured. */
async function refresh(screen: Page, what: string): Promise<void> {
  await screen.evaluate(watch, screenPort);
  const begun = performance.now();
  await askDirectly(screen, 'refresh-directory');
  const ms = performance.now() - begun;
  const { worker, frame } = await screen.evaluate(longest);
  const { companyDirectory } = await currentSnapshot(screen);
  if (companyDirectory?.failure) throw new Error(`${what}: ${companyDirectory.failure.code}`);
  console.log(
    `figure: ${what}: ${companyDirectory?.count} entries in ${(ms / 1000).toFixed(1)} s; the worker answers within ${worker.toFixed(0)} ms, a frame takes ${frame.toFixed(0)} ms at most`,
  );
  if (worker > mostMs || frame > mostMs || ms > mostForAll) good = false;
}

interface Watching {
  longest: { worker: number; frame: number };
  stop: boolean;
}

/** In the page: how long the worker takes to say something, and the page to paint. */
function watch(portName: string): void {
  const watching: Watching = { longest: { worker: 0, frame: 0 }, stop: false };
  Object.assign(window, { watching });
  const ask = () => {
    if (watching.stop) return;
    const begun = performance.now();
    const port = chrome.runtime.connect({ name: portName });
    port.onMessage.addListener(() => {
      port.disconnect();
      watching.longest.worker = Math.max(watching.longest.worker, performance.now() - begun);
      setTimeout(ask, 20);
    });
  };
  ask();
  let last = performance.now();
  const frame = () => {
    const now = performance.now();
    watching.longest.frame = Math.max(watching.longest.frame, now - last);
    last = now;
    if (!watching.stop) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

function longest(): { worker: number; frame: number } {
  const { watching } = window as unknown as { watching: Watching };
  watching.stop = true;
  return watching.longest;
}

async function measure(company: ProfileServer, screen: Page, size: number): Promise<void> {
  const served = { forEveryone: true };
  for (const [kind, text] of [
    ['JSON', asJson],
    ['CSV', asCsv],
  ] as const) {
    company.serve(path, { ...served, text: '[]', etag: `"none ${kind}"` });
    await askDirectly(screen, 'refresh-directory');
    company.serve(path, { ...served, text: text(size, 1), etag: `"${kind} 1"` });
    await refresh(screen, `${kind}, for the first time`);
    await refresh(screen, `${kind}, again, the server answers 304`);
    company.serve(path, { ...served, text: text(size, 2), etag: `"${kind} 2"` });
    await refresh(screen, `${kind}, of the next day`);
  }
}

await build(extensionDir);
const [gateway, company] = await Promise.all([startDemoGateway(), startProfileServer(host)]);
const installation = await Installation.start({ extensionDir, extraArgs: company.browserArgs });
try {
  const profile = { DirectoryURL: `https://${host}${path}` };
  const screen = await installation.signedIn(gateway.url, '201', 'demo-201', profile);
  // tsx wraps inner functions in a helper of its own, which the page does not have.
  await screen.evaluate('globalThis.__name = (named) => named');
  await screen.click('#tab-contacts');
  for (const size of sizes) await measure(company, screen, size);
} finally {
  await installation.close();
  await Promise.all([company.close(), gateway.close()]);
  rmSync(extensionDir, { recursive: true, force: true });
}
console.log(good ? '\nQuick enough.' : '\nNot quick enough.');
process.exitCode = good ? 0 : 1;
