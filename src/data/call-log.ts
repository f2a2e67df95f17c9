import type { IDBPObjectStore, IDBPTransaction } from 'idb';
import type { CallContact } from '../domain/call-facts';
import { type CallLogEntry, isOpen, type OpenCall } from '../domain/call-log';
import { type CallLogLeaf, leavesOf, rowOf, rowsOf, withoutRow, withRow } from '../domain/call-log-leaf';
import { type Database, openDatabase, type Schema } from './database';

type Stores = ('call-log' | 'call-log-leaves')[];
type Writing = IDBPTransaction<Schema, Stores, 'readwrite'>;

/** The calls, on this machine only, for whoever writes them. Errors are those of IndexedDB. */
export interface CallLog {
  /**
   * Writes calls that have begun or are over, all or none; one with the same id is replaced. Answers whether the
   * lists have changed: of a call that goes on they say nothing.
   */
  put(calls: readonly (CallLogEntry | OpenCall)[]): Promise<boolean>;
  /** Other contacts for finished calls, by their ids; those that are gone stay away. Answers whether there were any. */
  name(contacts: ReadonlyMap<string, CallContact[]>): Promise<boolean>;
  /** The calls whose end is not known. */
  open(): Promise<OpenCall[]>;
  /** Answers what has been removed; undefined when there was no such call, or it goes on. */
  remove(id: string): Promise<CallLogEntry | undefined>;
  /** Removes those that are over and began before a time (milliseconds since the epoch); answers how many. */
  removeBefore(time: number): Promise<number>;
  /** Removes all that are over. */
  clear(): Promise<void>;
  /** Makes the leaves anew where they do not tell of the calls that there are; answers whether they were wrong. */
  mend(): Promise<boolean>;
}

export async function openCallLog(): Promise<CallLog> {
  return new KeptCallLog(await openDatabase());
}

class KeptCallLog implements CallLog {
  constructor(private readonly database: Database) {}

  put(calls: readonly (CallLogEntry | OpenCall)[]): Promise<boolean> {
    return this.write(async (transaction) => {
      let listsChanged = false;
      for (const call of calls) {
        const before = await takeOut(transaction, call.id);
        await transaction.objectStore('call-log').put(call);
        if (!isOpen(call)) await putIn(transaction, call);
        listsChanged ||= before !== undefined || !isOpen(call);
      }
      return listsChanged;
    });
  }

  name(contacts: ReadonlyMap<string, CallContact[]>): Promise<boolean> {
    return this.write(async (transaction) => {
      let anyThere = false;
      for (const [id, found] of contacts) {
        const call = await takeOut(transaction, id);
        if (!call) continue;
        const named = { ...call, contacts: found };
        await transaction.objectStore('call-log').put(named);
        await putIn(transaction, named);
        anyThere = true;
      }
      return anyThere;
    });
  }

  async open(): Promise<OpenCall[]> {
    const open = await this.database.getAllFromIndex('call-log', 'seenAt');
    return open.filter(isOpen);
  }

  remove(id: string): Promise<CallLogEntry | undefined> {
    return this.write(async (transaction) => {
      const removed = await takeOut(transaction, id);
      if (removed) await transaction.objectStore('call-log').delete(id);
      return removed;
    });
  }

  async removeBefore(time: number): Promise<number> {
    let removed = 0;
    for (;;) {
      // Leaf by leaf: a year of calls must not keep a call of now waiting.
      const old = await this.write((transaction) => removeFromFirst(transaction, time));
      removed += old;
      if (old === 0) return removed;
    }
  }

  async clear(): Promise<void> {
    await this.write(async (transaction) => {
      const open = await transaction.objectStore('call-log').index('seenAt').getAll();
      await transaction.objectStore('call-log').clear();
      await transaction.objectStore('call-log-leaves').clear();
      for (const call of open) await transaction.objectStore('call-log').put(call);
    });
  }

  async mend(): Promise<boolean> {
    // Looked at without keeping a screen from reading.
    const looking = this.database.transaction(['call-log', 'call-log-leaves'] as Stores);
    const [all, open, kept] = await Promise.all([
      looking.objectStore('call-log').count(),
      looking.objectStore('call-log').index('seenAt').count(),
      looking.objectStore('call-log-leaves').getAll(),
    ]);
    const listed = kept.reduce((sum, leaf) => sum + leaf.startedAt.length, 0);
    if (listed === all - open) return false;
    return this.write(async (transaction) => {
      const calls = transaction.objectStore('call-log');
      const leaves = transaction.objectStore('call-log-leaves');
      const entries = (await calls.getAll()).filter((call): call is CallLogEntry => !isOpen(call));
      const rows = entries.map(rowOf).sort((one, other) => one.startedAt - other.startedAt);
      await leaves.clear();
      for (const leaf of leavesOf(rows)) await leaves.put(leaf);
      return true;
    });
  }

  /** One transaction: a call and the leaf that tells of it are written together, or not at all. */
  private async write<Result>(work: (transaction: Writing) => Promise<Result>): Promise<Result> {
    const transaction = this.database.transaction(['call-log', 'call-log-leaves'] as Stores, 'readwrite');
    // Handled below; it rejects by itself as well where the work does.
    transaction.done.catch(() => undefined);
    try {
      const result = await work(transaction);
      await transaction.done;
      return result;
    } catch (error) {
      abort(transaction);
      throw error;
    }
  }
}

type Leaves = IDBPObjectStore<Schema, Stores, 'call-log-leaves', 'readwrite'>;

/** The finished call of that id, out of its leaf. */
async function takeOut(transaction: Writing, id: string): Promise<CallLogEntry | undefined> {
  const call = await transaction.objectStore('call-log').get(id);
  if (!call || isOpen(call)) return undefined;
  const leaves = transaction.objectStore('call-log-leaves');
  const leaf = await leafFor(leaves, call.startedAt);
  if (leaf) await replace(leaves, leaf, [withoutRow(leaf, id)]);
  return call;
}

async function putIn(transaction: Writing, entry: CallLogEntry): Promise<void> {
  const leaves = transaction.objectStore('call-log-leaves');
  const leaf = await leafFor(leaves, entry.startedAt);
  if (leaf) await replace(leaves, leaf, withRow(leaf, rowOf(entry)));
  else for (const first of leavesOf([rowOf(entry)])) await leaves.put(first);
}

/** Where a call of that time is, or belongs. */
async function leafFor(leaves: Leaves, startedAt: number): Promise<CallLogLeaf | undefined> {
  const before = await leaves.openCursor(IDBKeyRange.upperBound(startedAt), 'prev');
  return before?.value ?? (await leaves.openCursor())?.value;
}

async function replace(
  leaves: Leaves,
  before: CallLogLeaf,
  after: (CallLogLeaf | undefined)[],
): Promise<void> {
  if (!after.some((leaf) => leaf?.from === before.from)) await leaves.delete(before.from);
  for (const leaf of after) if (leaf && leaf !== before) await leaves.put(leaf);
}

/** Removes the old calls of the oldest leaf; answers how many. */
async function removeFromFirst(transaction: Writing, time: number): Promise<number> {
  const leaves = transaction.objectStore('call-log-leaves');
  const leaf = (await leaves.openCursor())?.value;
  if (!leaf) return 0;
  const old = rowsOf(leaf).filter(({ startedAt }) => startedAt < time);
  if (old.length === 0) return 0;
  const calls = transaction.objectStore('call-log');
  await Promise.all(old.map(({ id }) => calls.delete(id)));
  await replace(leaves, leaf, leavesOf(rowsOf(leaf).slice(old.length)));
  return old.length;
}

function abort(transaction: Writing): void {
  try {
    transaction.abort();
  } catch {
    // It is over already: what has failed has ended it.
  }
}
