import type { IntentArgs } from '../contract/protocol';
import type { MatchingRules } from '../domain/caller-match';
import type { OutsidePolicy } from '../domain/policy-lists';
import type { Logger } from '../log/logger';
import { AddressBar } from './address-bar';
import { menuRequest, siteToSearch } from './call-menu';
import { ConfirmWindow } from './confirm-window';
import { DialRequests } from './dial-requests';
import type { OutsideHandlers } from './intents';
import type { LocalStorage, SessionStorage } from './kept-state';
import { KnownNumbers } from './known-numbers';
import { PageDials } from './page-dials';
import { PageScripts } from './page-scripts';
import { PageVisits } from './page-visits';
import { Sites } from './sites';
import { orLog } from './storage-health';
import type { Store } from './store';
import { isPhoneShown, showWindow } from './windows';

export interface OutsideOptions {
  store: Store;
  session: SessionStorage;
  local: LocalStorage;
  /** Once what was kept has been brought back. */
  ready(): Promise<unknown>;
  /** Throws PhoneError when the call cannot be placed. */
  dial(wanted: IntentArgs<'dial'>): Promise<{ callId: string }>;
  /** Whose number is whose, for whoever is signed in. */
  rules(): MatchingRules | undefined;
  logger(source: string): Logger;
}

/** All the ways by which a call can be asked for from outside of the phone. */
export class Outside {
  readonly requests: DialRequests;
  readonly window: ConfirmWindow;
  readonly addressBar: AddressBar;
  readonly sites: Sites;
  private readonly dials: PageDials;
  private readonly visits: PageVisits;
  private readonly store: Store;
  private readonly log: Logger;
  private readonly ready: () => Promise<unknown>;

  constructor({ store, session, local, ready, dial, rules, logger }: OutsideOptions) {
    this.store = store;
    this.ready = ready;
    this.log = logger('background/outside');
    const scripts = new PageScripts(logger('background/page-scripts'));
    this.sites = new Sites({ store, local, scripts, log: logger('background/sites') });
    const known = new KnownNumbers(rules);
    this.window = new ConfirmWindow(session, logger('background/confirm-window'));
    this.requests = new DialRequests({
      store,
      session,
      window: this.window,
      dial,
      showPhone,
      namesOf: (number) => known.names(number),
      newId: () => crypto.randomUUID(),
      log: logger('background/dial-requests'),
    });
    this.visits = new PageVisits({ sites: this.sites, scripts, ready, now: Date.now });
    this.dials = new PageDials({
      sites: this.sites,
      refused: (sender, origin) => this.visits.look(sender, origin),
      ask: (request) => this.requests.ask(request),
      ready,
      now: Date.now,
      log: logger('background/page-dials'),
    });
    this.addressBar = new AddressBar({
      store,
      offer: (typed) => known.offers(typed),
      rest: () => known.rest(),
      dial,
      ask: (request) => this.requests.ask(request),
      showPhone,
      log: logger('background/address-bar'),
    });
  }

  /** What scripts in web pages say. */
  readonly pages = {
    hear: async (message: unknown, sender: chrome.runtime.MessageSender): Promise<void> => {
      await Promise.all([this.dials.hear(message, sender), this.visits.hear(message, sender)]);
    },
  };

  readonly handlers: OutsideHandlers = {
    'confirm-dial': (confirmed) => this.requests.confirm(confirmed),
    'dismiss-dial': ({ requestId }) => this.requests.dismiss(requestId),
    'hand-over-dial': ({ requestId }) => this.requests.handedOver(requestId),
    'show-phone': () => showWindow(),
    'save-site': (site) => this.sites.save(site),
    'remove-site': (site) => this.sites.remove(site),
    'exclude-site': (site) => this.sites.exclude(site),
    'include-site': (site) => this.sites.include(site),
  };

  /** Brings back what there was before the worker died. */
  async restore(): Promise<void> {
    await Promise.all([this.sites.restore(), this.requests.restore()]);
  }

  usePolicy({ sites, excludedSites, allowedClients }: OutsidePolicy): void {
    this.store.update({ allowedClients });
    void orLog(this.sites.usePolicy({ sites, excluded: excludedSites }), this.log);
  }

  /** Something was chosen in Chrome's menu. */
  async chosen(choice: chrome.contextMenus.OnClickData, tab: chrome.tabs.Tab | undefined): Promise<void> {
    const site = await siteToSearch(choice, tab);
    await this.ready();
    if (site) await this.sites.save({ site, links: true, numbers: true });
    const request = menuRequest(choice);
    if (request) await this.requests.ask(request);
  }

  /** Some window of the browser. */
  async windowClosed(windowId: number): Promise<void> {
    const { dialRequest } = this.store.snapshot;
    if ((await this.window.wasClosed(windowId)) && dialRequest)
      await this.requests.windowClosed(dialRequest.id);
  }
}

/** A call that has been placed is seen: in the side panel, where that is open, or in the phone's own window. */
async function showPhone(): Promise<void> {
  if (!(await isPhoneShown('SIDE_PANEL'))) await showWindow();
}
