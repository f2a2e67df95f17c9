import { stopOrder } from '../contract/page-order';
import {
  type ExcludedSite,
  type Finding,
  isFindingAllowed,
  type SiteSummary,
  sitesFor,
} from '../domain/allowed-sites';
import { isSameValue } from '../domain/same-value';
import type { Logger } from '../log/logger';

/** What shall run in pages, and where. */
export interface PagePlan {
  sites: readonly SiteSummary[];
  excluded: readonly ExcludedSite[];
  /** Of the profile in use, '' where it names none. */
  country: string;
}

interface Script {
  id: Finding;
  js: string[];
  css: string[];
  runAt: 'document_start' | 'document_idle';
  matches: string[];
  excludeMatches: string[];
}

/** Stands for a country that is not known. */
const noCountry = '0';

/** Content scripts of ours: registered where they may run, started in pages that are open, stopped in those they leave. */
export class PageScripts {
  private last: Promise<void> = Promise.resolve();
  /** That the scripts in open pages were started with; undefined: as it was when the worker before this one died. */
  private country: string | undefined;

  constructor(private readonly log: Logger) {}

  /**
   * One change after the other. Never rejects.
   *
   * @param everywhere starts them in open pages also where nothing has changed: after an update Chrome has ended them
   */
  follow(plan: PagePlan, everywhere = false): Promise<void> {
    this.last = this.last
      .then(() => {
        const isElsewhere = this.country !== undefined && this.country !== plan.country;
        this.country = plan.country;
        return Promise.all([
          this.followOne('link', plan, everywhere),
          this.followOne('number', plan, everywhere || isElsewhere),
        ]);
      })
      .then(
        () => undefined,
        (error) => this.log.error(`content scripts: ${String(error)}`),
      );
    return this.last;
  }

  private async followOne(id: Finding, plan: PagePlan, everywhere: boolean): Promise<void> {
    const wanted = scriptFor(id, plan);
    const [before] = await chrome.scripting.getRegisteredContentScripts({ ids: [id] });
    if (!isSame(before, wanted)) await this.register(id, wanted, before !== undefined);
    else if (!everywhere) return;
    const left = [
      ...without(before?.matches, wanted?.matches),
      ...without(wanted?.excludeMatches, before?.excludeMatches),
    ];
    const tabs = await chrome.tabs.query({});
    for (const site of left) await Promise.all(tabs.map((tab) => stop(tab, id, site)));
    if (wanted) await Promise.all(tabs.map((tab) => this.start(tab, wanted, plan)));
  }

  private async register(id: Finding, wanted: Script | undefined, isThere: boolean): Promise<void> {
    if (isThere) await chrome.scripting.unregisterContentScripts({ ids: [id] });
    if (!wanted) return;
    await chrome.scripting.registerContentScripts([
      // A frame without an address of its own (about:blank and the like) belongs to the page that made it.
      { ...wanted, allFrames: true, matchOriginAsFallback: true, persistAcrossSessions: true },
    ]);
    this.log.info(`${id}: looked for on ${wanted.matches.length} sites`);
  }

  /** What finds numbers, for a page in which there may be one. Never rejects: the page may have gone. */
  async bringFinder({ tab, documentId }: chrome.runtime.MessageSender): Promise<void> {
    if (tab?.id === undefined || documentId === undefined) return;
    const target = { tabId: tab.id, documentIds: [documentId] };
    const code = /^\d{1,3}$/.test(this.country ?? '') ? this.country : noCountry;
    const files = [`countries/${code}.js`, 'content-number-finder.js'];
    await chrome.scripting.executeScript({ target, files }).catch(() => undefined);
  }

  /** Ends it in one frame: it has not heard that it is over, as its page lay in Chrome's cache. */
  async end(id: Finding, { tab, documentId }: chrome.runtime.MessageSender, site: string): Promise<void> {
    if (tab?.id === undefined || documentId === undefined) return;
    await chrome.tabs.sendMessage(tab.id, stopOrder(id, site), { documentId }).catch(() => undefined);
  }

  /** In the frames of a tab where it may run; most tabs are none of our business, and Chrome says so. */
  private async start(
    { id: tabId }: chrome.tabs.Tab,
    { id, js, css }: Script,
    plan: PagePlan,
  ): Promise<void> {
    if (tabId === undefined) return;
    try {
      const frames = await chrome.scripting.executeScript({
        target: { tabId, allFrames: true },
        // A frame in a sandbox has no origin of its own; its address is still where it comes from.
        func: () => (origin === 'null' ? location.origin : origin),
      });
      const documentIds = frames
        .filter(({ result }) => isFindingAllowed(plan.sites, plan.excluded, String(result), id))
        .map(({ documentId }) => documentId);
      if (documentIds.length === 0) return;
      const target = { tabId, documentIds };
      if (css.length > 0) await chrome.scripting.insertCSS({ target, files: css });
      await chrome.scripting.executeScript({ target, files: js });
    } catch {
      // Not one of the allowed sites, or a page that has gone meanwhile.
    }
  }
}

function scriptFor(id: Finding, { sites, excluded }: PagePlan): Script | undefined {
  const matches = sitesFor(sites, id).sort();
  if (matches.length === 0) return undefined;
  const where = { matches, excludeMatches: excluded.map(({ pattern }) => pattern).sort() };
  if (id === 'link') return { id, js: ['content-links.js'], css: [], runAt: 'document_start', ...where };
  return { id, js: ['content-numbers.js'], css: ['content-numbers.css'], runAt: 'document_idle', ...where };
}

function isSame(
  registered: chrome.scripting.RegisteredContentScript | undefined,
  wanted: Script | undefined,
): boolean {
  if (!registered || !wanted) return registered === wanted;
  const { id, js = [], css = [], runAt, matches = [], excludeMatches = [] } = registered;
  return isSameValue(
    { id, js, css, runAt, matches: [...matches].sort(), excludeMatches: [...excludeMatches].sort() },
    { ...wanted },
  );
}

function without(some: readonly string[] = [], others: readonly string[] = []): string[] {
  return some.filter((each) => !others.includes(each));
}

/** To whatever frame of it listens. */
async function stop({ id }: chrome.tabs.Tab, finding: Finding, site: string): Promise<void> {
  if (id !== undefined) await chrome.tabs.sendMessage(id, stopOrder(finding, site)).catch(() => undefined);
}
