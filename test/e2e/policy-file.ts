// Chrome's policy for Ringtab, as an administrator writes it. The folder is the machine's: every browser that
// runs meanwhile obeys it, so whoever uses this must run alone.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findChrome } from '../../scripts/find-chrome.mjs';

/** Where the browser looks, by its name; a browser of another name has a folder that is not known here. */
const folders: Record<string, string> = {
  Chromium: '/etc/chromium/policies/managed',
  'Google Chrome': '/etc/opt/chrome/policies/managed',
};
const fileName = 'ringtab-test.json';

/** The policy of Ringtab; `browser` holds policies of the browser itself. */
export interface PolicyContent {
  ringtab?: object;
  browser?: object;
}

export class PolicyFile {
  /** The topmost folder that was not there before. */
  private made: string | undefined;

  private guard: ChildProcess | undefined;
  private readonly file: string;

  private constructor(private readonly folder: string) {
    this.file = join(folder, fileName);
  }

  static here(): PolicyFile {
    const folder = policyFolder();
    if (!folder) throw new Error('no policy can be written here');
    return new PolicyFile(folder);
  }

  write({ ringtab = {}, browser = {} }: PolicyContent): void {
    this.makeFolder();
    const policy = { ...browser, '3rdparty': { extensions: { [extensionId()]: ringtab } } };
    writeFileSync(this.file, JSON.stringify(policy, null, 2));
    this.guard ??= removeWithUs(this.file);
  }

  /** Leaves the machine as it was. */
  remove(): void {
    rmSync(this.file, { force: true });
    if (this.guard?.pid) process.kill(-this.guard.pid);
    this.guard = undefined;
    if (this.made) rmSync(this.made, { recursive: true });
    this.made = undefined;
  }

  private makeFolder(): void {
    this.made ??= existsSync(this.folder) ? undefined : firstMissing(this.folder);
    mkdirSync(this.folder, { recursive: true });
  }
}

/** Why no policy can be written here; undefined where one can. */
export function noPolicyBecause(): string | undefined {
  const folder = policyFolder();
  if (!folder) return 'it is not known where this browser looks for policies';
  const there = existsSync(folder) ? folder : dirname(firstMissing(folder));
  try {
    accessSync(there, constants.W_OK);
    return undefined;
  } catch {
    return `${there} is not ours to write to`;
  }
}

/** A run that is killed must not leave a policy to every browser of the machine: its end ends our pipe. */
function removeWithUs(file: string): ChildProcess {
  const script = 'cat > /dev/null; rm -f "$0"';
  return spawn('sh', ['-c', script, file], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
}

function policyFolder(): string | undefined {
  return process.platform === 'linux' ? folders[findChrome()?.name ?? ''] : undefined;
}

function firstMissing(folder: string): string {
  const parent = dirname(folder);
  return existsSync(parent) ? folder : firstMissing(parent);
}

/** Chrome derives it from the manifest's key: the first half of its SHA-256, in letters from a to p. */
function extensionId(): string {
  const { key } = JSON.parse(readFileSync('manifest.json', 'utf8'));
  const digest = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 32);
  return [...digest].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}
