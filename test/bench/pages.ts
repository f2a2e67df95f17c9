// What Ringtab's scripts cost the pages they run in; see scripts/bench.mjs.
import type { CDPSession, Page } from 'puppeteer-core';
import { PageBrowser } from '../e2e/page-browser';
import { percentile } from './figures';
import { article, numberTable } from './pages-made';
import { type Cost, costOf } from './profile-cost';

/** What the user was promised: milliseconds, and a share of the time. */
const most = { quietMs: 5, taskMs: 50, share: 0.02 };
const loads = 9;
const changingMs = 6000;
let good = true;

function tell(what: string, value: number, limit: number, unit: string): void {
  const holds = value <= limit;
  good &&= holds;
  console.log(`  ${holds ? 'ok    ' : 'FAILED'} ${what}: ${value.toFixed(2)} ${unit} (at most ${limit})`);
}

async function profiled(page: Page, work: () => Promise<unknown>): Promise<Cost> {
  const devtools: CDPSession = await page.createCDPSession();
  await devtools.send('Profiler.enable');
  await devtools.send('Profiler.setSamplingInterval', { interval: 100 });
  await devtools.send('Profiler.start');
  const started = performance.now();
  await work();
  const lasted = performance.now() - started;
  const { profile } = await devtools.send('Profiler.stop');
  await devtools.detach();
  return costOf(profile, 'chrome-extension://', lasted);
}

/** Loaded, read and at rest. */
async function load(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'load' });
  await page.evaluate(async () => {
    for (let quiet = 0; quiet < 10; quiet++) {
      await new Promise((idle) => requestIdleCallback(idle));
      await new Promise((later) => setTimeout(later, 60));
    }
  });
}

async function quietPage(browser: PageBrowser): Promise<void> {
  console.log('\nAn article of 3,000 elements without a number');
  const costs: Cost[] = [];
  for (let time = 0; time < loads; time++) {
    const page = await browser.browser.newPage();
    costs.push(await profiled(page, () => load(page, browser.url('/49/article'))));
    await page.close();
  }
  tell(
    'CPU of the scripts, median',
    percentile(
      costs.map(({ cpuMs }) => cpuMs),
      50,
    ),
    most.quietMs,
    'ms',
  );
}

async function bigTable(browser: PageBrowser): Promise<void> {
  console.log('\nA table of 10,000 numbers');
  const page = await browser.browser.newPage();
  const cost = await profiled(page, async () => {
    await page.goto(browser.url('/49/table'), { waitUntil: 'load' });
    await page.waitForFunction(() => (CSS.highlights.get('ringtab-number')?.size ?? 0) > 10, {
      timeout: 60_000,
    });
    await load(page, browser.url('/49/table'));
  });
  tell('longest task of the scripts', cost.longestMs, most.taskMs, 'ms');
  await page.close();
}

/** As many changes a second as that, of every kind. */
async function changing(page: Page, perSecond: number, forMs: number): Promise<number> {
  return page.evaluate(
    async (rate, milliseconds) => {
      const log = document.getElementById('log') as HTMLElement;
      const counter = document.getElementById('counter') as HTMLElement;
      let made = 0;
      const started = performance.now();
      const tick = () => {
        const due = Math.floor(((performance.now() - started) * rate) / 1000);
        for (; made < due; made++) {
          if (made % 3 === 0) (counter.firstChild as Text).data = `${made} of 1000000 at ${Date.now()}`;
          else if (made % 3 === 1) {
            const line = document.createElement('p');
            line.textContent =
              made % 100 === 1
                ? `Call 030 ${1000000 + made}`
                : `Event ${made} at ${Date.now()} from 10.0.0.7`;
            log.append(line);
          } else log.firstElementChild?.remove();
        }
      };
      await new Promise<void>((over) => {
        const timer = setInterval(() => {
          tick();
          if (performance.now() - started < milliseconds) return;
          clearInterval(timer);
          over();
        }, 1);
      });
      return made;
    },
    perSecond,
    forMs,
  );
}

async function restlessPage(browser: PageBrowser): Promise<void> {
  console.log('\nA page with 1,000 changes a second');
  const page = await browser.browser.newPage();
  await load(page, browser.url('/49/article'));
  // What tsx puts into functions, which the page does not have.
  await page.evaluate('globalThis.__name = (named) => named');
  let made = 0;
  const cost = await profiled(page, async () => {
    made = await changing(page, 1000, changingMs);
  });
  console.log(
    `  ${Math.round((made / cost.lastedMs) * 1000)} changes a second, for ${Math.round(cost.lastedMs / 1000)} s`,
  );
  tell('share of the time', (cost.cpuMs / cost.lastedMs) * 100, most.share * 100, '%');
  tell('longest task of the scripts', cost.longestMs, most.taskMs, 'ms');
  await page.close();
}

const browser = await PageBrowser.start({
  countries: ['49'],
  pages: { '/article': article(3000), '/table': numberTable(10_000) },
});
try {
  await quietPage(browser);
  await bigTable(browser);
  await restlessPage(browser);
} finally {
  await browser.close();
}
console.log(good ? '\nAll figures hold.' : '\nNot all figures hold.');
process.exitCode = good ? 0 : 1;
