import { type CallLogEntry, callLogLimit } from '../domain/call-log';
import { openDatabase } from './database';

/** The calls that are over, on this machine only. Errors are those of IndexedDB. */
export interface CallLog {
  /** Adds an entry; one with the same id is replaced. The oldest beyond the limit go. */
  add(entry: CallLogEntry): Promise<void>;
  /** The newest first. */
  recent(limit: number): Promise<CallLogEntry[]>;
  clear(): Promise<void>;
}

export async function openCallLog(): Promise<CallLog> {
  const database = await openDatabase();
  return {
    async add(entry) {
      const transaction = database.transaction('call-log', 'readwrite');
      await transaction.store.put(entry);
      let surplus = (await transaction.store.count()) - callLogLimit;
      for (
        let cursor = surplus > 0 ? await transaction.store.index('startedAt').openCursor() : null;
        cursor && surplus > 0;
        cursor = await cursor.continue()
      ) {
        await cursor.delete();
        surplus--;
      }
      await transaction.done;
    },
    async recent(limit) {
      const entries: CallLogEntry[] = [];
      const index = database.transaction('call-log').store.index('startedAt');
      for (
        let cursor = await index.openCursor(null, 'prev');
        cursor && entries.length < limit;
        cursor = await cursor.continue()
      ) {
        entries.push(cursor.value);
      }
      return entries;
    },
    async clear() {
      await database.clear('call-log');
    },
  };
}
