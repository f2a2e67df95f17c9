import type { FoundNumbers, FoundNumbersOptions } from './found-numbers';

/** Where scripts of ours in one page leave things for each other; the page itself sees none of it. */
export interface FinderPlace {
  /** By `countries/44.js`: '44'; undefined where the profile names no country. */
  ringtabCountry?: string | undefined;
  /** By `content-number-finder.js`: what is too much for the many pages without a number. */
  ringtabFinder?: ((options: FoundNumbersOptions) => FoundNumbers) | undefined;
  /** What that calls as soon as it is there. */
  ringtabFinderCame?: (() => void) | undefined;
}
