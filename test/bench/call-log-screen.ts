import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { build } from '../../build.mjs';
import { launch } from '../../scripts/ringtab-browser';
import { yearsOfCalls } from '../fakes/call-log-entries';
import { fillCallLog } from '../fakes/fake-background';
import { openState } from '../fakes/open-state';
import { snapshotOf } from '../fakes/snapshots';

const extensionDir = resolve('out/bench-extension');
const view = { width: 360, height: 600, dark: false };

/**
 * Milliseconds from the click on the tab to the first rows on the real screen, in the extension itself, for logs of
 * these sizes: the middle of five.
 */
export async function measureScreen(sizes: readonly number[]): Promise<Map<number, number>> {
  await build(extensionDir);
  const ringtab = await launch({ lang: 'en', extensionDir });
  const found = new Map<number, number>();
  try {
    for (const size of sizes) {
      const now = Date.now();
      const state = { name: `${size} calls`, screen: 'popup' as const, snapshot: snapshotOf() };
      const filling = await openState(ringtab, state, { ...view, now });
      await openTab(filling);
      await fillCallLog(filling, yearsOfCalls(size, now));
      await filling.close();
      const times: number[] = [];
      for (let again = 0; again < 5; again++) {
        const page = await openState(ringtab, state, { ...view, now });
        times.push(await openTab(page));
        await page.close();
      }
      found.set(size, times.sort((one, other) => one - other)[2] ?? 0);
    }
  } finally {
    await ringtab.close();
    rmSync(extensionDir, { recursive: true, force: true });
  }
  return found;
}

/** Until the frame with the rows is about to be painted. */
function openTab(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        const begun = performance.now();
        const look = () => {
          if (document.querySelector('.row .row-name, .empty')) done(performance.now() - begun);
          else requestAnimationFrame(look);
        };
        document.querySelector<HTMLElement>('#tab-calls')?.click();
        look();
      }),
  );
}
