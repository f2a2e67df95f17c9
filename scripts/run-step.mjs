// Runs a program with a time limit, in a process group of its own so that nothing of it stays behind.
// (`leaveAlone` for an installation: it keeps the terminal, which sudo asks for, and is never killed halfway.)
import { spawn } from 'node:child_process';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
const ownGroup = process.platform !== 'win32';

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function signalAll(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (ownGroup) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // Already gone.
  }
}

/** Ends everything started here that still runs. */
export function endAllSteps() {
  for (const child of running) signalAll(child, 'SIGTERM');
}

/**
 * Runs a program and collects what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, limitMs?: number, leaveAlone?: boolean, onLine?: (line: string) => void }} [options]
 * @returns {Promise<{ code: number, output: string, ms: number, timedOut: boolean }>}
 */
export function runStep(command, args, { cwd, env, limitMs = 600_000, leaveAlone = false, onLine } = {}) {
  const begun = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: ownGroup && !leaveAlone,
    });
    if (!leaveAlone) running.add(child);
    let output = '';
    let timedOut = false;
    let rest = '';
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      output += chunk;
      if (!onLine) return;
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const limit = setTimeout(() => {
      if (leaveAlone) return;
      timedOut = true;
      signalAll(child, 'SIGTERM');
      setTimeout(() => signalAll(child, 'SIGKILL'), 5000).unref();
    }, limitMs);
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(limit);
      // What it started and did not end, a browser say, goes with it.
      if (!leaveAlone) signalAll(child, 'SIGKILL');
      running.delete(child);
      resolve({ code, output, ms: performance.now() - begun, timedOut });
    };
    child.on('error', (error) => {
      output += `${command}: ${error.message}\n`;
      finish(127);
    });
    // Not 'close': a grandchild that holds the pipe open must not hold us up.
    child.on('exit', (code) => setTimeout(() => finish(code ?? 1), 50));
  });
}
