import { excerpt } from './excerpt';
import { formatJsonPath, type JsonPath } from './json-path';

/** Every problem a profile text can have. The sentence is `problem_<code, - as _>` in `_locales`. */
export const PROFILE_PROBLEM_CODES = [
  'json-empty',
  'json-not-json',
  'json-encoding',
  'json-unexpected',
  'json-unexpected-end',
  'json-trailing-text',
  'json-trailing-comma',
  'json-missing-comma',
  'json-missing-colon',
  'json-value-expected',
  'json-key-expected',
  'json-unquoted',
  'json-unclosed-string',
  'json-bad-string',
  'json-typographic-quotes',
  'json-single-quotes',
  'json-odd-space',
  'json-comment',
  'json-literal-case',
  'json-too-deep',
  'json-duplicate-key',
  'french-literal',
  'braces-missing',
  'profiles-missing',
  'profiles-empty',
  'profiles-not-a-list',
  'profile-not-an-object',
  'key-translated',
  'key-case',
  'key-misspelt',
  'key-unknown',
  'required',
  'name-too-long',
  'name-duplicate',
  'address-invalid',
  'address-scheme',
  'address-insecure',
  'number-for-string',
  'string-for-boolean',
  'string-expected',
  'boolean-expected',
  'digits-expected',
  'lengths-expected',
  'country-code-expected',
  'port-expected',
  'host-expected',
  'uri-expected',
  'choice-expected',
  'count-expected',
  'needs-setting',
  'dialing-without-rule',
  'too-many-problems',
] as const;

export type ProfileProblemCode = (typeof PROFILE_PROBLEM_CODES)[number];
export type ProblemSeverity = 'error' | 'warning';

export interface ProfileProblem {
  severity: ProblemSeverity;
  code: ProfileProblemCode;
  /** JSON path, for example `$.IP_Office_Server_Profile[0].Address`. */
  path?: string;
  /** 1-based. */
  line?: number;
  /** 1-based, in UTF-16 units as editors count. */
  column?: number;
  /** What should stand there, as it would be typed. */
  expected?: string;
  /** What stands there. */
  found?: string;
}

export interface ProblemDetails {
  expected?: string | undefined;
  found?: string | undefined;
  severity?: ProblemSeverity;
}

/** Notes a problem at an offset of the text. */
export type Report = (code: ProfileProblemCode, at: number, path: JsonPath, details?: ProblemDetails) => void;

export interface ProblemList {
  report: Report;
  /** In the order of the text. */
  list(): ProfileProblem[];
  /** For each range of the text: does an error stand in it, or one that spoils the whole text? */
  spoils(ranges: readonly { at: number; end: number }[]): boolean[];
}

const MOST_LISTED = 200;
const LONGEST_EXCERPT = 60;

const WARNINGS: ReadonlySet<ProfileProblemCode> = new Set([
  'json-odd-space',
  'json-comment',
  'json-duplicate-key',
  'braces-missing',
  'profiles-not-a-list',
  'key-case',
  'key-misspelt',
  'key-unknown',
  'number-for-string',
  'string-for-boolean',
  'needs-setting',
  'dialing-without-rule',
]);

/** A text cut short or garbled cannot be trusted anywhere, whatever was readable before. */
const SPOIL_ALL: ReadonlySet<ProfileProblemCode> = new Set([
  'json-encoding',
  'json-unexpected-end',
  'json-too-deep',
]);

/** One of these comes with dozens of its like: the first says it all. */
const SAID_ONCE: ReadonlySet<ProfileProblemCode> = new Set([
  'json-typographic-quotes',
  'json-single-quotes',
  'json-odd-space',
  'json-comment',
]);

/** Problems whose `expected` and `found` are keys, never values: these may be shown even of a password. */
const NAMES_KEYS: ReadonlySet<ProfileProblemCode> = new Set([
  'json-duplicate-key',
  'key-case',
  'key-misspelt',
  'key-translated',
  'key-unknown',
  'needs-setting',
]);

export function problemList(text: string): ProblemList {
  const kept: (ProfileProblem & { at: number })[] = [];
  const said = new Set<ProfileProblemCode>();
  const errorOffsets: number[] = [];
  let total = 0;
  let spoilsAll = false;

  const report: Report = (code, at, path, { expected, found, severity: given } = {}) => {
    const severity = given ?? (WARNINGS.has(code) ? 'warning' : 'error');
    if (severity === 'error') errorOffsets.push(at);
    if (SPOIL_ALL.has(code)) spoilsAll = true;
    if (SAID_ONCE.has(code) && said.has(code)) return;
    said.add(code);
    total++;
    if (kept.length === MOST_LISTED) return;
    const secret = !NAMES_KEYS.has(code) && /password|mot ?de ?passe/i.test(String(path?.key));
    const problem: ProfileProblem & { at: number } = { at, severity, code, path: formatJsonPath(path) };
    if (expected !== undefined) problem.expected = secret ? '"…"' : excerpt(expected, LONGEST_EXCERPT);
    if (found !== undefined) problem.found = secret ? '…' : excerpt(found, LONGEST_EXCERPT);
    kept.push(problem);
  };

  const list = (): ProfileProblem[] => {
    const locate = locator(text);
    const problems = kept
      .sort((a, b) => a.at - b.at)
      .map(({ at, ...problem }): ProfileProblem => ({ ...problem, ...locate(at) }));
    if (total > kept.length) {
      problems.push({ severity: 'warning', code: 'too-many-problems', found: String(total - kept.length) });
    }
    return problems;
  };

  const spoils = (ranges: readonly { at: number; end: number }[]): boolean[] => {
    const hit = ranges.map(() => spoilsAll);
    for (const offset of errorOffsets) {
      const index = lastIndexAtOrBefore(ranges, offset);
      const range = ranges[index];
      if (range && offset <= range.end) hit[index] = true;
      else return ranges.map(() => true);
    }
    return hit;
  };

  return { report, list, spoils };
}

function locator(text: string): (at: number) => { line: number; column: number } {
  const lineStarts = [{ at: 0 }];
  for (const { index, 0: lineEnd } of text.matchAll(/\r\n|\r|\n/g)) {
    lineStarts.push({ at: index + lineEnd.length });
  }
  return (at) => {
    const line = lastIndexAtOrBefore(lineStarts, at);
    return { line: line + 1, column: at - (lineStarts[line]?.at ?? 0) + 1 };
  };
}

/** Binary search in offsets sorted ascending; -1 when all lie after. */
function lastIndexAtOrBefore(sorted: readonly { at: number }[], offset: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.at ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
