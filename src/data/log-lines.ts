import type { LogLine } from '../domain/log-line';
import { openDatabase } from './database';

/** How many lines the ring buffer keeps, give or take one trimming. */
export const logLineLimit = 5_000;
const trimEvery = 500;

/** The diagnostic log, in a ring buffer that survives the worker's death. */
export interface LogLines {
  append(lines: LogLine[]): Promise<void>;
  /** The oldest first. */
  all(): Promise<LogLine[]>;
}

export function openLogLines(): LogLines {
  let sinceTrim = trimEvery;
  return {
    async append(lines) {
      const database = await openDatabase();
      const transaction = database.transaction('log-lines', 'readwrite', { durability: 'relaxed' });
      let last = 0;
      for (const line of lines) last = await transaction.store.add(line);
      sinceTrim += lines.length;
      if (sinceTrim >= trimEvery && last > logLineLimit) {
        sinceTrim = 0;
        await transaction.store.delete(IDBKeyRange.upperBound(last - logLineLimit));
      }
      await transaction.done;
    },
    async all() {
      return (await openDatabase()).getAll('log-lines');
    },
  };
}
