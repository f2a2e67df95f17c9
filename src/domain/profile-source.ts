import type { ProfileProblem } from './profile-problem';

/**
 * Where profiles can come from, the one that wins first:
 *
 * 1. `policy`: the profile itself, in Chrome's policy;
 * 2. `policy-address`: an address in Chrome's policy, fetched;
 * 3. what the user brought last: `address` (typed), `email` (found by e-mail address) or `text` (pasted or opened).
 */
export const PROFILE_SOURCE_KINDS = ['policy', 'policy-address', 'address', 'email', 'text'] as const;
export type ProfileSourceKind = (typeof PROFILE_SOURCE_KINDS)[number];

/** Why a fetch gave nothing that can be used; the sentence is `fetch_<code>` in `_locales`. */
export const FETCH_FAILURES = [
  'address-invalid',
  'not-https',
  'permission-needed',
  'unreachable',
  'not-found',
  'refused',
  'settings-file-refused',
  'gateway-error',
  'too-long',
  'not-text',
  'no-profile',
] as const;
export type FetchFailureCode = (typeof FETCH_FAILURES)[number];

export interface FetchFailure {
  code: FetchFailureCode;
  /** The address, or the file, that it is about. */
  url: string;
  /** The HTTP status, when there was an answer. */
  status?: number;
}

/** Where the profiles in use come from. Times are milliseconds since the epoch. */
export interface ProfileSource {
  kind: ProfileSourceKind;
  /** Where they were fetched from. */
  url?: string;
  /** Led to the address. */
  email?: string;
  /** When the text in use came. */
  receivedAt: number;
  /** When it was last compared with what the address offers. */
  checkedAt?: number;
  /** Why the last fetch failed, if it did; what was received before stays in use. */
  failure?: FetchFailure & { at: number };
  /** What is to be mended in the text. */
  problems: ProfileProblem[];
  /** A newer text has come and waits for the end of the call. */
  waiting?: true;
}
