/** What the bench does in the page; times in milliseconds. */
import { openCallLog } from '../../src/data/call-log';
import { readCallLogIndex, readCalls, readNewestCalls } from '../../src/data/call-log-lists';
import { openDatabase } from '../../src/data/database';
import { type CallLogEntry, isOpen } from '../../src/domain/call-log';
import { type CallFilter, CallLogIndex } from '../../src/domain/call-log-index';
import { leavesOf, rowOf } from '../../src/domain/call-log-leaf';
import { foldText } from '../../src/domain/folded-words';
import { loggedCall, yearsOfCalls } from '../fakes/call-log-entries';

/** How many rows a screen shows. */
const shown = 20;

const timed = async (act: () => unknown) => {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
};
const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0);

let index = new CallLogIndex([]);
const idsOf = (of: CallLogIndex, positions: Uint32Array) =>
  Array.from(positions.subarray(0, shown), (position) => of.id(position));

/** Typed by one who knows nothing of indexes: every entry is looked at. */
async function scan(query: string): Promise<number> {
  const wanted = foldText(query);
  const digits = query.replace(/[^0-9]/g, '');
  let found = 0;
  const store = (await openDatabase()).transaction('call-log').store;
  for (let cursor = await store.openCursor(); cursor; cursor = await cursor.continue()) {
    const { party, called } = cursor.value;
    const inNumbers = digits !== '' && `${party.number} ${called}`.includes(digits);
    if (inNumbers || foldText(party.name).includes(wanted)) found++;
  }
  return found;
}

const bench = {
  /** As if they had come one by one. */
  async fill(count: number) {
    const database = await openDatabase();
    for (const store of database.objectStoreNames) await database.clear(store);
    const entries = yearsOfCalls(count, Date.UTC(2026, 10, 21));
    for (let at = 0; at < entries.length; at += 5_000) {
      const transaction = database.transaction('call-log', 'readwrite');
      for (const entry of entries.slice(at, at + 5_000)) void transaction.store.put(entry);
      await transaction.done;
    }
    const transaction = database.transaction('call-log-leaves', 'readwrite');
    for (const leaf of leavesOf(entries.map(rowOf))) void transaction.store.put(leaf);
    await transaction.done;
  },

  /** The first rows, as a screen opens. */
  firstRows: () =>
    timed(async () => {
      const newest = await readNewestCalls();
      await readCalls(idsOf(newest, newest.find('all', '')));
    }),

  /** All of it: scrolled anywhere, searched, grouped by days. */
  whole: () =>
    timed(async () => {
      index = await readCallLogIndex();
      index.byDay(index.find('all', ''), midnight);
    }),

  /** In a frame of its own, before anybody types. */
  prepare: () => timed(() => index.prepareSearch()),

  /** The same, of a store with nothing but entries. */
  plainOpen: () =>
    timed(async () => {
      const entries = await (await openDatabase()).getAll('call-log');
      entries.sort((one, other) => other.startedAt - one.startedAt);
    }),

  async type(words: string[]) {
    const strokes: { typed: string; found: number; search: number; rows: number }[] = [];
    for (const word of words) {
      for (let length = 1; length <= word.length; length++) {
        const typed = word.slice(0, length);
        let found = new Uint32Array(0);
        const search = await timed(() => {
          found = index.find('all', typed) as Uint32Array<ArrayBuffer>;
          index.byDay(found, midnight);
        });
        const rows = search + (await timed(() => readCalls(idsOf(index, found))));
        strokes.push({ typed, found: found.length, search, rows });
      }
    }
    return strokes;
  },

  async scan(words: string[]) {
    const times: number[] = [];
    for (const word of words) times.push(await timed(() => scan(word)));
    return times;
  },

  async filter(filters: CallFilter[]) {
    const times: number[] = [];
    for (const filter of filters)
      times.push(await timed(() => index.byDay(index.find(filter, ''), midnight)));
    return times;
  },

  parties: () => timed(() => index.byParty(index.find('all', ''))),

  /** A call begins, is answered and is over, at the end of all there are. */
  async calls(count: number) {
    const log = await openCallLog();
    const times: number[] = [];
    for (let number = 0; number < count; number++) {
      const startedAt = Date.UTC(2026, 10, 22) + number * 60_000;
      const entry = loggedCall(number, { id: `new-${number}`, startedAt });
      times.push(await timed(() => log.put([entry])));
    }
    return times;
  },

  async mend() {
    const log = await openCallLog();
    const look = await timed(() => log.mend());
    await (await openDatabase()).clear('call-log-leaves');
    return { look, anew: await timed(() => log.mend()) };
  },

  /** A plain look at each entry finds the same. */
  async agree(words: string[]) {
    const entries = (await (await openDatabase()).getAll('call-log')).filter(
      (call): call is CallLogEntry => !isOpen(call),
    );
    return words.every((word) => {
      const wanted = foldText(word);
      const plain = entries.filter((entry) => rowOf(entry).text.includes(wanted)).length;
      return index.find('all', word).length === plain;
    });
  },
};

export type CallLogBench = typeof bench;
Object.assign(globalThis, { bench });
