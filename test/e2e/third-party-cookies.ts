// Whether a browser lets a page in a page of another site keep cookies, as the login pages of companies do.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';
import type { RingtabBrowser } from '../../scripts/ringtab-browser';

const cookie = 'kept=yes';
/** A third party may set cookies only so; a machine's own address counts as secure without https. */
const keepCookie = `document.cookie = '${cookie}; SameSite=None; Secure';`;

export interface CookieReport {
  /** Seen by the page on its own site. */
  atHome: boolean;
  /** Seen by the same page in a frame of another site. */
  asThirdParty: boolean;
}

/** Tries both in this browser: 127.0.0.1 and localhost are sites of their own to it. */
export async function cookiesKept(browser: RingtabBrowser): Promise<CookieReport> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    const { port } = server.address() as AddressInfo;
    const frame = `<iframe src="http://127.0.0.1:${port}/inner"></iframe>`;
    response.end(request.url === '/outer' ? frame : `<script>${keepCookie}</script>`);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const page = await browser.browser.newPage();
  try {
    const asThirdParty = await hasCookie(page, `http://localhost:${port}/outer`);
    return { asThirdParty, atHome: await hasCookie(page, `http://127.0.0.1:${port}/inner`) };
  } finally {
    await page.close();
    server.close();
    server.closeAllConnections();
  }
}

async function hasCookie(page: Page, url: string): Promise<boolean> {
  await page.goto(url, { waitUntil: 'load' });
  const inner = page.frames().find((frame) => frame.url().endsWith('/inner'));
  if (!inner) throw new Error('the page has no frame');
  return (await inner.evaluate(() => document.cookie)).includes(cookie);
}
