import type { Ended } from '../domain/call';
import { type CallLogEntry, callLogEntry } from '../domain/call-log';
import { leavesOf, rowOf } from '../domain/call-log-leaf';
import type { Database, Upgrading } from './database';

/** Version 4: what became of a call stands in its entry, and the lists read leaves. */
export async function keepCallsAsLeaves(database: Database, transaction: Upgrading): Promise<void> {
  const calls = transaction.objectStore('call-log');
  // The leaves are in this order.
  (calls as unknown as IDBObjectStore).deleteIndex('startedAt');
  calls.createIndex('seenAt', 'seenAt');
  const leaves = database.createObjectStore('call-log-leaves', { keyPath: 'from' });
  const entries: CallLogEntry[] = [];
  for (const old of (await calls.getAll()) as unknown[]) {
    const entry = entryOf(old);
    // What cannot be read must not keep the phone from its database.
    if (!entry) await calls.delete((old as { id: string }).id);
    else {
      entries.push(entry);
      await calls.put(entry);
    }
  }
  entries.sort((one, other) => one.startedAt - other.startedAt);
  for (const leaf of leavesOf(entries.map(rowOf))) await leaves.put(leaf);
}

function entryOf(old: unknown): CallLogEntry | undefined {
  const call = old as Partial<Ended>;
  const isGood =
    typeof call.startedAt === 'number' &&
    typeof call.endedAt === 'number' &&
    typeof call.party?.number === 'string' &&
    typeof call.party.name === 'string';
  return isGood ? callLogEntry(call as Ended, '') : undefined;
}
