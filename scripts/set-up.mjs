// Makes a bare clone ready: npm packages, and on Debian and Ubuntu the system packages.
//   node scripts/set-up.mjs [start|test|build] [--yes] [--dry-run] [--quiet]
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { findChrome } from './find-chrome.mjs';
import { runStep } from './run-step.mjs';
import * as plan from './set-up-plan.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @typedef {import('./set-up-plan.mjs').Purpose} Purpose */
/** @typedef {(line: string) => void} Say */

/** @param {string} path */
const textOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** @param {string} name */
function hasCommand(name) {
  // Servers live in sbin, which is not in everybody's PATH.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @param {string} name */
function hasPackage(name) {
  try {
    const status = execFileSync('dpkg-query', ['--status', name], { stdio: ['ignore', 'pipe', 'ignore'] });
    return /^Status: .* installed$/m.test(status.toString());
  } catch {
    return false;
  }
}

/** @param {string} name */
function aptKnows(name) {
  try {
    const answer = execFileSync('apt-cache', ['policy', name], {
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /Candidate: \d/.test(answer.toString());
  } catch {
    return false;
  }
}

/** The system packages that this machine still lacks. @param {Purpose} purpose */
export function lacking(purpose) {
  return plan.missingPackages(purpose, {
    browser: findChrome() !== undefined,
    package: hasPackage,
    command: hasCommand,
  });
}

/** @param {string[]} words */
function npm(...words) {
  // NODE_ENV=production would leave out what builds Ringtab.
  const args = [...words, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const caller = process.env.npm_execpath;
  if (caller?.endsWith('.js')) return runStep(process.execPath, [caller, ...args], { cwd: root });
  return runStep('npm', args, { cwd: root });
}

/**
 * Runs `npm ci` when it is needed.
 * @param {Say} say
 * @returns {Promise<{ ok: boolean, ms: number }>}
 */
export async function installNpmPackages(say, dryRun = false) {
  const reason = plan.npmInstallReason(
    textOf(join(root, 'package-lock.json')),
    textOf(join(root, 'node_modules', '.package-lock.json')),
  );
  if (!reason) return { ok: true, ms: 0 };
  say(`Installing npm packages: ${reason}.`);
  if (dryRun) return { ok: true, ms: 0 };
  let { code, output, ms } = await npm('ci');
  if (code !== 0 && output.includes('EUSAGE')) {
    // The lock was written behind a registry that lacks other systems' optional packages.
    say('npm ci refuses package-lock.json; trying npm install, which leaves the lock as it is.');
    const second = await npm('install', '--no-save');
    ({ code, output } = second);
    ms += second.ms;
  }
  if (code !== 0) {
    say(output.trimEnd());
    say('npm could not install the packages; its reason is above.');
    return { ok: false, ms };
  }
  say(`Installed npm packages in ${seconds(ms)}.`);
  return { ok: true, ms };
}

/** @param {string} question */
async function hearYes(question) {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^(y|yes)$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
}

/**
 * Asks what there is to ask, and answers what is to be done; nothing is installed yet.
 * @param {Purpose} purpose
 * @param {{ yes: boolean, say: Say }} options
 * @returns {Promise<{ missing: import('./set-up-plan.mjs').SystemPackage[], command?: string[] }>} without `command` there is nothing to install
 */
export async function agreeOnSystemPackages(purpose, { yes, say }) {
  const missing = lacking(purpose);
  const decision = plan.decideInstall(missing, {
    family: plan.systemFamily(process.platform, textOf('/etc/os-release') ?? ''),
    root: process.getuid?.() === 0,
    sudo: hasCommand('sudo'),
    terminal: process.stdin.isTTY === true && process.stderr.isTTY === true,
    yes,
  });
  for (const line of decision.say) say(line);
  const installer = ['sh', join(root, 'scripts', 'install-packages.sh')];
  if (decision.how === 'install') return { missing, command: installer };
  if (decision.how === 'install-with-sudo') {
    // With a terminal sudo may ask for the password there; without one it must not wait for it.
    return { missing, command: ['sudo', ...(process.stdin.isTTY ? [] : ['-n']), ...installer] };
  }
  if (decision.how === 'ask-then-sudo') {
    if (await hearYes('Install them now? (yes/no) ')) return { missing, command: ['sudo', ...installer] };
    say('Not installed. Carrying on with what can be done without them.');
  }
  return { missing };
}

/**
 * Installs what was agreed on. A failure is said, not thrown: much can be done without.
 * @param {Awaited<ReturnType<typeof agreeOnSystemPackages>>} agreed
 * @param {Say} say
 * @returns {Promise<{ ms: number }>}
 */
export async function installSystemPackages({ missing, command }, say, dryRun = false) {
  if (!command) return { ms: 0 };
  let total = 0;
  const [program = 'sh', ...args] = command;
  if (program === 'sudo' && !args.includes('-n') && !dryRun) askForPassword();
  for (const names of plan.installRuns(missing, aptKnows)) {
    say(`Installing system packages: ${names.join(' ')}.`);
    if (dryRun) continue;
    const { code, output, ms } = await runStep(program, [...args, ...names], { leaveAlone: true });
    total += ms;
    if (code !== 0) {
      say(output.trimEnd());
      say('The system packages could not be installed; the reason is above. Carrying on without them.');
      continue;
    }
    for (const line of output.split('\n')) if (line.includes('not started, not enabled')) say(`  ${line}`);
    say(`Installed system packages in ${seconds(ms)}.`);
  }
  return { ms: total };
}

/** sudo asks here, on the terminal; afterwards it remembers, and needs no terminal. */
function askForPassword() {
  try {
    execFileSync('sudo', ['-v'], { stdio: 'inherit' });
  } catch {
    // Then the installation says so itself.
  }
}

/**
 * All of it, one after the other.
 * @param {Purpose} purpose
 * @param {{ yes?: boolean, dryRun?: boolean, say?: Say }} [options]
 * @returns {Promise<boolean>} false when not even the npm packages are there
 */
export async function setUp(purpose, { yes = false, dryRun = false, say = console.log } = {}) {
  const problem = plan.nodeProblem(process.versions.node);
  if (problem) {
    say(problem);
    return false;
  }
  const agreed = await agreeOnSystemPackages(purpose, { yes, say });
  const [npm] = await Promise.all([
    installNpmPackages(say, dryRun),
    installSystemPackages(agreed, say, dryRun),
  ]);
  return npm.ok;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2);
  const purpose = words.find((word) => ['start', 'test', 'build'].includes(word)) ?? 'test';
  const ready = await setUp(/** @type {Purpose} */ (purpose), {
    yes: words.includes('--yes'),
    dryRun: words.includes('--dry-run'),
  });
  if (ready && !words.includes('--quiet')) console.log('Set-up is done.');
  if (!ready) process.exitCode = 1;
}
