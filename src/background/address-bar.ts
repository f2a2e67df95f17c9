import type { IntentArgs } from '../contract/protocol';
import { type CallingClient, type ClientChoice, clientFor } from '../domain/calling-client';
import type { DialRequest } from '../domain/dial-request';
import { applyDialRules } from '../domain/dial-rules';
import { pastedNumbers } from '../domain/pasted-number';
import type { Logger } from '../log/logger';
import type { Store } from './store';

/** A number that `call` in the address bar offers, with whose it is where that is known. */
export interface OfferedNumber {
  number: string;
  name: string;
}

export interface AddressBarOptions {
  store: Store;
  /** Numbers of people and of calls for what has been typed so far, the likeliest first. */
  offer(typed: string): Promise<OfferedNumber[]>;
  dial(wanted: IntentArgs<'dial'>): Promise<unknown>;
  ask(request: Omit<DialRequest, 'id'>): Promise<void>;
  /** Nobody types any more. */
  rest(): void;
  showPhone(): Promise<void>;
  log: Logger;
}

const mostOffered = 6;

/**
 * `call` and a space in Chrome's address bar. What is typed there, a page can neither see nor type, and what will be
 * dialled stands below it: Enter calls, as in the phone itself.
 */
export class AddressBar {
  private latest = 0;

  constructor(private readonly options: AddressBarOptions) {}

  async typed(text: string, suggest: (suggestions: chrome.omnibox.SuggestResult[]) => void): Promise<void> {
    const turn = ++this.latest;
    chrome.omnibox.setDefaultSuggestion({ description: this.describe({ number: text, name: '' }) });
    const offered = text.trim() === '' ? [] : await this.offer(text);
    if (turn !== this.latest) return;
    suggest(
      offered.slice(0, mostOffered).map((each) => ({
        content: each.number,
        description: this.describe(each),
      })),
    );
  }

  /** Enter was pressed, on what was typed or on a suggestion. */
  async entered(text: string): Promise<void> {
    const { store, dial, ask, showPhone, log } = this.options;
    this.cancelled();
    const number = pastedNumbers(text)[0] ?? text.trim();
    const { settings, allowedClients, dialRules } = store.snapshot;
    const request = { source: 'address-bar', written: text, number } as const;
    const { kind } = applyDialRules(number, dialRules);
    // A name is no number yet: who is meant is seen before anybody is called.
    if (!callsItself(settings.client, allowedClients) || kind === 'name') return ask(request);
    try {
      await dial({ number });
    } catch (error) {
      log.info(`not dialled from the address bar: ${error instanceof Error ? error.message : String(error)}`);
      return ask(request);
    }
    await showPhone();
  }

  /** The address bar was left. */
  cancelled(): void {
    this.latest++;
    this.options.rest();
  }

  private async offer(text: string): Promise<OfferedNumber[]> {
    try {
      return await this.options.offer(text);
    } catch (error) {
      this.options.log.warn(`nothing is offered: ${String(error)}`);
      return [];
    }
  }

  /** `Call 912125550100` and, dimmed, whom or what was typed. */
  private describe({ number, name }: OfferedNumber): string {
    const best = pastedNumbers(number)[0] ?? '';
    const { dialed } = applyDialRules(best, this.options.store.snapshot.dialRules);
    if (dialed === '') return xmlText(chrome.i18n.getMessage('omnibox_hint'));
    const call = xmlText(chrome.i18n.getMessage('omnibox_call', dialed));
    const whose = name || (best === dialed ? '' : best);
    return whose === '' ? call : `${call} <dim>${xmlText(`– ${whose}`)}</dim>`;
  }
}

function callsItself(choice: ClientChoice, allowed: readonly CallingClient[]): boolean {
  return clientFor(choice, allowed) === 'ringtab';
}

/** Chrome reads descriptions as XML, and refuses one with a character that XML has not. */
export function xmlText(text: string): string {
  const names: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Cn}]/gu, '')
    .replace(/[&<>"']/g, (character) => `&${names[character]};`);
}
