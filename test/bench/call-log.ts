// How quick the call log is; see scripts/bench.mjs.
import { type BenchPage, withBenchPage } from './bench-page';
import type { CallLogBench } from './call-log-page';
import { measureScreen } from './call-log-screen';
import { percentile, spread } from './figures';

declare const bench: CallLogBench;

const sizes = (process.argv[2] ?? '1000').split(',').map(Number);
const words = ['léa dubois', 'jonas', 'farid had', '+49 89 1000', '0891001', 'o’brien', 'zzzz'];
/** One frame: a keystroke that takes longer is felt. */
const mostMs = 16;
/** How much slower the longest list may open than the shortest. */
const mostOfShortest = 2;

interface Row {
  calls: number;
  /** Milliseconds; the plain way to do the same stands beside it. */
  first: number;
  whole: number;
  plainOpen: number;
  keystroke: number[];
  shown: number[];
  scan: number;
  filter: number;
  parties: number;
  write: number;
  screen: number;
}

const fastest = async (count: number, measure: () => Promise<number>) => {
  const times: number[] = [];
  for (let again = 0; again < count; again++) times.push(await measure());
  return percentile(times, 50);
};

async function measure({ page, open }: BenchPage, calls: number): Promise<Row> {
  await page.evaluate((count) => bench.fill(count), calls);
  await open();
  // Once for the database to be opened, which each screen does while it starts.
  await page.evaluate(() => bench.firstRows());
  const first = await fastest(5, () => page.evaluate(() => bench.firstRows()));
  const whole = await fastest(3, () => page.evaluate(() => bench.whole()));
  const plainOpen = await fastest(3, () => page.evaluate(() => bench.plainOpen()));
  const prepared = await page.evaluate(() => bench.prepare());
  const strokes = await page.evaluate((typed) => bench.type(typed), words);
  const scanned = await page.evaluate((typed) => bench.scan(typed), words.slice(0, 3));
  const filtered = await page.evaluate(() => bench.filter(['missed', 'incoming', 'outgoing']));
  const parties = await fastest(3, () => page.evaluate(() => bench.parties()));
  if (!(await page.evaluate((typed) => bench.agree(typed), ['jonas', 'lea', '89100', 'zzzz'])))
    throw new Error('The search does not find what a plain look finds.');
  const mended = await page.evaluate(() => bench.mend());
  const written = await page.evaluate(() => bench.calls(20));
  console.log(
    `${calls} calls: ${strokes.length} keystrokes ${spread(strokes.map(({ search }) => search))}, prepared in ${prepared.toFixed(1)} ms; lists looked after in ${mended.look.toFixed(0)} ms, made anew in ${mended.anew.toFixed(0)} ms`,
  );
  return {
    calls,
    first,
    whole,
    plainOpen,
    keystroke: strokes.map(({ search }) => search),
    shown: strokes.map(({ rows }) => rows),
    scan: percentile(scanned, 50),
    filter: percentile(filtered, 100),
    parties,
    write: percentile(written, 50),
    screen: 0,
  };
}

const ms = (time: number) => time.toFixed(time < 10 ? 2 : 0);
const times = (ratio: number) => `${ratio.toFixed(ratio < 10 ? 1 : 0)} x`;

function tell(rows: Row[]): void {
  const shortest = rows[0];
  const line = (name: string, value: (row: Row) => string) =>
    console.log(`| ${[name.padEnd(50), ...rows.map((row) => value(row).padStart(10))].join(' | ')} |`);
  console.log('');
  line('calls in the log', ({ calls }) => String(calls));
  console.log(`|${'-'.repeat(52)}|${rows.map(() => `${'-'.repeat(11)}:|`).join('')}`);
  line('the tab is opened: first rows on the screen, ms', ({ screen }) => ms(screen));
  line('  times that of the shortest log', ({ screen }) => times(screen / (shortest?.screen ?? 1)));
  line('first 20 entries read, ms', ({ first }) => ms(first));
  line('the whole list: read, grouped by days, ms', ({ whole }) => ms(whole));
  line('  plain IndexedDB: all entries read and sorted, ms', ({ plainOpen }) => ms(plainOpen));
  line('  quicker by', ({ whole, plainOpen }) => times(plainOpen / whole));
  line('a keystroke in the search, p50, ms', ({ keystroke }) => ms(percentile(keystroke, 50)));
  line('  p95, ms', ({ keystroke }) => ms(percentile(keystroke, 95)));
  line('  p95, with the first 20 entries read, ms', ({ shown }) => ms(percentile(shown, 95)));
  line('  plain IndexedDB: a cursor over all entries, ms', ({ scan }) => ms(scan));
  line('  quicker by', ({ keystroke, scan }) => times(scan / percentile(keystroke, 95)));
  line('a filter, the slowest, ms', ({ filter }) => ms(filter));
  line('grouped by person, ms', ({ parties }) => ms(parties));
  line('a call written, ms', ({ write }) => ms(write));
}

const rows: Row[] = [];
await withBenchPage('call-log-page.ts', async (page) => {
  for (const count of sizes) rows.push(await measure(page, count));
});
const screens = await measureScreen(sizes);
for (const row of rows) row.screen = screens.get(row.calls) ?? 0;
tell(rows);
const slow = rows.filter(({ keystroke }) => percentile(keystroke, 95) >= mostMs);
const slowToOpen = rows.filter(({ screen }) => screen > mostOfShortest * (rows[0]?.screen ?? 0));
const good = slow.length === 0 && slowToOpen.length === 0;
console.log(
  good
    ? `\nQuick enough: 95 of 100 keystrokes under ${mostMs} ms, and no log opens slower than ${mostOfShortest} times the shortest.`
    : '\nNot quick enough.',
);
process.exitCode = good ? 0 : 1;
