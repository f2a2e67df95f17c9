import { excerpt } from './excerpt';
import type { ProfileProblem } from './profile-problem';
import { readLines, saysSomething } from './settings-file-lines';
import { settingsProblems } from './settings-file-problem';
import { LONGEST_FILE, SettingsReading } from './settings-reading';
import type { SettingsRecord } from './settings-record';

export interface SettingsFileOptions {
  /** What $MODEL4 is; `acw`, the client for Windows, when not given. */
  model4?: string | undefined;
  /** What $GROUP is; none when not given. */
  group?: string | undefined;
  /** What the file itself is called; `46xxsettings.txt` when not given. */
  fileName?: string | undefined;
  /**
   * Fetches a file by its name from the server and directory of the first one; undefined when there is none there.
   * To be left out for a pasted text, which has nowhere to fetch from.
   */
  fetchFile?: ((name: string) => Promise<string | undefined>) | undefined;
}

export interface ParsedSettings {
  settings: SettingsRecord;
  problems: ProfileProblem[];
  /** The names of the files that were read, the first one first. */
  files: string[];
}

const FILE_NAME = '46xxsettings.txt';

/** Is this text meant as a settings file, rather than as JSON or a web page? */
export function looksLikeSettingsFile(text: string): boolean {
  return !/^[\uFEFF\s]*[{[<]/.test(text) && saysSomething(readLines(text));
}

/**
 * Follows a 46xx settings file from its first line on, as desk phones and clients do: GOTO leads forward only, a GET
 * that succeeds leaves the file for the other, a later SET wins and an invalid one changes nothing. Keeps the settings
 * that Ringtab uses; others may be there by the hundred, some of them passwords. Never throws, and takes time linear in
 * the texts.
 */
export async function parseSettingsFile(
  text: string,
  options: SettingsFileOptions = {},
): Promise<ParsedSettings> {
  const { fileName = FILE_NAME, model4 = 'acw', group = '', fetchFile } = options;
  const problems = settingsProblems();
  const variables = new Map([
    ['$MODEL4', model4],
    ['$MODEL', model4],
    ['$GROUP', group],
    ['$SIG_IN_USE', 'SIP'],
  ]);
  const reading = new SettingsReading(variables, fetchFile, problems);
  if (text.length > LONGEST_FILE) {
    problems.note(
      'settings-too-long',
      { file: fileName },
      { found: fileName, expected: String(LONGEST_FILE) },
    );
  } else if (!looksLikeSettingsFile(text)) {
    problems.note(
      'settings-empty',
      { file: fileName, line: 1 },
      { found: firstWords(text), expected: 'SET' },
    );
  } else {
    await reading.follow(fileName, text);
  }
  return { settings: reading.settings, problems: problems.list(), files: reading.files };
}

function firstWords(text: string): string {
  return excerpt(/\S.{0,29}/.exec(text.slice(0, 1000))?.[0].trim() ?? '', 20);
}
