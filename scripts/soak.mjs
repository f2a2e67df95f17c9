// npm run soak: a thousand calls and ten minutes of one, where `npm test` has a few of each.
//   npm run soak -- [--calls=1000] [--minutes=10] [--only=calls,call] [--yes]
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endAllSteps, runStep } from './run-step.mjs';
import { lacking, root, seconds, setUp } from './set-up.mjs';
import { lacksBrowser, noRealGateway } from './set-up-plan.mjs';

const options = { calls: 1_000, minutes: 10 };
/** @type {readonly string[]} */
let only = ['calls', 'call'];
for (const word of process.argv.slice(2)) {
  const [, name, value] = /^--(calls|minutes)=(\d{1,6})$/.exec(word) ?? [];
  const [, chosen] = /^--only=((?:calls|call)(?:,(?:calls|call))*)$/.exec(word) ?? [];
  if (name !== undefined) options[/** @type {'calls' | 'minutes'} */ (name)] = Number(value);
  else if (chosen !== undefined) only = chosen.split(',');
  else if (word !== '--yes') {
    console.log(`npm run soak knows --calls=1000, --minutes=10, --only=calls,call and --yes, not ${word}.`);
    process.exit(1);
  }
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    endAllSteps();
    process.exit(130);
  });
}

/**
 * Runs one endurance test and says what it measured. What the machine lacks for it is a failure: whoever wants
 * to know how long the phone lasts is not helped by a skipped test.
 * @param {string} name
 * @param {'demo' | 'real'} project
 * @param {Record<string, string>} env
 * @param {string | undefined} whyNot
 * @returns {Promise<boolean>}
 */
async function endure(name, project, env, whyNot) {
  if (whyNot) {
    console.log(`\nFAILED ${name}: ${whyNot}`);
    return false;
  }
  const report = join(root, 'out', 'soak', `${project}.txt`);
  rmSync(report, { force: true });
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const tests = ['--selectProjects', project, '--testPathPatterns', `e2e/${project}/endurance`];
  const { code, output, ms } = await runStep(process.execPath, [jest, ...tests, '--ci', '--forceExit'], {
    cwd: root,
    env: { ...env, RINGTAB_SOAK_REPORT: report, FORCE_COLOR: '0', NO_COLOR: '1' },
    limitMs: 4 * 60 * 60_000,
  });
  if (code !== 0) console.log(output);
  console.log(`\n${code === 0 ? 'ok    ' : 'FAILED'} ${name}, ${seconds(ms)}`);
  if (existsSync(report)) console.log(readFileSync(report, 'utf8').trimEnd().replace(/^/gm, '       '));
  return code === 0;
}

async function main() {
  if (!(await setUp('test', { yes: process.argv.includes('--yes') }))) return false;
  mkdirSync(join(root, 'out', 'soak'), { recursive: true });
  const built = await runStep(process.execPath, [join(root, 'build.mjs')], { cwd: root });
  if (built.code !== 0) {
    console.log(built.output);
    return false;
  }
  const missing = lacking('test');
  const noBrowser = lacksBrowser(missing) ? 'there is no Chrome or Chromium on this machine' : undefined;
  const { calls, minutes } = options;
  const results = [];
  if (only.includes('calls')) {
    const env = { RINGTAB_SOAK_CALLS: String(calls) };
    results.push(await endure(`${calls} calls at the demo gateway`, 'demo', env, noBrowser));
  }
  if (only.includes('call')) {
    const env = { RINGTAB_SOAK_SECONDS: String(minutes * 60) };
    const noGateway = noBrowser ?? noRealGateway(missing);
    results.push(await endure(`a call of ${minutes} min at the real gateway`, 'real', env, noGateway));
  }
  return results.every(Boolean);
}

process.exitCode = (await main()) ? 0 : 1;
