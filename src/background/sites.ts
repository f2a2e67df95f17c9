import { PhoneError } from '../contract/phone-error';
import type { IntentArgs } from '../contract/protocol';
import {
  type AllowedSite,
  exclusionsInForce,
  type Finding,
  isExcluded,
  isFindingAllowed,
  type SitesPolicy,
  sitesInForce,
} from '../domain/allowed-sites';
import { isSameValue } from '../domain/same-value';
import { matchesSite } from '../domain/site';
import type { Logger } from '../log/logger';
import type { LocalStorage } from './kept-state';
import type { PageScripts } from './page-scripts';
import { orLog } from './storage-health';
import type { Store } from './store';

export interface SitesOptions {
  store: Store;
  local: LocalStorage;
  scripts: Pick<PageScripts, 'follow'>;
  log: Logger;
}

/** More than a person looks after. */
const most = 200;

/** The sites where Ringtab may look for numbers: chosen by the user or a policy, and allowed by Chrome. */
export class Sites {
  private own: AllowedSite[] = [];
  private excluded: string[] = [];
  /** Not before all that decides is known: Chrome keeps over the worker's death what runs where. */
  private started = false;
  private policy: SitesPolicy = { sites: [], excluded: [] };

  constructor(private readonly options: SitesOptions) {
    options.store.subscribe((now, before) => {
      if (now.dialRules.countryCode !== before.dialRules.countryCode) void this.runScripts();
    });
  }

  /** What was chosen before. */
  async restore(): Promise<void> {
    const { sites = [], excludedSites = [] } = await this.options.local.read(['sites', 'excludedSites']);
    this.own = sites;
    this.excluded = excludedSites;
  }

  async usePolicy(policy: SitesPolicy): Promise<void> {
    this.policy = policy;
    await this.follow();
  }

  /** Everything has been brought back: from now on it is known which pages may ask. */
  async start(): Promise<void> {
    this.started = true;
    await this.look();
    void orLog(this.runScripts(), this.options.log);
  }

  /** The user has let Ringtab into a site, or it has been taken back, here or in Chrome's own settings. */
  permissionsChanged(): Promise<void> {
    return this.follow();
  }

  /** After Chrome has ended what ran in pages. */
  startEverywhere(): Promise<void> {
    return this.follow(true);
  }

  /** Adds a site, or changes what is looked for there. Throws PhoneError. */
  async save({ site, links, numbers }: IntentArgs<'save-site'>): Promise<void> {
    if (this.policy.sites.includes(site)) throw new PhoneError('set-by-policy', 'the site is');
    const others = this.own.filter(({ pattern }) => pattern !== site);
    if (others.length >= most) throw new PhoneError('not-possible-now', `${most} sites already`);
    const isThere = others.length < this.own.length;
    const changed = { pattern: site, links, numbers };
    this.own = isThere
      ? this.own.map((each) => (each.pattern === site ? changed : each))
      : [...this.own, changed];
    await this.keepAndFollow();
  }

  /** Takes a site off the list, and gives its permission back to Chrome. Throws PhoneError. */
  async remove({ site }: IntentArgs<'remove-site'>): Promise<void> {
    if (this.policy.sites.includes(site)) throw new PhoneError('set-by-policy', 'the site is');
    this.own = this.own.filter(({ pattern }) => pattern !== site);
    await this.keepAndFollow();
    if (this.isNeededOtherwise(site)) return;
    const { log } = this.options;
    await chrome.permissions
      .remove({ origins: [site] })
      .catch((error) => log.warn(`not given back: ${error}`));
  }

  /** Nothing is looked for there any more, whatever else is said of it. */
  async exclude({ site }: IntentArgs<'exclude-site'>): Promise<void> {
    if (this.excluded.length >= most) throw new PhoneError('not-possible-now', `${most} sites already`);
    this.excluded = [...new Set([...this.excluded, site])];
    await this.keepAndFollow();
  }

  /** Throws PhoneError. */
  async include({ site }: IntentArgs<'include-site'>): Promise<void> {
    if (this.policy.excluded.includes(site)) throw new PhoneError('set-by-policy', 'the exclusion is');
    this.excluded = this.excluded.filter((each) => each !== site);
    await this.keepAndFollow();
  }

  /** Whether a page of this origin may ask for such a call, in a page of the other one. */
  allows(origin: string, finding: Finding, around?: string): boolean {
    const { sites, excludedSites } = this.options.store.snapshot;
    if (around !== undefined && isExcluded(excludedSites, around)) return false;
    return isFindingAllowed(sites, excludedSites, origin, finding);
  }

  private async keepAndFollow(): Promise<void> {
    const keeping = this.options.local.write({ sites: this.own, excludedSites: this.excluded });
    await this.follow();
    await keeping;
  }

  private async follow(everywhere = false): Promise<void> {
    if (this.started) await this.look();
    await orLog(this.runScripts(everywhere), this.options.log);
  }

  /** What is in force, and where Chrome lets us in. */
  private async look(): Promise<void> {
    const wanted = sitesInForce(this.own, this.policy);
    const sites = await Promise.all(
      wanted.map(async (site) => ({ ...site, granted: await isGranted(site.pattern) })),
    );
    const excludedSites = exclusionsInForce(this.excluded, this.policy);
    const { store } = this.options;
    const { snapshot } = store;
    if (
      !isSameValue({ sites, excludedSites }, { sites: snapshot.sites, excludedSites: snapshot.excludedSites })
    )
      store.update({ sites, excludedSites });
  }

  private async runScripts(everywhere = false): Promise<void> {
    if (!this.started) return;
    const { sites, excludedSites: excluded, dialRules } = this.options.store.snapshot;
    await this.options.scripts.follow({ sites, excluded, country: dialRules.countryCode }, everywhere);
  }

  /** The profile, or the company's directory, may be fetched from there. */
  private isNeededOtherwise(site: string): boolean {
    const { profileSource, companyDirectory } = this.options.store.snapshot;
    return [profileSource?.url, companyDirectory?.url].some(
      (url) => url !== undefined && URL.canParse(url) && matchesSite(site, new URL(url).origin),
    );
  }
}

function isGranted(pattern: string): Promise<boolean> {
  return chrome.permissions.contains({ origins: [pattern] }).catch(() => false);
}
