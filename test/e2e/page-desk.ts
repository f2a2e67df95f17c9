// A desk in whose browser a script of ours has been taken over by a page: it says to the worker whatever it is told.
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { makeTemporaryFolder } from '../../scripts/ringtab-browser';
import { denver } from '../fakes/profiles';
import { Desk } from './desk';

/** Says what the page wants said, as often as it wants. */
const takenOver = `
addEventListener('message', async ({ data }) => {
  if (!data?.say) return;
  for (let count = 0; count < (data.times ?? 1); count++) void chrome.runtime.sendMessage(data.say).catch(() => {});
});
document.documentElement.dataset.takenOver = 'yes';
`;

/** Two names of this computer are two sites. */
export const [here, elsewhere] = ['127.0.0.1', 'localhost'] as const;

export class PageDesk {
  private constructor(
    readonly desk: Desk,
    private readonly website: Server,
    private readonly folder: string,
  ) {}

  /** @param pages HTML by path */
  static async open(pages: Record<string, string>): Promise<PageDesk> {
    const website = createServer(({ url = '' }, response) => {
      response.writeHead(pages[url] === undefined ? 404 : 200, {
        'Content-Type': 'text/html; charset=utf-8',
      });
      response.end(pages[url] ?? '');
    });
    await new Promise<void>((listening) => website.listen(0, listening));
    const folder = makeTemporaryFolder('with-taken-over-script');
    const file = join(folder, 'manifest.json');
    cpSync('dist', folder, { recursive: true });
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    // As if Chrome had asked, and the user had said yes.
    manifest.host_permissions = [`http://${here}/*`, `http://${elsewhere}/*`];
    manifest.content_scripts = [
      { matches: manifest.host_permissions, js: ['taken-over.js'], all_frames: true },
    ];
    writeFileSync(file, JSON.stringify(manifest));
    writeFileSync(join(folder, 'taken-over.js'), takenOver);
    const desk = await Desk.open({
      profile: { DialRule: true, ...denver },
      launch: { extensionDir: folder },
    });
    return new PageDesk(desk, website, folder);
  }

  get port(): number {
    return (this.website.address() as AddressInfo).port;
  }

  async visit(path: string, host: string = here): Promise<Page> {
    const page = await this.desk.browser.browser.newPage();
    await page.goto(`http://${host}:${this.port}${path}`);
    await page.waitForSelector('[data-taken-over]');
    return page;
  }

  async close(): Promise<void> {
    await this.desk.close();
    this.website.closeAllConnections();
    this.website.close();
    if (existsSync(this.folder)) rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Has the script that was taken over say this. */
export async function say(page: Page, message: unknown, times = 1): Promise<void> {
  await page.evaluate((said, often) => window.postMessage({ say: said, times: often }, '*'), message, times);
}
