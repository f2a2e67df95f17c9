import type { JsonPath } from './json-path';
import { SETTINGS_PROBLEM_COSTS } from './settings-problem-codes';

/**
 * What a problem costs, the least first:
 *
 * - `nothing`: what stands there was taken as it was meant, or is not ours to judge;
 * - `value`: this one setting, or what is bad in its list, is left out;
 * - `rules`: the dial rules of this system are off until it is mended, because a number would be dialled wrong;
 * - `profile`: this system is left out, because the phone would go on unsafely or by a guess;
 * - `text`: nothing of the text is used.
 */
export type ProblemCosts = 'nothing' | 'value' | 'rules' | 'profile' | 'text';

/**
 * Every problem a profile text can have, with its costs; `setting` is what `SETTINGS` says of the key it is
 * about, and what costs a profile costs the text when it stands outside of every profile. The sentence is
 * `problem_<code, - as _>` in `_locales`.
 *
 * A mistake of writing costs nothing where it can be read in one way only, as other readers of relaxed JSON
 * do. Where something may be missing or have changed its place, the system it stands in is not used.
 */
const CODES = {
  'json-empty': 'text',
  'json-not-json': 'text',
  'json-encoding': 'profile',
  'json-unexpected': 'profile',
  'json-unexpected-end': 'text',
  'json-trailing-text': 'text',
  'json-trailing-comma': 'nothing',
  'json-missing-comma': 'profile',
  'json-missing-colon': 'profile',
  'json-value-expected': 'profile',
  'json-key-expected': 'profile',
  // A bare key, and a value of one word, cost nothing.
  'json-unquoted': 'profile',
  'json-unclosed-string': 'profile',
  'json-bad-string': 'profile',
  'json-typographic-quotes': 'nothing',
  'json-single-quotes': 'nothing',
  'json-odd-space': 'nothing',
  'json-comment': 'nothing',
  'json-literal-case': 'nothing',
  'json-too-deep': 'text',
  'json-duplicate-key': 'nothing',
  'french-literal': 'nothing',
  'braces-missing': 'nothing',
  'closing-brace-missing': 'nothing',
  'profiles-missing': 'profile',
  'profiles-empty': 'profile',
  'profiles-not-a-list': 'nothing',
  'profile-not-an-object': 'profile',
  'key-translated': 'nothing',
  'key-case': 'nothing',
  'key-misspelt': 'setting',
  'key-unknown': 'nothing',
  required: 'profile',
  'name-too-long': 'profile',
  'name-duplicate': 'profile',
  'address-invalid': 'setting',
  'address-scheme': 'setting',
  'address-insecure': 'setting',
  'settings-file-address': 'setting',
  'settings-file-insecure': 'nothing',
  'number-for-string': 'nothing',
  'string-for-boolean': 'nothing',
  'string-expected': 'setting',
  'boolean-expected': 'setting',
  'digits-expected': 'setting',
  'lengths-expected': 'setting',
  'country-code-expected': 'setting',
  'port-expected': 'setting',
  'host-expected': 'setting',
  'uri-expected': 'setting',
  'choice-expected': 'setting',
  'decline-expected': 'setting',
  'codecs-expected': 'setting',
  'steal-code-expected': 'setting',
  'count-expected': 'setting',
  'needs-setting': 'nothing',
  'relay-without-turn': 'nothing',
  'secondary-is-primary': 'value',
  'dialing-without-rule': 'value',
  'plan-several-area-codes-removed': 'nothing',
  'plan-no-area-code-to-remove': 'nothing',
  'plan-area-code-with-trunk-prefix': 'nothing',
  'plan-national-length-missing': 'nothing',
  'plan-international-prefix-missing': 'nothing',
  'plan-extension-length-of-outside-numbers': 'nothing',
  'plan-outside-prefix-reads-as-international': 'nothing',
  'too-many-problems': 'nothing',
  // Of a settings file.
  ...SETTINGS_PROBLEM_COSTS,
} as const satisfies Record<string, ProblemCosts | 'setting'>;

export type ProfileProblemCode = keyof typeof CODES;
export type ProblemSeverity = 'error' | 'warning';

export const PROFILE_PROBLEM_CODES = Object.keys(CODES) as readonly ProfileProblemCode[];

export interface ProfileProblem {
  /** `error` when a system, or its dial rules, cannot be used for it. */
  severity: ProblemSeverity;
  costs: ProblemCosts;
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
  /** The settings file that `line` counts in. */
  file?: string;
  /** The 46xx setting that it is about. */
  setting?: string;
}

export interface ProblemDetails {
  expected?: string | undefined;
  found?: string | undefined;
  /** Where they differ from those of the code. */
  costs?: ProblemCosts | undefined;
}

/** Notes a problem at an offset of the text. */
export type Report = (code: ProfileProblemCode, at: number, path: JsonPath, details?: ProblemDetails) => void;

/** What a problem costs unless told otherwise. */
export function usualCosts(code: ProfileProblemCode): ProblemCosts {
  const costs = CODES[code];
  return costs === 'setting' ? 'profile' : costs;
}

export function severityOf(costs: ProblemCosts): ProblemSeverity {
  return costs === 'nothing' || costs === 'value' ? 'warning' : 'error';
}
