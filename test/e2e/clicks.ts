// When a person clicked, by the clock that the gateway notes its messages with.
import type { Page } from 'puppeteer-core';

declare global {
  var clickedAt: number | undefined;
}

/** To be called once a page; `lastClick` answers from then on. */
export function clicksAreNoted(page: Page): Promise<void> {
  return page.evaluate(() => {
    document.addEventListener(
      'click',
      () => {
        globalThis.clickedAt = Date.now();
      },
      true,
    );
  });
}

/** Milliseconds since the epoch. */
export async function lastClick(page: Page): Promise<number> {
  const at = await page.evaluate(() => globalThis.clickedAt);
  if (at === undefined) throw new Error('Nobody has clicked.');
  return at;
}
