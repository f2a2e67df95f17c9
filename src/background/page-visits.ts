import type { PageDialKind } from '../contract/page-dial';
import { readPageWanted } from '../contract/page-wanted';
import { sitePattern } from '../domain/site';
import { originAround, pageOrigin } from './page-origin';
import type { PageScripts } from './page-scripts';
import type { Sites } from './sites';

export interface PageVisitsOptions {
  sites: Pick<Sites, 'allows'>;
  scripts: Pick<PageScripts, 'bringFinder' | 'end'>;
  /** Once what was kept has been brought back. */
  ready(): Promise<unknown>;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Nobody needs an answer more often, in one page. */
const apart = 1_000;

/** Scripts of ours in pages: one that is wanted there gets what it needs, one that is not is ended. */
export class PageVisits {
  private readonly lately = new Map<string, number>();

  constructor(private readonly options: PageVisitsOptions) {}

  /** Whatever does not ask exactly that, from a page of the web, is passed over. */
  async hear(message: unknown, sender: chrome.runtime.MessageSender): Promise<void> {
    const kind = readPageWanted(message);
    const origin = pageOrigin(sender);
    if (kind === undefined || origin === undefined || !this.comesInTime(`${kind} ${sender.documentId}`))
      return;
    await this.options.ready();
    const allowed = await this.look(sender, origin);
    if (kind === 'number' && allowed.includes('number')) await this.options.scripts.bringFinder(sender);
  }

  /** Ends what may not run in this page. @returns what may */
  async look(sender: chrome.runtime.MessageSender, origin: string): Promise<PageDialKind[]> {
    const { sites, scripts } = this.options;
    const around = await originAround(sender, origin);
    const kinds = ['link', 'number'] as const;
    const allowed = kinds.filter((kind) => sites.allows(origin, kind, around));
    const site = sitePattern(origin);
    const over = site === undefined ? [] : kinds.filter((kind) => !allowed.includes(kind));
    await Promise.all(over.map((kind) => scripts.end(kind, sender, site ?? '')));
    return allowed;
  }

  private comesInTime(document: string): boolean {
    const now = this.options.now();
    for (const [each, at] of this.lately) if (at > now || now - at >= apart) this.lately.delete(each);
    if (this.lately.has(document)) return false;
    this.lately.set(document, now);
    return true;
  }
}
