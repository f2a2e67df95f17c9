// npm run fuzz: the tests that make up their own cases, with many more of them than in `npm test`.
//   npm run fuzz -- [--runs=200000] [--seed=1]
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endAllSteps, runStep } from './run-step.mjs';

/** @typedef {import('../test/fuzz/fuzz').FuzzResult} FuzzResult */

const root = resolve(fileURLToPath(new URL('..', import.meta.url)));
const options = { runs: 200_000, seed: 1 };
for (const word of process.argv.slice(2)) {
  const [, name, value] = /^--(runs|seed)=(\d{1,9})$/.exec(word) ?? [];
  if (name === undefined) {
    console.log(`npm run fuzz knows --runs=200000 and --seed=1, not ${word}.`);
    process.exit(1);
  }
  options[/** @type {'runs' | 'seed'} */ (name)] = Number(value);
}
const report = join(root, 'out', 'test', 'fuzz.jsonl');
mkdirSync(join(root, 'out', 'test'), { recursive: true });
rmSync(report, { force: true });
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    endAllSteps();
    process.exit(130);
  });
}

console.log(
  `Each test has ${options.runs} cases, made from seed ${options.seed}. Messages of SIP have five times as many. This takes an hour or more.`,
);
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const only = ['--selectProjects', 'unit', '--findRelatedTests', join('test', 'fuzz', 'fuzz.ts')];
const { code, output, ms } = await runStep(process.execPath, [jest, '--ci', '--maxWorkers=2', ...only], {
  cwd: root,
  env: {
    RINGTAB_FUZZ_RUNS: String(options.runs),
    RINGTAB_FUZZ_SEED: String(options.seed),
    RINGTAB_FUZZ_REPORT: report,
    FORCE_COLOR: '0',
  },
  limitMs: 180 * 60_000,
});

/** @type {FuzzResult[]} */
const results = existsSync(report)
  ? readFileSync(report, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];
if (code !== 0) console.log(output);
for (const { name, runs, slowest, slowestCase, passed } of results) {
  console.log(`\n${passed ? 'ok    ' : 'FAILED'} ${name}`);
  console.log(`       ${runs} cases; the slowest took ${slowest.toFixed(1)} ms: ${slowestCase}`);
}
const failed = results.filter(({ passed }) => !passed).length;
const cases = results.reduce((sum, { runs }) => sum + runs, 0);
const good = code === 0 && failed === 0 && results.length > 0;
console.log(`\n${cases} cases in ${results.length} tests, ${Math.round(ms / 1000)} s.`);
console.log(
  good ? 'Nothing threw, nothing took 50 ms, no prototype changed.' : `${failed || 'Something'} failed.`,
);
process.exitCode = good ? 0 : 1;
