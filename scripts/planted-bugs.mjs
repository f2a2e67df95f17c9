// npm run planted-bugs: plants one mistake after the other in a copy of the project, and says what catches it.
//   npm run planted-bugs -- [--check] [--only=part of a name,another]
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { plantedBugs } from '../test/planted-bugs/bugs.mjs';
import { endAllSteps, runStep } from './run-step.mjs';
import { root, seconds, setUp } from './set-up.mjs';

/** @typedef {import('../test/planted-bugs/planted-bug.mjs').PlantedBug} PlantedBug */
/** @typedef {{ bug: PlantedBug, caughtBy: string | undefined, ms: number }} Outcome */

const minute = 60_000;
const words = process.argv.slice(2);
const wanted = words
  .find((word) => word.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
const unknown = words.filter((word) => word !== '--check' && !word.startsWith('--only='));
if (unknown.length > 0) {
  console.log(`npm run planted-bugs knows --check and --only=, not ${unknown.join(' ')}.`);
  process.exit(1);
}
const bugs = plantedBugs.filter(({ name }) => !wanted || wanted.some((part) => name.includes(part)));
let copy = '';
const forget = () => copy && rmSync(copy, { recursive: true, force: true });
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    endAllSteps();
    forget();
    process.exit(130);
  });
}

/** The source with the bug in it; undefined when what it replaces does not stand there exactly once. @param {PlantedBug} bug */
function planted({ file, search, replace }) {
  const parts = readFileSync(join(root, file), 'utf8').split(search);
  return parts.length === 2 ? parts.join(replace) : undefined;
}

/** All files that belong to the project, and its packages by hard links. */
function copyProject() {
  const folder = mkdtempSync(join(tmpdir(), 'ringtab-planted-bugs-'));
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const files = execFileSync('git', list, { cwd: root }).toString().split('\0').filter(Boolean);
  for (const file of files.filter((each) => existsSync(join(root, each)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  try {
    execFileSync('cp', ['-al', join(root, 'node_modules'), folder], { stdio: 'ignore' });
  } catch {
    // Another file system takes no hard links.
    cpSync(join(root, 'node_modules'), join(folder, 'node_modules'), { recursive: true });
  }
  return folder;
}

/** @param {string[]} args @param {number} limitMs */
const node = (args, limitMs) =>
  runStep(process.execPath, args, { cwd: copy, limitMs, env: { FORCE_COLOR: '0', NO_COLOR: '1' } });

/** What the compiler has against it. @returns {Promise<string | undefined>} */
async function types() {
  for (const part of ['domain', 'worker', 'page']) {
    const { code, output } = await node(
      ['node_modules/typescript/bin/tsc', '-p', `tsconfig/${part}.json`],
      2 * minute,
    );
    if (code !== 0) return `types: ${output.split('\n')[0]?.slice(0, 120)}`;
  }
  return undefined;
}

/** The first test that fails. @param {string} project @param {string[]} which @returns {Promise<string | undefined>} */
async function jest(project, which) {
  const options = ['--ci', '--bail', '--forceExit', '--maxWorkers=2', '--passWithNoTests'];
  const args = ['node_modules/jest/bin/jest.js', '--selectProjects', project, ...options, ...which];
  const { code, output, timedOut } = await node(args, 10 * minute);
  if (timedOut) return `${project} tests: not done in 10 minutes`;
  if (code === 0) return undefined;
  const file = /^FAIL \S+ (\S+)/m.exec(output)?.[1] ?? `${project} tests`;
  const test = /^ *● (.+)$/m.exec(output)?.[1] ?? output.split('\n')[0];
  return `${file}: ${test}`;
}

/** Whether `npm test` would notice, the cheapest steps first. @param {PlantedBug} bug @returns {Promise<string | undefined>} */
async function catches({ file, unit = [], demo = [] }) {
  const source = file.startsWith('src/');
  let caught = source ? await types() : undefined;
  if (unit.length > 0)
    caught ??= await jest('unit', ['--testPathPatterns', ...unit.map((each) => `unit/${each}`)]);
  if (source) caught ??= await jest('unit', ['--findRelatedTests', file]);
  if (caught !== undefined || demo.length === 0) return caught;
  const { code, output } = await node(['build.mjs'], minute);
  if (code !== 0) return `build: ${output.split('\n')[0]}`;
  return jest('demo', ['--testPathPatterns', ...demo.map((each) => `demo/${each}\\.`)]);
}

/** @param {PlantedBug} bug @returns {Promise<Outcome>} */
async function plant(bug) {
  const begun = performance.now();
  const place = join(copy, bug.file);
  writeFileSync(place, planted(bug) ?? '');
  try {
    return { bug, caughtBy: await catches(bug), ms: performance.now() - begun };
  } finally {
    cpSync(join(root, bug.file), place);
  }
}

/** @param {Outcome[]} outcomes */
function tableOf(outcomes) {
  const rows = outcomes.map(
    ({ bug, caughtBy, ms }) =>
      `| ${bug.name} | ${bug.file} | ${(caughtBy ?? 'NOT CAUGHT').replaceAll('|', '\\|')} | ${seconds(ms)} |`,
  );
  return ['| bug | in | caught by | after |', '| --- | --- | --- | --- |', ...rows, ''].join('\n');
}

async function main() {
  const misplaced = bugs.filter((bug) => planted(bug) === undefined);
  for (const { name, file } of misplaced) {
    console.log(`“${name}” has no place: what it replaces does not stand exactly once in ${file}.`);
  }
  console.log(`${bugs.length - misplaced.length} of ${bugs.length} bugs have their place in the source.`);
  if (words.includes('--check')) return misplaced.length === 0;
  if (!(await setUp('test'))) return false;
  copy = copyProject();
  const sound = await types();
  if (sound !== undefined) throw new Error(`Without any bug: ${sound}`);
  /** @type {Outcome[]} */
  const outcomes = [];
  const out = join(root, 'out', 'planted-bugs');
  mkdirSync(out, { recursive: true });
  for (const bug of bugs.filter((each) => !misplaced.includes(each))) {
    const outcome = await plant(bug);
    outcomes.push(outcome);
    const mark = outcome.caughtBy === undefined ? 'NOT CAUGHT' : 'caught';
    console.log(`${mark.padEnd(11)}${bug.name}  ${seconds(outcome.ms)}  ${outcome.caughtBy ?? ''}`);
    writeFileSync(join(out, 'table.md'), tableOf(outcomes));
  }
  const missed = outcomes.filter(({ caughtBy }) => caughtBy === undefined);
  console.log(
    `\n${outcomes.length - missed.length} of ${outcomes.length} caught; the table is in out/planted-bugs/table.md.`,
  );
  return missed.length + misplaced.length === 0;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} finally {
  forget();
}
