import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSettingsFile, type SettingsFileOptions } from '../../../../src/domain/settings-46xx';
import type { KeptSetting, SettingsRecord } from '../../../../src/domain/settings-record';

export function readFixture(name: string): string {
  return readFileSync(join(__dirname, name), 'utf8');
}

/** A server's directory with these files in it. `asked` is what was fetched, in order. */
export function directory(files: Record<string, string>) {
  const asked: string[] = [];
  const fetchFile = async (name: string) => {
    asked.push(name);
    return Object.hasOwn(files, name) ? files[name] : undefined;
  };
  return { asked, fetchFile };
}

/** Only the values of settings. */
export function values(settings: SettingsRecord): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, setting]: [string, KeptSetting]) => [name, setting.value]),
  );
}

/** Settings, and the problems as `line code` or `file:line code`. */
export async function read(text: string | string[], options: SettingsFileOptions = {}) {
  const parsed = await parseSettingsFile(typeof text === 'string' ? text : text.join('\n'), options);
  const problems = parsed.problems.map(({ file, line, code }) =>
    file === '46xxsettings.txt' ? `${line} ${code}` : `${file}:${line} ${code}`,
  );
  return { settings: values(parsed.settings), problems, files: parsed.files, full: parsed };
}
