import { spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
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
  /** Its exit status, once it is gone; undefined where a signal ended it. */
  readonly gone: Promise<number | undefined>;
  /** Throws with the end of its log once it is gone. */
  readonly assertAlive: () => void;
  /** To every process of the group. */
  readonly signal: (signal: NodeJS.Signals) => void;
  /** SIGTERM to the first process, SIGKILL to what is left after `patienceMs`. */
  readonly end: (patienceMs: number) => Promise<void>;
  /** SIGKILL to all, and waits until none is left. */
  readonly kill: () => Promise<void>;
}

interface ProcessStatus {
  readonly state: string;
  readonly group: number;
}

function statusOf(pid: string): ProcessStatus | undefined {
  try {
    // "pid (name) state parent group ...": the name may hold spaces and parentheses.
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state = '', , group] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state, group: Number(group) };
  } catch {
    return undefined;
  }
}

// A killed server's children wait as zombies until init reaps them, which may take seconds: they do not count.
function groupLives(group: number): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      const status = statusOf(pid);
      return status?.group === group && status.state !== 'Z' && status.state !== 'X';
    });
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // Nobody is left in it.
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
      const exit = new Promise<number | undefined>((exited) => {
        child.once('exit', (code, signal) => {
          gone = `${name} ended with ${signal ?? `status ${code}`}`;
          exited(code ?? undefined);
        });
      });
      const signal = (which: NodeJS.Signals) => signalGroup(pid, which);
      const kill = async () => {
        signal('SIGKILL');
        await waitUntil(`${name} to end`, () => gone !== undefined && !groupLives(pid));
        guardian.forget(pid);
      };
      resolve({
        pid,
        logFile,
        gone: exit,
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
