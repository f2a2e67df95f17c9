// npm run faults: every fault of the matrix in Chromium, and a table of what came of them.
//   npm run faults -- [--only=frozen] [--write] [--yes]
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultTable, withTable } from './fault-table.mjs';
import { endAllSteps, runStep } from './run-step.mjs';
import { lacking, root, seconds, setUp } from './set-up.mjs';
import { lacksBrowser, noRealGateway } from './set-up-plan.mjs';

/** @typedef {import('../test/faults/fault-row').RowResult} RowResult */

const words = process.argv.slice(2);
const only = words.find((word) => word.startsWith('--only='))?.slice('--only='.length);
const unknown = words.filter((word) => !/^--(write|yes|only=.+)$/.test(word));
if (unknown.length > 0) {
  console.log(`npm run faults knows --only=WORDS, --write and --yes, not ${unknown.join(' ')}.`);
  process.exit(1);
}
if (only !== undefined && words.includes('--write')) {
  console.log('The README has the table of all rows: use --write without --only.');
  process.exit(1);
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    endAllSteps();
    process.exit(130);
  });
}

/** @param {string} file @returns {RowResult[]} */
function readResults(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** @param {string} report */
function runRows(report) {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  // One after the other: what is measured in seconds wants no neighbour.
  const args = ['--selectProjects', 'faults', '--ci', '--forceExit', '--runInBand', '--verbose'];
  return runStep(process.execPath, [jest, ...args], {
    cwd: root,
    env: {
      RINGTAB_FAULTS: 'all',
      RINGTAB_FAULTS_REPORT: report,
      ...(only !== undefined && { RINGTAB_FAULTS_ONLY: only }),
      FORCE_COLOR: '0',
      NO_COLOR: '1',
    },
    limitMs: 60 * 60_000,
    onLine: (line) => /^\s*[✓✕○]/.test(line) && console.log(line.trim()),
  });
}

/** @param {RowResult[]} results */
function keepTable(results) {
  const table = faultTable(results);
  const file = join(root, 'out', 'faults', 'table.md');
  writeFileSync(file, `${table}\n`);
  console.log(`\n${table}\n\nWritten to ${file}.`);
  if (!words.includes('--write')) return;
  const readme = join(root, 'README.md');
  writeFileSync(readme, withTable(readFileSync(readme, 'utf8'), table));
  console.log('Written to README.md.');
}

/** Whether every row that was asked for held. */
async function main() {
  if (!(await setUp('test', { yes: words.includes('--yes') }))) return false;
  const missing = lacking('test');
  if (lacksBrowser(missing)) {
    console.log('There is no Chrome or Chromium on this machine.');
    return false;
  }
  const noGateway = noRealGateway(missing);
  if (noGateway) console.log(`The rows of the real gateway are skipped: ${noGateway}.`);
  const built = await runStep(process.execPath, [join(root, 'build.mjs')], { cwd: root });
  if (built.code !== 0) {
    console.log(built.output);
    return false;
  }
  const report = join(root, 'out', 'faults', 'rows.jsonl');
  mkdirSync(join(root, 'out', 'faults'), { recursive: true });
  rmSync(report, { force: true });
  const { code, output, ms } = await runRows(report);
  const results = readResults(report);
  const failed = results.filter(({ failure }) => failure !== undefined);
  if (code !== 0) console.log(output);
  if (results.length > 0) keepTable(results);
  console.log(`\n${results.length - failed.length} rows held, ${failed.length} did not, in ${seconds(ms)}.`);
  return code === 0 && results.length > 0 && failed.length === 0;
}

process.exitCode = (await main()) ? 0 : 1;
