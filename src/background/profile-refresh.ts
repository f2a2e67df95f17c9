import { nextCheck } from '../domain/profile-refresh';
import type { FetchFailureCode } from '../domain/profile-source';
import type { SlotName } from './kept-profiles';
import type { SessionStorage } from './kept-state';

/** A source that is fetched, with what decides when. Times are milliseconds since the epoch. */
export interface FetchedSource {
  name: SlotName;
  checkedAt?: number | undefined;
  failure?: { code: FetchFailureCode; at: number } | undefined;
  everyDays: number;
}

export interface ProfileRefreshOptions {
  session: SessionStorage;
  /** The first one rules. */
  sources(): FetchedSource[];
  /** Asks a source. Rejects when what came could not be kept. */
  ask(name: SlotName): Promise<unknown>;
  /** Has Chrome call `ifDue` at this time, even if the worker has died until then; undefined: not at all. */
  wakeAt(at: number | undefined): void;
  now(): number;
}

/** When sources are asked: at the start of the browser, each day, and an hour after a failure. */
export class ProfileRefresh {
  private readonly asking = new Map<SlotName, Promise<void>>();
  /** Two sources that answer at once are both marked. */
  private marking: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ProfileRefreshOptions) {}

  /** Asks the sources whose time has come. The worker starts many times a day, and asks no more often for it. */
  async ifDue(): Promise<void> {
    const { profilesAsked = [] } = await this.options.session.read(['profilesAsked']);
    const now = this.options.now();
    const due = this.options.sources().filter((source) => dueAt(source, profilesAsked, now) <= now);
    await Promise.all(due.map(({ name }) => this.ask(name)));
    await this.plan();
  }

  /** Asks all of them now. */
  async now(): Promise<void> {
    await Promise.all(this.options.sources().map(({ name }) => this.ask(name)));
    await this.plan();
  }

  /** Something has changed that such a failure may have come from. */
  async again(code: FetchFailureCode): Promise<void> {
    const failed = this.options.sources().filter(({ failure }) => failure?.code === code);
    if (failed.length === 0) return;
    await Promise.all(failed.map(({ name }) => this.ask(name)));
    await this.plan();
  }

  /** A source was asked without this. */
  async asked(name: SlotName): Promise<void> {
    await this.mark(name);
    await this.plan();
  }

  /** Who asks while it is being asked gets the same answer. */
  private ask(name: SlotName): Promise<void> {
    const asking =
      this.asking.get(name) ??
      this.options
        .ask(name)
        .then(() => this.mark(name))
        .finally(() => this.asking.delete(name));
    this.asking.set(name, asking);
    return asking;
  }

  private mark(name: SlotName): Promise<void> {
    const mark = async () => {
      const { profilesAsked = [] } = await this.options.session.read(['profilesAsked']);
      if (profilesAsked.includes(name)) return;
      await this.options.session.write({ profilesAsked: [...profilesAsked, name] });
    };
    const marked = this.marking.then(mark);
    this.marking = marked.catch(() => undefined);
    return marked;
  }

  private async plan(): Promise<void> {
    const { profilesAsked = [] } = await this.options.session.read(['profilesAsked']);
    const now = this.options.now();
    const times = this.options.sources().map((source) => dueAt(source, profilesAsked, now));
    this.options.wakeAt(times.length > 0 ? Math.min(...times) : undefined);
  }
}

function dueAt(
  { name, checkedAt, failure, everyDays }: FetchedSource,
  asked: SlotName[],
  now: number,
): number {
  const facts = { checkedAt, failedAt: failure?.at, everyDays, askedSinceStart: asked.includes(name) };
  return nextCheck(facts, now);
}
