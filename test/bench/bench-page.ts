import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import puppeteer, { type CDPSession, type Page } from 'puppeteer-core';
import { findChrome } from '../../scripts/find-chrome.mjs';

const here = dirname(fileURLToPath(import.meta.url));

export interface BenchPage {
  page: Page;
  /** Opens the page again, as a screen opens: nothing is in memory, everything is in the database. */
  open(): Promise<void>;
  /** Megabytes that the page's script holds, after collecting what it does not. */
  megabytes(): Promise<number>;
}

/**
 * A page of Chromium with the product's own code and a database of its own.
 *
 * @param script the page's script, in this folder; what it offers is for the page to put on `globalThis`
 */
export async function withBenchPage(script: string, run: (bench: BenchPage) => Promise<void>): Promise<void> {
  const server = await serve(script);
  const browser = await puppeteer.launch({
    executablePath: findChrome()?.path ?? '',
    headless: true,
    pipe: true,
    args: ['--no-first-run', '--disable-gpu', '--disable-background-networking', ...asRoot()],
    protocolTimeout: 600_000,
  });
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.log(`the page: ${String(error)}`));
    const devtools = await page.createCDPSession();
    const { port } = server.address() as AddressInfo;
    const open = async () => void (await page.goto(`http://127.0.0.1:${port}/`));
    await open();
    await run({ page, open, megabytes: () => megabytes(devtools) });
  } finally {
    await browser.close();
    server.close();
  }
}

/** Chromium's sandbox does not run as root. */
function asRoot(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

async function serve(script: string): Promise<Server> {
  const bundle = await build({
    entryPoints: [join(here, script)],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'chrome140',
  });
  const text = bundle.outputFiles[0]?.text ?? '';
  const server = createServer((request, response) => {
    const isScript = request.url === '/script.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    // Without these two Chromium's clock is a hundred microseconds coarse.
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    response.end(isScript ? text : '<!doctype html><script type="module" src="/script.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function megabytes(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize, ...more } = await devtools.send('Runtime.getHeapUsage');
  const buffers = 'backingStorageSize' in more ? Number(more.backingStorageSize) : 0;
  return (usedSize + buffers) / 1_000_000;
}
