// How quick the directory is; see scripts/bench.mjs.
import { type BenchPage, withBenchPage } from './bench-page';
import type { DirectoryBench, Keystroke } from './directory-page';
import { percentile, spread } from './figures';
import { people } from './people';

declare const bench: DirectoryBench;

const sizes = (process.argv[2] ?? '1000').split(',').map(Number);
const mostMs = 8;
const quickShare = 0.95;
const mostOfFuzzy = 1.5;
let good = true;

/** What people type: names, first and last, companies, addresses, numbers, and names on a keypad. */
function typedWords(count: number): string[] {
  const all = people(count);
  const words = Array.from({ length: 60 }, (_, at) => {
    const { firstName, lastName, company, email, numbers } =
      all[(at * 7919) % all.length] ?? people(1)[0] ?? {};
    const ways = [
      firstName,
      lastName,
      `${firstName} ${lastName}`,
      company,
      email?.slice(0, 8),
      numbers?.[0]?.number,
    ];
    return ways[at % ways.length] ?? '';
  });
  return [...words, '5646', '62796', '76484', 'john sm', 'e', 'a', 'zzzz'].filter((word) => word !== '');
}

const ms = (time: number) => `${time.toFixed(time < 10 ? 1 : 0)} ms`;

async function measure({ page, open, megabytes }: BenchPage, count: number): Promise<void> {
  console.log(`\n${count} contacts`);
  const filled = await page.evaluate((size) => bench.fill(size), count);
  console.log(
    `  written in ${ms(filled.write)}, indexed in ${ms(filled.index)}, no task over ${ms(filled.longest)}`,
  );
  await open();
  const before = await megabytes();
  const load = await page.evaluate(() => bench.load());
  const after = await megabytes();
  const first = await page.evaluate(() => bench.first());
  console.log(
    `  a screen opens: index loaded in ${ms(load)}, first 40 shown in ${ms(first.page)}, last 40 in ${ms(first.last)}; ${(after - before).toFixed(1)} MB`,
  );
  await page.evaluate(() => bench.fillHaystack());
  const words = typedWords(count);
  const strokes = await page.evaluate((typed) => bench.type(typed), words);
  tell(strokes);
  const scanned = await page.evaluate((typed) => bench.scan(typed), words.slice(0, 3));
  console.log(`  scan of IndexedDB    ${spread(scanned)}`);
  const changed = await page.evaluate(() => bench.change());
  console.log(`  one contact changed: index in ${ms(changed.index)}, screen's in ${ms(changed.refresh)}`);
  const numbers = Array.from(
    { length: 100 },
    (_, at) => people(count)[(at * 97) % count]?.numbers[0]?.number ?? '',
  );
  await open();
  const matched = await page.evaluate((each) => bench.match(each), numbers);
  console.log(
    `  a caller's name: ${ms(matched.cold)} at first, then ${spread(matched.times)}; ${matched.found} of 100`,
  );
}

function tell(strokes: Keystroke[]): void {
  console.log(`  ${strokes.length} keystrokes`);
  console.log(`  Ringtab              ${spread(strokes.map(({ ringtab }) => ringtab))}`);
  for (const [name, of] of byLength(strokes))
    console.log(`    ${name.padEnd(18)} ${spread(of.map(({ ringtab }) => ringtab))}`);
  console.log(`  Ringtab, best of 5   ${spread(strokes.map(({ best }) => best))}`);
  console.log(`  Ringtab, 20 shown    ${spread(strokes.map(({ shown }) => shown))}`);
  console.log(`  uFuzzy               ${spread(strokes.map(({ uFuzzy }) => uFuzzy))}`);
  const quick = strokes.filter(({ ringtab }) => ringtab < mostMs).length / strokes.length;
  verdict(
    quick >= quickShare,
    `${quickShare * 100} of 100 keystrokes under ${mostMs} ms: ${(quick * 100).toFixed(1)}`,
  );
  tellSome([...strokes].filter(({ ringtab }) => ringtab >= mostMs));
  const ratios = strokes.map(({ ratio }) => ratio);
  const slower = strokes.filter(({ ratio }) => ratio > mostOfFuzzy);
  const [p50, p95, max] = [50, 95, 100].map((percent) => percentile(ratios, percent).toFixed(2));
  verdict(
    slower.length === 0,
    `no keystroke slower than ${mostOfFuzzy} x uFuzzy: p50 ${p50} x  p95 ${p95} x  max ${max} x (each at its best of 5)`,
  );
  tellSome(slower);
}

/** The first keystroke of a name finds most, and whoever types on finds less. */
function byLength(strokes: Keystroke[]): [string, Keystroke[]][] {
  return [
    ['the 1st character', strokes.filter(({ typed }) => typed.length === 1)],
    ['the 2nd', strokes.filter(({ typed }) => typed.length === 2)],
    ['the 3rd', strokes.filter(({ typed }) => typed.length === 3)],
    ['those that follow', strokes.filter(({ typed }) => typed.length > 3)],
  ];
}

function verdict(isMet: boolean, figure: string): void {
  console.log(`  ${isMet ? 'met' : 'NOT met'}: ${figure}`);
  if (!isMet) good = false;
}

function tellSome(strokes: Keystroke[]): void {
  const slowest = strokes.sort((one, other) => other.ringtab - one.ringtab).slice(0, 5);
  for (const { typed, ringtab, best, uFuzzy, found } of slowest)
    console.log(
      `    "${typed}" ${ringtab.toFixed(3)} ms, best ${best.toFixed(3)} ms, uFuzzy ${uFuzzy.toFixed(3)} ms, ${found} found`,
    );
}

await withBenchPage('directory-page.ts', async (page) => {
  for (const count of sizes) await measure(page, count);
});
console.log(good ? '\nQuick enough.' : '\nNot quick enough.');
process.exitCode = good ? 0 : 1;
