import { type PageDial, readPageDial } from '../contract/page-dial';
import { type DialRequest, requestedNumber, unknownSite, webOrigin } from '../domain/dial-request';
import { pastedNumbers } from '../domain/pasted-number';
import { noRequestsYet, paced } from '../domain/request-pace';
import type { Logger } from '../log/logger';
import type { Sites } from './sites';

export interface PageDialsOptions {
  sites: Pick<Sites, 'allows'>;
  ask(request: Omit<DialRequest, 'id'>): Promise<void>;
  /** Once what was kept has been brought back. */
  ready(): Promise<unknown>;
  now(): number;
  log: Logger;
}

/** What content scripts say: a dial, which dials nothing, and nothing else. */
export class PageDials {
  private pace = noRequestsYet();

  constructor(private readonly options: PageDialsOptions) {}

  /** Whatever is not exactly a dial, from a page where that is allowed, is passed over without an answer. */
  async hear(message: unknown, sender: chrome.runtime.MessageSender): Promise<void> {
    const dial = readPageDial(message);
    const origin = pageOrigin(sender);
    if (!dial || origin === undefined || !this.comesInTime(origin)) return;
    await this.options.ready();
    const around = await originAround(sender, origin);
    if (!this.options.sites.allows(origin, dial.kind, around)) {
      this.options.log.warn('a page asked for a call where that is not allowed');
      return;
    }
    const site = around === undefined ? { origin } : { origin, around };
    await this.options.ask({ source: dial.kind, written: dial.number, number: numberOf(dial), site });
  }

  private comesInTime(origin: string): boolean {
    const next = paced(this.pace, origin, this.options.now());
    if (next) this.pace = next;
    return next !== undefined;
  }
}

/** The origin of a page that is shown, as Chrome says it; undefined for any other sender. */
export function pageOrigin(sender: chrome.runtime.MessageSender): string | undefined {
  const { id, tab, url, origin, documentLifecycle = 'active' } = sender;
  if (id !== chrome.runtime.id || !tab?.active || documentLifecycle !== 'active') return undefined;
  // A frame in a sandbox has no origin of its own; its address is still where it comes from.
  return webOrigin(origin) ?? webOrigin(url);
}

/** Of the page around a frame, where it is another; Chrome tells it only of sites that Ringtab may see. */
async function originAround(
  { tab, frameId, documentId }: chrome.runtime.MessageSender,
  origin: string,
): Promise<string | undefined> {
  if (frameId === 0) return undefined;
  const top = webOrigin(tab?.url) ?? (await topOf(tab?.id, documentId)) ?? unknownSite;
  return top === origin ? undefined : top;
}

async function topOf(tabId: number | undefined, documentId: string | undefined): Promise<string | undefined> {
  if (tabId === undefined || documentId === undefined) return undefined;
  try {
    const [frame] = await chrome.scripting.executeScript({
      target: { tabId, documentIds: [documentId] },
      // It runs in the frame, whose location knows more than a worker's.
      func: () =>
        Array.from((location as unknown as { ancestorOrigins: ArrayLike<string> }).ancestorOrigins).at(-1),
    });
    return webOrigin(String(frame?.result));
  } catch {
    return undefined;
  }
}

function numberOf({ number, kind }: PageDial): string {
  return kind === 'link' ? requestedNumber(number) : (pastedNumbers(number)[0] ?? '');
}
