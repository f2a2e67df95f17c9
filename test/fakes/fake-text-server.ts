import { type FetchText, shownUrl } from '../../src/background/profile-fetcher';
import type { FetchFailureCode } from '../../src/domain/profile-source';

/** Texts at addresses, for what fetches them; an address that has none is not found. */
export class FakeTextServer {
  readonly texts = new Map<string, string>();
  readonly failures = new Map<string, FetchFailureCode>();
  /** In the order in which they came. */
  readonly requests: string[] = [];
  /** The answer at an address in here comes when its promise is settled. */
  readonly delays = new Map<string, Promise<unknown>>();

  readonly fetchText: FetchText = async (url) => {
    this.requests.push(url);
    const text = this.texts.get(url);
    const code = this.failures.get(url) ?? 'not-found';
    await this.delays.get(url);
    const failed = text === undefined || this.failures.has(url);
    return failed ? { code, url: shownUrl(url) } : { text, url };
  };
}
