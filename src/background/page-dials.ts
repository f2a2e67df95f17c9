import { type PageDial, readPageDial } from '../contract/page-dial';
import { type DialRequest, requestedNumber } from '../domain/dial-request';
import { pastedNumbers } from '../domain/pasted-number';
import { noRequestsYet, paced } from '../domain/request-pace';
import type { Logger } from '../log/logger';
import { originAround, pageOrigin } from './page-origin';
import type { Sites } from './sites';

export interface PageDialsOptions {
  sites: Pick<Sites, 'allows'>;
  ask(request: Omit<DialRequest, 'id'>): Promise<void>;
  /** A page has asked whose site was taken back: it has not heard of that. */
  refused(sender: chrome.runtime.MessageSender, origin: string): Promise<unknown>;
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
    const origin = sender.tab?.active ? pageOrigin(sender) : undefined;
    if (!dial || origin === undefined || !this.comesInTime(origin)) return;
    await this.options.ready();
    const around = await originAround(sender, origin);
    if (!this.options.sites.allows(origin, dial.kind, around)) {
      this.options.log.warn('a page asked for a call where that is not allowed');
      await this.options.refused(sender, origin);
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

function numberOf({ number, kind }: PageDial): string {
  return kind === 'link' ? requestedNumber(number) : (pastedNumbers(number)[0] ?? '');
}
