// What a hostile text has done to a screen, looked for in the page itself: a hundred texts in a few seconds.
import type { Page } from 'puppeteer-core';

export interface Eyes {
  /** What is wrong with the screen as it stands; nothing where it has held. */
  damage(): string[];
  /** Waits until there is such a thing. */
  until<Found>(what: string, look: () => Found | null | undefined | false): Promise<Found>;
  /** The first of these, once it is there, is pressed. */
  press(selector: string): Promise<void>;
  /** Types all at once. */
  type(selector: string, text: string): Promise<void>;
}

/** Gives a page its `eyes`. */
export async function giveEyes(page: Page): Promise<void> {
  await page.evaluate(() => {
    const foreign =
      'img, iframe, object, embed, script, style, link, meta, base, math, form[action], [onerror], [onload], [onclick]';
    const boxOf = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();

    function wrongButtons(frame: { top: number; bottom: number }): string[] {
      const wrong: string[] = [];
      for (const button of document.querySelectorAll('.content button:not(.row-main, [hidden])')) {
        const box = button.getBoundingClientRect();
        if (box.width < 20 || box.height < 20) wrong.push(`${button.className} is too small`);
        if (box.left < 0 || box.right > innerWidth) wrong.push(`${button.className} is outside`);
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        if (y < frame.top || y > frame.bottom) continue;
        const top = document.elementFromPoint(x, y);
        const isOurs =
          top === button || button.contains(top) || top?.closest('.editor-buttons, .calls-head, dialog');
        if (!isOurs) wrong.push(`${top?.className} lies over ${button.className}`);
      }
      return wrong;
    }
    const eyes: Eyes = {
      damage() {
        const wrong: string[] = [];
        if ('hacked' in window) wrong.push('a script ran');
        const stranger = document.body.querySelector(foreign);
        if (stranger) wrong.push(`there is ${stranger.outerHTML}`);
        for (const selector of ['html', 'body', '.content', '.header', '.tab-bar']) {
          const element = document.querySelector(selector);
          if (element && element.scrollWidth > element.clientWidth) wrong.push(`${selector} is too wide`);
        }
        const [header, content, tabs] = ['.header', '.content', '.tab-bar'].map(boxOf);
        if (header?.top !== 0 || header.height > 90) wrong.push('the header has moved');
        if (Math.round(tabs?.bottom ?? 0) !== innerHeight) wrong.push('the tabs have moved');
        if (Math.abs((content?.bottom ?? 0) - (tabs?.top ?? 0)) > 1)
          wrong.push('the content covers the tabs');
        return [...wrong, ...wrongButtons({ top: content?.top ?? 0, bottom: content?.bottom ?? 0 })];
      },
      async until(what, look) {
        for (let tries = 0; tries < 4_000; tries++) {
          const found = look();
          if (found) return found;
          await new Promise((resolve) => setTimeout(resolve, 4));
        }
        throw new Error(`waited for ${what}`);
      },
      async press(selector) {
        const found = await eyes.until(selector, () => document.querySelector<HTMLElement>(selector));
        found.click();
      },
      async type(selector, text) {
        const field = await eyes.until(selector, () => document.querySelector<HTMLInputElement>(selector));
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      },
    };
    Object.assign(window, { eyes });
  });
}

/** From now on whatever a text makes the page do beyond its own is noted. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('dialog', (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => complaints.push(`a request to ${request.url()}`));
  page.on('framenavigated', (frame) => complaints.push(`went to ${frame.url()}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}
