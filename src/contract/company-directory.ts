import type { FetchFailure } from '../domain/profile-source';

/** What a screen may know of the company's directory. Times are milliseconds since the epoch. */
export interface CompanyDirectoryState {
  /** Where it is fetched from; without its query, which may hold a token. */
  url: string;
  /** Whose address it is. */
  by: 'policy' | 'profile';
  /** When the entries that are there came; undefined before the first. */
  receivedAt?: number;
  /** When they were last compared with what the address offers. */
  checkedAt?: number;
  count: number;
  /** Entries of it that cannot be used. */
  skipped: number;
  /** Why the last fetch gave nothing, if it did; what came before stays. */
  failure?: FetchFailure & { at: number };
}
