import type { CompanyDirectoryState } from '../contract/company-directory';
import { clearContacts, writeContacts } from '../data/contact-writing';
import { eachContacts } from '../data/contacts';
import { CompanyComparison } from '../domain/company-changes';
import { companyEntries, mostCompanyEntries } from '../domain/company-entries';
import type { ContactDraft } from '../domain/contact-draft';
import { nextCheck } from '../domain/profile-refresh';
import { type FetchFailure, isFetchFailure } from '../domain/profile-source';
import type { Logger } from '../log/logger';
import type { Directory } from './directory';
import type { LocalStorage, SessionStorage } from './kept-state';
import { type FetchText, shownUrl } from './profile-fetcher';
import type { Store } from './store';
import { textDigest } from './text-digest';
import { wait } from './wait';

/** Contacts that are written at a time. */
const mostAtOnce = 600;

/** Where the company's directory is, and who says so. */
export interface CompanyAddress {
  url: string;
  by: CompanyDirectoryState['by'];
}

/** What is kept of it beside the entries. */
export interface KeptCompanyDirectory {
  /** Digests: of the address, which may hold a token, and of the text that the entries came in. */
  address: string;
  text?: string;
  state: CompanyDirectoryState;
}

export interface CompanyDirectoryOptions {
  store: Store;
  local: LocalStorage;
  session: SessionStorage;
  directory: Pick<Directory, 'write'>;
  fetchText: FetchText;
  /** Undefined where neither the policy nor the profile names one. */
  address(): Promise<CompanyAddress | undefined>;
  /** Has Chrome call `refreshIfDue` at this time, even if the worker has died until then; undefined: not at all. */
  wakeAt(at: number | undefined): void;
  now(): number;
  log: Logger;
}

/**
 * The company's directory: fetched when the browser starts and each day, an hour after a failure. What was fetched last
 * stays until something better has come, or nobody names an address any more.
 */
export class CompanyDirectory {
  private kept: KeptCompanyDirectory | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: CompanyDirectoryOptions) {}

  /** To be called at each start of the worker, and whenever the address may be another. */
  follow(): Promise<void> {
    return this.inTurn(() => this.refreshWhere((at, now) => at <= now));
  }

  /** Asks now. */
  refresh(): Promise<void> {
    return this.inTurn(() => this.refreshWhere(() => true));
  }

  private async refreshWhere(isDue: (at: number, now: number) => boolean): Promise<void> {
    const { local, session, now, wakeAt } = this.options;
    this.kept ??= (await local.read(['companyDirectory'])).companyDirectory;
    const wanted = await this.options.address();
    if (!wanted) return this.forget();
    const address = await textDigest(wanted.url);
    if (this.kept?.address !== address) {
      const count = this.kept?.state.count ?? 0;
      await this.keep({ address, state: { url: shownUrl(wanted.url), by: wanted.by, count, skipped: 0 } });
    } else this.show();
    const { companyAsked = false } = await session.read(['companyAsked']);
    if (isDue(this.dueAt(companyAsked), now())) {
      await this.ask(wanted);
      await session.write({ companyAsked: true });
    }
    wakeAt(this.dueAt(true));
  }

  private dueAt(askedSinceStart: boolean): number {
    const { checkedAt, failure } = this.kept?.state ?? {};
    const facts = { checkedAt, failedAt: failure?.at, everyDays: 1, askedSinceStart };
    return nextCheck(facts, this.options.now());
  }

  private async ask({ url }: CompanyAddress): Promise<void> {
    const { fetchText, now, log } = this.options;
    const { kept } = this;
    if (!kept) return;
    const { failure: _before, ...state } = kept.state;
    const fetched = await fetchText(url, 'directory', new AbortController().signal);
    if (isFetchFailure(fetched)) return this.failed(fetched);
    const text = await textDigest(fetched.text);
    const checkedAt = now();
    if (kept.text === text) return this.keep({ ...kept, state: { ...state, checkedAt } });
    const read = await readEntries(fetched.text);
    if (!read) return this.failed({ code: 'no-directory', url: state.url });
    await this.bring(read.drafts);
    const { length: count } = read.drafts;
    log.info(`company directory: ${count} entries, ${read.skipped} cannot be used`);
    const fresh = { ...state, receivedAt: checkedAt, checkedAt, count, skipped: read.skipped };
    await this.keep({ address: kept.address, text, state: fresh });
  }

  private async failed(failure: FetchFailure): Promise<void> {
    if (!this.kept) return;
    const { state } = this.kept;
    await this.keep({ ...this.kept, state: { ...state, failure: { ...failure, at: this.options.now() } } });
  }

  /** Some at a time: whatever a worker that dies leaves undone is a difference again the next time. */
  private async bring(drafts: readonly ContactDraft[]): Promise<void> {
    const { directory, now } = this.options;
    const comparison = new CompanyComparison();
    await directory.write(async () => {
      for await (const contacts of eachContacts('company')) for (const one of contacts) comparison.know(one);
    }, true);
    for (let from = 0; from < drafts.length; from += mostAtOnce) {
      const changes = comparison.compare(drafts.slice(from, from + mostAtOnce), now());
      if (changes.add.length + changes.put.length === 0) continue;
      await directory.write(() => writeContacts(changes, 'company', now()), true);
    }
    const gone = comparison.gone();
    for (let from = 0; from < gone.length; from += mostAtOnce) {
      const remove = gone.slice(from, from + mostAtOnce);
      await directory.write(() => writeContacts({ remove }, 'company', now()), true);
    }
    await directory.write(async () => undefined);
  }

  private async forget(): Promise<void> {
    const { local, store, directory, wakeAt, log } = this.options;
    wakeAt(undefined);
    if (!this.kept) return;
    log.info('company directory: nobody names one any more');
    await directory.write(() => clearContacts('company'));
    await local.remove('companyDirectory');
    this.kept = undefined;
    store.update({ companyDirectory: undefined });
  }

  private async keep(kept: KeptCompanyDirectory): Promise<void> {
    this.kept = kept;
    this.show();
    await this.options.local.write({ companyDirectory: kept });
  }

  private show(): void {
    this.options.store.update({ companyDirectory: this.kept?.state });
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }
}

/** Undefined for what is no directory. */
async function readEntries(text: string): Promise<{ drafts: ContactDraft[]; skipped: number } | undefined> {
  const entries = companyEntries(text);
  if (!entries) return undefined;
  const drafts: ContactDraft[] = [];
  let skipped = 0;
  for (const rows of entries) {
    for (const row of rows) {
      if ('draft' in row) drafts.push(row.draft);
      else skipped++;
    }
    if (drafts.length > mostCompanyEntries) return undefined;
    await wait(0);
  }
  // An empty list is what it says; one of which nothing can be used is some other list.
  return drafts.length === 0 && skipped > 0 ? undefined : { drafts, skipped };
}
