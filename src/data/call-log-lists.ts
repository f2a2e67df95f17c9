import { type CallLogEntry, isOpen } from '../domain/call-log';
import { CallLogIndex } from '../domain/call-log-index';
import type { CallLogLeaf } from '../domain/call-log-leaf';
import { openDatabase } from './database';

/** How many entries are read at once: the main thread stays free for a frame in between. */
const slice = 2_000;

/** What screens ask of the call log. Errors are those of IndexedDB. */

/** All finished calls, to be filtered, searched and grouped: about 10 MB and 50 ms for 100,000. */
export async function readCallLogIndex(): Promise<CallLogIndex> {
  return new CallLogIndex(await (await openDatabase()).getAll('call-log-leaves'));
}

/** As many as fill every screen. */
const enough = 100;

/** Only the newest of them, up to two thousand. */
export async function readNewestCalls(): Promise<CallLogIndex> {
  const newest: CallLogLeaf[] = [];
  let cursor = await (await openDatabase()).transaction('call-log-leaves').store.openCursor(null, 'prev');
  // The newest leaf may have only just been begun.
  while (cursor) {
    newest.unshift(cursor.value);
    if (newest.length === 2 || cursor.value.kinds.length >= enough) break;
    cursor = await cursor.continue();
  }
  return new CallLogIndex(newest);
}

/** The entries of these ids, without those that are not there any more. */
export async function readCalls(ids: readonly string[]): Promise<CallLogEntry[]> {
  const { store } = (await openDatabase()).transaction('call-log');
  const found = await Promise.all(ids.map((id) => store.get(id)));
  return found.filter((call): call is CallLogEntry => call !== undefined && !isOpen(call));
}

/** Entries one after the other, in slices, in the order of the ids. */
export async function* readCallsInSlices(ids: readonly string[]): AsyncGenerator<CallLogEntry[]> {
  for (let start = 0; start < ids.length; start += slice) yield readCalls(ids.slice(start, start + slice));
}

/** The calls that ended last, the newest first. */
export async function readRecentCalls(limit: number): Promise<CallLogEntry[]> {
  const index = await readNewestCalls();
  const positions = index.find('all', '').subarray(0, limit);
  return readCalls(Array.from(positions, (position) => index.id(position)));
}
