// npm test: from a bare clone to `N passed, N failed`.
//   npm test -- [--yes] [--only=lint,types,unit,gateway,demo,real,faults,smoke]
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endAllSteps, runStep } from './run-step.mjs';
import {
  agreeOnSystemPackages,
  installNpmPackages,
  installSystemPackages,
  lacking,
  root,
  seconds,
} from './set-up.mjs';
import { lacksBrowser, nodeProblem, noRealGateway } from './set-up-plan.mjs';
import { countJest, countsText, lastLine, oneCheck, oneSkip, timeTable, total } from './test-report.mjs';

/** @typedef {import('./test-report.mjs').Counts} Counts */
/** @typedef {import('./test-report.mjs').StepResult} StepResult */

const minute = 60_000;
const begun = performance.now();
/** Nothing may hang: what is not done by then is ended and has failed. */
const deadline = begun + 19.6 * minute;
const words = process.argv.slice(2);
const only = words
  .find((word) => word.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
const steps = ['lint', 'types', 'unit', 'gateway', 'demo', 'real', 'faults', 'smoke'];
const unknown = [
  ...words.filter((word) => word !== '--yes' && !word.startsWith('--only=')),
  ...(only ?? []).filter((step) => !steps.includes(step)),
];
if (unknown.length > 0) {
  console.log(`npm test knows --yes and --only=${steps.join(',')}, not ${unknown.join(' ')}.`);
  process.exit(1);
}
const strict = process.env.CI === 'true';
const reports = join(root, 'out', 'test');
const say = console.log;
/** @type {StepResult[]} */
const results = [];

/** @param {string} key */
const wanted = (key) => only === undefined || only.includes(key);
/** @param {string} name */
const tool = (name) => join(root, 'node_modules', name);

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    endAllSteps();
    process.exit(130);
  });
}

/** @param {string} name @param {number} ms @param {Counts} counts @param {string} [output] shown when something failed */
function finish(name, ms, counts, output) {
  results.push({ name, ms, ...counts });
  if (counts.failed > 0 && output) say(`\n--- ${name} ---\n${output.trimEnd()}\n---`);
  const mark = counts.failed > 0 ? 'FAILED' : counts.skipped > 0 && counts.passed === 0 ? 'skipped' : 'ok';
  say(`${mark.padEnd(8)}${name}  ${countsText(counts)}  ${seconds(ms)}`);
  for (const reason of counts.reasons) say(`        skipped: ${reason}`);
}

/**
 * Runs a Node program; its exit code is the result unless `count` knows better.
 * @param {string} name
 * @param {string[]} args
 * @param {{ limitMs?: number, count?: () => Counts }} [options]
 */
async function step(name, args, { limitMs = 4 * minute, count } = {}) {
  const left = Math.max(1000, deadline - performance.now());
  const { code, output, ms, timedOut } = await runStep(process.execPath, args, {
    cwd: root,
    env: { FORCE_COLOR: '0', NO_COLOR: '1' },
    limitMs: Math.min(limitMs, left),
  });
  const counts = count ? count() : oneCheck(code === 0);
  // A runner that crashed after its report, or was ended, has not passed whatever the report says.
  if ((code !== 0 || timedOut) && counts.failed === 0) counts.failed = 1;
  finish(name, ms, counts, timedOut ? `${output}\nNot done in ${seconds(limitMs)}; ended.` : output);
}

/** @param {string} name @param {string[]} projects @param {{ limitMs?: number, oneByOne?: boolean, workers?: number, whySkipped?: string | undefined }} [options] `whySkipped`: what this machine lacks */
async function jest(name, projects, { limitMs, oneByOne = false, workers = 2, whySkipped } = {}) {
  const report = join(reports, `${projects.join('-')}.json`);
  rmSync(report, { force: true });
  const args = [
    ...[tool('jest/bin/jest.js'), '--selectProjects', ...projects],
    ...['--ci', '--forceExit', '--json', `--outputFile=${report}`],
    // What the whole machine shares, as ports that are counted and a policy file, wants no neighbour.
    ...(oneByOne ? ['--runInBand'] : [`--maxWorkers=${workers}`]),
  ];
  await step(name, args, {
    ...(limitMs === undefined ? {} : { limitMs }),
    count: () => countJest(existsSync(report) ? readFileSync(report, 'utf8') : undefined, whySkipped),
  });
}

/** What needs neither a browser nor a server: runs while those are being installed, and beside what waits for them. */
async function checks() {
  if (wanted('lint')) {
    await step('format and lint', [tool('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '.']);
  }
  if (wanted('types')) {
    for (const part of ['domain', 'worker', 'page', 'node']) {
      await step(`types: ${part}`, [tool('typescript/bin/tsc'), '-p', `tsconfig/${part}.json`]);
    }
  }
  if (wanted('unit')) await jest('unit tests', ['unit'], { limitMs: 6 * minute });
}

function whatIsMissing() {
  const missing = lacking('test');
  const noBrowser = lacksBrowser(missing) ? 'there is no Chrome or Chromium on this machine' : undefined;
  return { noBrowser, noGateway: noBrowser ?? noRealGateway(missing) };
}

/**
 * They wait more than they work: there is room for them beside what needs neither a server nor a browser. A policy
 * holds for every browser of the machine, so this is also the time when there is no other.
 */
async function waitingSteps() {
  const { noBrowser, noGateway } = whatIsMissing();
  if (wanted('gateway')) {
    await jest('the gateways themselves', ['gateway'], { oneByOne: true, whySkipped: noGateway });
  }
  // Without a gateway the tests with the real one say so, these among them.
  if (wanted('real') && !noGateway) await jest('Chrome’s policy', ['policy'], { oneByOne: true });
  await smoke(noBrowser);
}

/** What needs the built extension in a browser; calls wait most of their time: two would leave half of two processors unused. */
async function browserSteps() {
  const { noBrowser, noGateway } = whatIsMissing();
  const demo = { key: 'demo', name: 'Chromium and the demo gateway', whyNot: noBrowser };
  const real = { key: 'real', name: 'Chromium and the real gateway', whyNot: noGateway };
  const faults = { key: 'faults', name: 'the quick rows of the fault matrix', whyNot: noBrowser };
  // Floods are measured in time: they want no gateway beside them that works hard as well.
  await inBrowsers([demo], 14, noGateway);
  // In one, so that no processor waits for the last test of each.
  await inBrowsers([real, faults], 8, noGateway);
}

/** @param {{ key: string, name: string, whyNot: string | undefined }[]} kinds @param {number} minutes at most @param {string | undefined} whySkipped */
async function inBrowsers(kinds, minutes, whySkipped) {
  const asked = kinds.filter(({ key }) => wanted(key));
  for (const { name, whyNot } of asked) if (whyNot) finish(name, 0, oneSkip(`${name}: ${whyNot}`));
  const possible = asked.filter(({ whyNot }) => !whyNot);
  if (possible.length === 0) return;
  const name = possible.map((kind) => kind.name).join(', ');
  const keys = possible.map(({ key }) => key);
  await jest(name, keys, { limitMs: minutes * minute, workers: 3, whySkipped });
}

/** @param {string | undefined} noBrowser */
async function smoke(noBrowser) {
  if (!wanted('smoke')) return;
  const name = 'smoke call';
  if (noBrowser) finish(name, 0, oneSkip(`${name}: ${noBrowser}`));
  else await step(name, ['--import', 'tsx', join('scripts', 'smoke.ts')], { limitMs: 2 * minute });
}

async function main() {
  const problem = nodeProblem(process.versions.node);
  if (problem) {
    say(problem);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  mkdirSync(reports, { recursive: true });
  const agreed = await agreeOnSystemPackages('test', { yes: words.includes('--yes'), say });
  const none = { passed: 0, failed: 0, skipped: 0, reasons: [] };
  const system = installSystemPackages(agreed, say).then(({ ms }) => {
    results.push({ name: 'install: system packages', ms, ...none });
  });
  const npm = await installNpmPackages(say);
  results.push({ name: 'install: npm packages', ms: npm.ms, ...none });
  if (!npm.ok) {
    await system;
    return { passed: 0, failed: 1, skipped: 0 };
  }
  await step('build', [join(root, 'build.mjs')]);
  await Promise.all([system.then(waitingSteps), checks()]);
  await browserSteps();
  return total(results, strict);
}

const sum = await main();
const reasons = results.flatMap((result) => result.reasons);
if (reasons.length > 0) say(`\nSkipped${strict ? ', which counts as failed where CI=true' : ''}:`);
for (const reason of reasons) say(`  ${reason}`);
say('\nWhere the time went (installs ran beside the first checks):');
for (const line of timeTable(results, performance.now() - begun)) say(`  ${line}`);
say('');
say(lastLine(sum));
process.exitCode = sum.failed > 0 ? 1 : 0;
