import { readRecentCalls } from '../data/call-log-lists';
import type { CallContact, CallFacts } from '../domain/call-facts';
import { isSameValue } from '../domain/same-value';
import type { Logger } from '../log/logger';
import type { CallLogKeeper } from './call-log-keeper';
import type { Callers } from './callers';
import type { Store } from './store';

/** Of the call log: whom people add to their contacts is who has called lately. */
const latestCalls = 100;

/** Whose the numbers are that have been looked for; most people call more than once. */
type Asked = Map<string, CallContact[]>;

export interface LogNamesOptions {
  store: Store;
  callers: Pick<Callers, 'namesOf'>;
  callLog: Pick<CallLogKeeper, 'named'>;
  log: Logger;
}

/**
 * Names the latest calls anew when the directory has changed: whoever adds a caller finds them in the call log by that
 * name. A contact that is deleted leaves its name there, as the log tells of then.
 */
export class LogNames {
  private turn: Promise<void> = Promise.resolve();
  private isDue = false;

  constructor(private readonly options: LogNamesOptions) {
    options.store.subscribe((now, before) => {
      if (this.isDue || now.directoryRevision === before.directoryRevision) return;
      this.isDue = true;
      this.turn = this.turn.then(() => this.look());
    });
  }

  /** Never rejects. */
  private async look(): Promise<void> {
    this.isDue = false;
    const { store, callLog, log } = this.options;
    try {
      const { lastEnded } = store.snapshot;
      const asked: Asked = new Map();
      const contacts = lastEnded && (await this.newNames(lastEnded, asked));
      if (contacts && store.snapshot.lastEnded === lastEnded)
        store.update({ lastEnded: { ...lastEnded, contacts } });
      const names = new Map<string, CallContact[]>();
      for (const call of await readRecentCalls(latestCalls)) {
        const found = await this.newNames(call, asked);
        if (found) names.set(call.id, found);
      }
      if (names.size > 0) await callLog.named(names);
    } catch (error) {
      log.warn(`calls are not named anew: ${String(error)}`);
    }
  }

  /** Undefined where nothing else is known than before. */
  private async newNames(
    { party: { number }, contacts = [], emergency }: CallFacts,
    asked: Asked,
  ): Promise<CallContact[] | undefined> {
    if (emergency) return undefined;
    const found = asked.get(number) ?? (await this.options.callers.namesOf(number));
    asked.set(number, found);
    return found.length === 0 || isSameValue(found, contacts) ? undefined : found;
  }
}
