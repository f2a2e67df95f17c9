import type { ProfileSource } from '../domain/profile-source';

/**
 * Whether there is something to fetch again: an address, the settings files that a text leads to, or what a policy names
 * and could not be had.
 */
export function isFetched({ url, checkedAt, failure }: ProfileSource): boolean {
  return url !== undefined || checkedAt !== undefined || failure !== undefined;
}
