// Chromium with Ringtab's content scripts in the pages of a web server, and a worker that only writes down what they
// say. The scripts are those of the build; the permission for the site is given in the manifest of a copy.
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser, type Page, type WebWorker } from 'puppeteer-core';
import { findChrome } from '../../scripts/find-chrome.mjs';
import { makeTemporaryFolder } from '../../scripts/ringtab-browser';
import { waitUntil } from '../gateway/real/wait-until';
import { patience, polling } from './screen-probes';

/** Every dial that it is sent, in `heard`; who looks for numbers gets what finds them, and is counted. */
const writingWorker = `
globalThis.heard = [];
globalThis.brought = 0;
chrome.runtime.onMessage.addListener((message, { origin, frameId, documentId, tab, url }) => {
  if (message.wanted === undefined) heard.push({ message, origin, frameId });
  else if (message.wanted === 'number') {
    brought++;
    const target = { tabId: tab.id, documentIds: [documentId] };
    const [, country] = new URL(url).pathname.split('/');
    const files = ['countries/' + country + '.js', 'content-number-finder.js'];
    chrome.scripting.executeScript({ target, files }).catch(() => undefined);
  }
});
`;

export interface Heard {
  message: { to: string; dial: { number: string; kind: string } };
  origin: string;
  frameId: number;
}

export interface PageBrowserOptions {
  /** Country codes; a page below /49/ is read as in Germany. */
  countries: string[];
  /** Without Ringtab in its pages: what a page costs by itself. */
  bare?: boolean;
  /** What is served, by path; below test/pages otherwise. */
  pages?: Record<string, string>;
}

/** A browser, its pages, and what Ringtab's scripts in them have said. */
export class PageBrowser {
  private constructor(
    readonly browser: Browser,
    private readonly worker: WebWorker,
    private readonly address: string,
    private readonly forget: () => Promise<void>,
  ) {}

  static async start({ countries, bare = false, pages = {} }: PageBrowserOptions): Promise<PageBrowser> {
    const server = createServer(({ url = '' }, response) => {
      const path = new URL(url, 'http://x').pathname.replace(/^\/\d+/, '');
      const file = join('test/pages', path.slice(1));
      const html = pages[path] ?? (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
      response.writeHead(html === undefined ? 404 : 200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(html ?? '');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const folder = makeTemporaryFolder('pages');
    const extension = join(folder, 'extension');
    allowPages(extension, bare ? [] : countries);
    const browser = await puppeteer.launch({
      executablePath: findChrome()?.path ?? '',
      headless: true,
      pipe: true,
      enableExtensions: [resolve(extension)],
      userDataDir: join(folder, 'chrome'),
      env: { ...process.env, LANGUAGE: 'en' },
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--lang=en'],
    });
    const target = await browser.waitForTarget((each) => each.type() === 'service_worker', {
      timeout: patience,
    });
    const worker = (await target.worker()) as WebWorker;
    await waitUntil('a worker that listens', () => worker.evaluate(() => 'heard' in globalThis));
    return new PageBrowser(browser, worker, `http://127.0.0.1:${port}`, async () => {
      await browser.close();
      await new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      });
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });
  }

  url(path: string): string {
    return `${this.address}${path}`;
  }

  /** @param path with the country in front: `/49/imprint.html` */
  async open(path: string, viewport = { width: 1000, height: 1000 }): Promise<Page> {
    const page = await this.browser.newPage();
    await page.setViewport(viewport);
    await page.goto(this.url(path));
    return page;
  }

  async heard(): Promise<Heard[]> {
    return this.worker.evaluate(() => (globalThis as unknown as { heard: Heard[] }).heard.splice(0));
  }

  /** Waits until something has been said. */
  async nextHeard(timeout = patience): Promise<Heard> {
    const until = Date.now() + timeout;
    while (Date.now() < until) {
      const [first] = await this.heard();
      if (first) return first;
    }
    throw new Error('Nothing was said to the worker.');
  }

  /** How often what finds numbers was brought into a page since this was asked last. */
  async brought(): Promise<number> {
    return this.worker.evaluate(() => {
      const counted = globalThis as unknown as { brought: number };
      const { brought } = counted;
      counted.brought = 0;
      return brought;
    });
  }

  /** Says to the scripts of all tabs what the worker says to them. */
  async tell(message: object): Promise<void> {
    await this.worker.evaluate(async (what) => {
      for (const { id } of await chrome.tabs.query({})) {
        await chrome.tabs.sendMessage(id as number, what).catch(() => undefined);
      }
    }, message);
  }

  close(): Promise<void> {
    return this.forget();
  }
}

function allowPages(extension: string, countries: string[]): void {
  cpSync('dist', extension, { recursive: true });
  const file = join(extension, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  manifest.host_permissions = ['http://127.0.0.1/*'];
  manifest.background = { service_worker: 'writing-worker.js' };
  manifest.content_scripts = countries.flatMap((country) => {
    const where = {
      matches: [`http://127.0.0.1/${country}/*`],
      all_frames: true,
      match_origin_as_fallback: false,
    };
    return [
      { ...where, js: ['content-links.js'], run_at: 'document_start' },
      {
        ...where,
        js: ['content-numbers.js'],
        css: ['content-numbers.css'],
        run_at: 'document_idle',
      },
    ];
  });
  writeFileSync(file, JSON.stringify(manifest));
  writeFileSync(join(extension, 'writing-worker.js'), writingWorker);
}

/** The numbers that are marked on the screen now, as they stand in the page. */
export function markedNumbers(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...(CSS.highlights.get('ringtab-number') ?? [])].map((range) => (range as Range).toString()),
  );
}

/** Waits until as many numbers are marked. */
export async function waitForMarked(page: Page, count: number, timeout = patience): Promise<string[]> {
  await page
    .waitForFunction(
      (wanted) => (CSS.highlights.get('ringtab-number')?.size ?? 0) === wanted,
      { timeout, polling },
      count,
    )
    .catch(async () => {
      throw new Error(`Wanted ${count} numbers, saw ${JSON.stringify(await markedNumbers(page))}.`);
    });
  return markedNumbers(page);
}
