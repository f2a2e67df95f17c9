import { type Profile, parseProfiles } from './profile';
import type { ProfileProblem } from './profile-problem';
import { withoutSecrets } from './profile-secrets';
import { looksLikeSettingsFile } from './settings-46xx';
import { checkIntervalDays } from './settings-features';
import { profileFromSettings } from './settings-profile';
import type { SettingsRecord } from './settings-record';

/** A settings file with those that it led to, as it was read last. */
export interface KeptSettingsFile {
  /** Where it came from; '' when it was pasted. */
  url: string;
  settings: SettingsRecord;
  problems: ProfileProblem[];
}

/** All that a source has given. May be stored as JSON. */
export interface ProfileContent {
  /** The profile JSON, or a settings file. */
  text: string;
  /** The settings files that the text leads to, or the one that it is. */
  files: KeptSettingsFile[];
}

export interface ProfileReading {
  profiles: Profile[];
  problems: ProfileProblem[];
  /** How often the source wants to be asked. */
  everyDays: number;
}

interface System {
  name?: string;
  url: string;
}

const MOST_PROBLEMS = 200;

/** The profiles in what a source has given: those of the text first, then those of its settings files. */
export function readContent({ text, files }: ProfileContent): ProfileReading {
  const isFile = looksLikeSettingsFile(text);
  const { profiles, problems, settingsFiles } = isFile ? readAsFile(files) : parseProfiles(text);
  const found = [...profiles];
  const noted = [...problems];
  for (const system of settingsFiles) {
    const file = files.find(({ url }) => url === system.url);
    if (!file) continue;
    const { profile, problems: further } = profileFromSettings({
      ...namedOf(system),
      settings: file.settings,
    });
    const all = [...file.problems, ...further];
    noted.push(...all.map((problem) => ({ ...problem, ...fileOf(problem, system, settingsFiles.length) })));
    if (profile && found.every(({ id }) => id !== profile.id)) found.push(profile);
  }
  const everyDays = Math.min(...files.map(({ settings }) => checkIntervalDays(settings)), Infinity);
  return { profiles: found, problems: shorten(noted), everyDays: Number.isFinite(everyDays) ? everyDays : 1 };
}

/** Where the settings files are that a text leads to; none when it is one itself. */
export function settingsFilesOf(text: string): string[] {
  return looksLikeSettingsFile(text) ? [] : parseProfiles(text).settingsFiles.map(({ url }) => url);
}

function readAsFile(files: KeptSettingsFile[]): {
  profiles: Profile[];
  problems: ProfileProblem[];
  settingsFiles: System[];
} {
  const open = files.filter(({ url }) => /^http:/i.test(url));
  const problems = open.map(({ url }): ProfileProblem => {
    const expected = withoutSecrets(JSON.stringify(url.replace(/^http/i, 'https')));
    const found = withoutSecrets(JSON.stringify(url));
    return { severity: 'warning', costs: 'nothing', code: 'settings-file-insecure', found, expected };
  });
  return { profiles: [], problems, settingsFiles: files.map(({ url }) => ({ url })) };
}

/** The file that a problem is about; with the system's name where there are several, as files are called the same. */
function fileOf({ file }: ProfileProblem, { name, url }: System, systems: number): { file?: string } {
  const called = file ?? /[^/]+$/.exec(url.replace(/[?#].*$/s, '').replace(/^\w+:\/\/[^/]*/, ''))?.[0];
  if (called === undefined) return {};
  return { file: systems > 1 && name !== undefined ? `${name}: ${called}` : called };
}

function namedOf({ name, url }: System): { name?: string; url?: string } {
  return { ...(name !== undefined && { name }), ...(url !== '' && { url }) };
}

function shorten(problems: ProfileProblem[]): ProfileProblem[] {
  const more = problems.length - MOST_PROBLEMS;
  if (more <= 0) return problems;
  const shown = problems.slice(0, MOST_PROBLEMS);
  return [
    ...shown,
    { severity: 'warning', costs: 'nothing', code: 'too-many-problems', found: String(more) },
  ];
}
