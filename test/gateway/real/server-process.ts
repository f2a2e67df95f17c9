import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import type { Guardian } from './guardian';
import { waitUntil } from './wait-until';

export interface ServerCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly logFile: string;
  readonly directory: string;
}

/** One server in the foreground with its children, as a process group of its own. */
export interface ServerProcess {
  readonly pid: number;
  readonly logFile: string;
  /** Throws with the end of its log once it is gone. */
  readonly assertAlive: () => void;
  /** To every process of the group. */
  readonly signal: (signal: NodeJS.Signals) => void;
  /** SIGTERM to the first process, SIGKILL to what is left after `patienceMs`. */
  readonly end: (patienceMs: number) => Promise<void>;
  /** SIGKILL to all, and waits until none is left. */
  readonly kill: () => Promise<void>;
}

function groupExists(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

function tail(file: string, lines = 12): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

export function startServer(server: ServerCommand, guardian: Guardian): Promise<ServerProcess> {
  const { name, command, args, logFile, directory } = server;
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, {
    cwd: directory,
    stdio: ['ignore', log, log],
    detached: true,
    // Servers live in sbin, which is not on every user's PATH.
    env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` },
  });
  closeSync(log);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${name} did not start: ${error.message}`)));
    child.once('spawn', () => {
      const pid = child.pid ?? 0;
      guardian.watch(pid);
      child.unref();
      let gone: string | undefined;
      child.once('exit', (code, signal) => {
        gone = `${name} ended with ${signal ?? `status ${code}`}`;
      });
      const signal = (which: NodeJS.Signals) => {
        if (groupExists(pid)) process.kill(-pid, which);
      };
      const kill = async () => {
        signal('SIGKILL');
        await waitUntil(`${name} to end`, () => gone !== undefined && !groupExists(pid));
        guardian.forget(pid);
      };
      resolve({
        pid,
        logFile,
        assertAlive() {
          if (gone !== undefined) throw new Error(`${gone}; its log ends:\n${tail(logFile)}`);
        },
        signal,
        kill,
        async end(patienceMs) {
          if (gone === undefined) child.kill('SIGTERM');
          await waitUntil(name, () => gone !== undefined, { timeoutMs: patienceMs }).catch(() => undefined);
          await kill();
        },
      });
    });
  });
}
