import { PhoneError } from '../contract/phone-error';
import { type LogLines, openLogLines } from '../data/log-lines';
import type { LogLine } from '../domain/log-line';
import { consoleSink } from '../log/logger';

/** Milliseconds that lines wait to be written together. */
const writeEvery = 200;
const mostUnwritten = 1_000;

/** Takes every line of every context: onto the worker's console and into the ring buffer. */
export class LogKeeper {
  private waiting: LogLine[] = [];
  /** The newest of those that found no room. */
  private unwritten: LogLine[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly lines: LogLines = openLogLines();

  /** @param allowed whether the profile in use, or used last, lets the user have the log */
  constructor(private readonly allowed: () => boolean) {}

  readonly sink = (line: LogLine): void => {
    // LogDownload false: no SIP trace on the console, nor in a log that another profile may hand out.
    if (line.source === 'sip/trace' && !this.allowed()) return;
    consoleSink(line);
    this.waiting.push(line);
    this.timer ??= setTimeout(() => void this.write(), writeEvery);
  };

  /** The whole log as text, the oldest line first. Throws PhoneError 'log-download-off'. */
  async download(version: string): Promise<{ fileName: string; text: string }> {
    if (!this.allowed()) throw new PhoneError('log-download-off', 'the profile does not allow it');
    await this.write();
    // What the database cannot take or give, this worker may still know.
    const kept = await this.lines.all().catch(() => []);
    const lines = [...kept, ...this.unwritten];
    const head = `Ringtab ${version}, ${navigator.userAgent}`;
    const text = [head, ...lines.map(formatLine), ''].join('\n');
    const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
    return { fileName: `ringtab-${stamp}.log.txt`, text };
  }

  private async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const lines = this.waiting;
    this.waiting = [];
    // A full disk must not stop the phone: what cannot be kept has been on the console.
    if (lines.length === 0) return;
    await this.lines.append(lines).then(
      () => {
        this.unwritten = [];
      },
      () => {
        this.unwritten = [...this.unwritten, ...lines].slice(-mostUnwritten);
      },
    );
  }
}

function formatLine({ at, level, source, text }: LogLine): string {
  return `${new Date(at).toISOString()} ${level.padEnd(5)} ${source}: ${text.replaceAll('\r\n', '\n')}`;
}
