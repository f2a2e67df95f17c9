import { type ChildProcess, spawn } from 'node:child_process';

// Reads "+group" and "-group" lines. When its input ends, however the test process ended, it kills what is
// still listed and removes the directory: exit handlers in the test process would not survive a SIGKILL.
const SCRIPT = `
trap '' INT TERM HUP
alive=' '
while read -r line; do
  group=\${line#?}
  case "$line" in
    +*) alive="$alive$group " ;;
    -*) alive="\${alive% $group *} \${alive#* $group }" ;;
  esac
done
for group in $alive; do kill -KILL "-$group" 2>/dev/null; done
rm -rf -- "$1"
`;

/** Sees to it that process groups and a directory do not outlive the test process. */
export interface Guardian {
  readonly watch: (group: number) => void;
  readonly forget: (group: number) => void;
  /** Kills what is still watched, removes the directory, and ends. */
  readonly end: () => Promise<void>;
}

export function startGuardian(directory: string): Guardian {
  const shell: ChildProcess = spawn('/bin/sh', ['-c', SCRIPT, 'gateway-guardian', directory], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => shell.once('exit', () => resolve()));
  shell.unref();
  shell.stdin?.on('error', () => undefined);
  const tell = (line: string) => shell.stdin?.write(`${line}\n`);
  return {
    watch: (group) => tell(`+${group}`),
    forget: (group) => tell(`-${group}`),
    async end() {
      shell.ref();
      shell.stdin?.end();
      await ended;
    },
  };
}
