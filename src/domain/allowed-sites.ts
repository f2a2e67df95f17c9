import { matchesSite } from './site';

/** What Ringtab may look for in the pages of a site: links that call, numbers in the text. */
export type Finding = 'link' | 'number';

/** A site that the user has chosen. */
export interface AllowedSite {
  /** See `site.ts`. */
  pattern: string;
  links: boolean;
  numbers: boolean;
}

/** Both as patterns; those of a policy cannot be changed by the user. */
export interface SitesPolicy {
  sites: readonly string[];
  excluded: readonly string[];
}

export interface SiteSummary extends AllowedSite {
  byPolicy: boolean;
  /** Chrome lets Ringtab into the site; until then it finds nothing there. */
  granted: boolean;
}

export interface ExcludedSite {
  pattern: string;
  byPolicy: boolean;
}

/** Those of the policy first, for links and numbers; then the user's own. */
export function sitesInForce(
  own: readonly AllowedSite[],
  { sites }: SitesPolicy,
): Omit<SiteSummary, 'granted'>[] {
  const ofPolicy = [...new Set(sites)].map((pattern) => ({
    pattern,
    links: true,
    numbers: true,
    byPolicy: true,
  }));
  const others = own.filter(({ pattern }) => !sites.includes(pattern));
  return [...ofPolicy, ...others.map((site) => ({ ...site, byPolicy: false }))];
}

export function exclusionsInForce(own: readonly string[], { excluded }: SitesPolicy): ExcludedSite[] {
  const ofPolicy = [...new Set(excluded)].map((pattern) => ({ pattern, byPolicy: true }));
  return [
    ...ofPolicy,
    ...own.filter((each) => !excluded.includes(each)).map((pattern) => ({ pattern, byPolicy: false })),
  ];
}

/** Whether something of that kind may be asked for by a page of this origin. */
export function isFindingAllowed(
  sites: readonly SiteSummary[],
  excluded: readonly ExcludedSite[],
  origin: string,
  finding: Finding,
): boolean {
  if (isExcluded(excluded, origin)) return false;
  return sitesFor(sites, finding).some((pattern) => matchesSite(pattern, origin));
}

export function isExcluded(excluded: readonly ExcludedSite[], origin: string): boolean {
  return excluded.some(({ pattern }) => matchesSite(pattern, origin));
}

/** The patterns where that is looked for now. */
export function sitesFor(sites: readonly SiteSummary[], finding: Finding): string[] {
  return sites
    .filter(({ links, numbers, granted }) => granted && (finding === 'link' ? links : numbers))
    .map(({ pattern }) => pattern);
}
