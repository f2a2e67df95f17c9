// The button that Ringtab shows beside a number in a page's text.
import type { Frame, Page } from 'puppeteer-core';

/** Its selector, by the number in its name. */
export function callButton(number: string): string {
  return `::-p-aria([name="Call ${number} with Ringtab"][role="button"])`;
}

/** Puts the pointer on the last letters of an element's text. @param frame where that is; without it in the page itself */
export async function pointAt(page: Page, selector: string, frame: Frame = page.mainFrame()): Promise<void> {
  const element = await frame.waitForSelector(selector);
  const offset = await element?.evaluate((found) => {
    const range = document.createRange();
    range.selectNodeContents(found);
    const [box, outer] = [range.getBoundingClientRect(), found.getBoundingClientRect()];
    return { x: box.right - 12 - outer.left, y: box.top + box.height / 2 - outer.top };
  });
  // Of the page, also where the element is in a frame.
  const outer = await element?.boundingBox();
  if (!offset || !outer) throw new Error(`There is no ${selector} to be seen.`);
  await page.mouse.move(outer.x + offset.x, outer.y + offset.y);
}
