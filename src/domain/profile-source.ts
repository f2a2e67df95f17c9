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

/** Of the sources that have given profiles, the one whose profiles are used; undefined when there is none. */
export function chooseSource<Source extends { kind: ProfileSourceKind; receivedAt: number }>(
  sources: readonly Source[],
): Source | undefined {
  const inOrder = [...sources].sort((a, b) => rankOf(a.kind) - rankOf(b.kind) || b.receivedAt - a.receivedAt);
  return inOrder[0];
}

/** Whether a policy says so: the user's own profiles are refused then. */
export function isSetByPolicy(kind: ProfileSourceKind): boolean {
  return kind === 'policy' || kind === 'policy-address';
}

/** What the user brought shares a rank: the last one wins. */
function rankOf(kind: ProfileSourceKind): number {
  return isSetByPolicy(kind) ? PROFILE_SOURCE_KINDS.indexOf(kind) : PROFILE_SOURCE_KINDS.length;
}

/** Why a fetch gave nothing that can be used; the sentence is `fetch_<code>` in `_locales`. */
export const FETCH_FAILURES = [
  'address-invalid',
  'not-https',
  'permission-needed',
  'unreachable',
  'redirected',
  'not-found',
  'refused',
  'settings-file-refused',
  'gateway-error',
  'too-long',
  'not-text',
  'no-profile',
  'no-directory',
  'directory-too-long',
] as const;
export type FetchFailureCode = (typeof FETCH_FAILURES)[number];

export interface FetchFailure {
  code: FetchFailureCode;
  /** The address, or the file, that it is about; without its query, which may hold a token. */
  url: string;
  /** The HTTP status, when there was an answer. */
  status?: number;
}

export function isFetchFailure(fetched: object): fetched is FetchFailure {
  return 'code' in fetched;
}

/** Where the profiles in use come from. Times are milliseconds since the epoch. */
export interface ProfileSource {
  kind: ProfileSourceKind;
  /** Where they were fetched from; without its query, which may hold a token. */
  url?: string;
  /** Led to the address. */
  email?: string;
  /** When the text in use came. */
  receivedAt: number;
  /** When it was last compared with what the address offers. */
  checkedAt?: number;
  /** Why the last fetch failed, if it did; what was received before stays in use. */
  failure?: FetchFailure & { at: number };
  /** What is to be mended in the newest text, which is not in use if it has no profile that can be. */
  problems: ProfileProblem[];
  /** The newest text cannot be used: an earlier one stays in use. */
  newestRefused?: true;
  /** What has come changes nothing for whoever is signed in before the end of their call. */
  waiting?: true;
}
