/**
 * What a list of calls needs to know of each of them to be filtered, searched and grouped, as columns: a thousand
 * calls are one record, which is read as fast as one call. The calls themselves are read when they come into view.
 */
import { type CallLogEntry, wasMissed } from './call-log';
import { foldLine } from './call-log-search';

/** One call, as the columns have it. */
export interface CallLogRow {
  id: string;
  startedAt: number;
  /** Bits: `incomingBit`, `missedBit`. */
  kind: number;
  /** The same for all calls with the same party; '' where it is not known. */
  party: string;
  /** Names and digits, see `searchText`. */
  text: string;
}

/** Up to `leafSize` calls, the oldest first; texts have one line a call. */
export interface CallLogLeaf {
  /** Its key: no call in it began before, and none of an earlier leaf later. Milliseconds since the epoch. */
  from: number;
  startedAt: Float64Array;
  kinds: Uint8Array;
  ids: string;
  parties: string;
  texts: string;
}

export const leafSize = 1024;

export const incomingBit = 1;
export const missedBit = 2;

export function rowOf(entry: CallLogEntry): CallLogRow {
  const { id, startedAt, direction, party } = entry;
  const kind = (direction === 'incoming' ? incomingBit : 0) | (wasMissed(entry) ? missedBit : 0);
  return { id, startedAt, kind, party: partyKey(party), text: searchText(entry) };
}

export function rowsOf(leaf: CallLogLeaf): CallLogRow[] {
  const [ids, parties, texts] = [leaf.ids, leaf.parties, leaf.texts].map((lines) => lines.split('\n'));
  return Array.from(leaf.startedAt, (startedAt, index) => ({
    id: ids?.[index] ?? '',
    startedAt,
    kind: leaf.kinds[index] ?? 0,
    party: parties?.[index] ?? '',
    text: texts?.[index] ?? '',
  }));
}

/** @param rows at least one, the oldest first */
function leafOf(rows: CallLogRow[], from = rows[0]?.startedAt ?? 0): CallLogLeaf {
  return {
    from,
    startedAt: Float64Array.from(rows, (row) => row.startedAt),
    kinds: Uint8Array.from(rows, (row) => row.kind),
    ids: rows.map((row) => row.id).join('\n'),
    parties: rows.map((row) => row.party).join('\n'),
    texts: rows.map((row) => row.text).join('\n'),
  };
}

/** Leaves of full size. @param rows the oldest first */
export function leavesOf(rows: CallLogRow[]): CallLogLeaf[] {
  const leaves: CallLogLeaf[] = [];
  for (let start = 0; start < rows.length; start += leafSize)
    leaves.push(leafOf(rows.slice(start, start + leafSize)));
  return leaves;
}

/**
 * The leaf with one more row, as one leaf or as two where it has become too large. A row that is newer than all of a
 * full one begins the next, so that leaves stay full as the log grows.
 */
export function withRow(leaf: CallLogLeaf, row: CallLogRow): CallLogLeaf[] {
  const rows = rowsOf(leaf);
  const place = rows.findLastIndex(({ startedAt }) => startedAt <= row.startedAt) + 1;
  const last = rows.at(-1);
  if (rows.length >= leafSize && last && last.startedAt < row.startedAt) return [leaf, leafOf([row])];
  rows.splice(place, 0, row);
  const from = Math.min(leaf.from, row.startedAt);
  if (rows.length <= 2 * leafSize) return [leafOf(rows, from)];
  // Calls that began in the same millisecond stay together: the key must tell leaves apart.
  const middle = rows.findIndex(
    ({ startedAt }, index) => index >= leafSize && startedAt > (rows[index - 1]?.startedAt ?? startedAt),
  );
  if (middle < 0) return [leafOf(rows, from)];
  return [leafOf(rows.slice(0, middle), from), leafOf(rows.slice(middle))];
}

/** The leaf without that call; undefined when nothing is left. */
export function withoutRow(leaf: CallLogLeaf, id: string): CallLogLeaf | undefined {
  const rows = rowsOf(leaf).filter((row) => row.id !== id);
  return rows.length === 0 ? undefined : leafOf(rows, leaf.from);
}

/** As many digits as tell subscribers apart, however much of country, area and trunk is written before them. */
const tellingDigits = 9;

/** Number before name: two people may be called the same, and one may call with and without a name. */
function partyKey({ number, name }: CallLogEntry['party']): string {
  return digitsOf(number).replace('+', '').slice(-tellingDigits) || foldLine(number) || foldLine(name);
}

/** The names, then each number that belongs to the call by its digits, parted by what nobody searches for. */
function searchText({ contacts = [], called, typed = '', ...call }: CallLogEntry): string {
  const { party, calledFirst, divertedBy, transferredBy, transferredTo } = call;
  const parties = [party, calledFirst, divertedBy, transferredBy, transferredTo].filter(
    (party) => party !== undefined,
  );
  const numbers = [...parties.map(({ number }) => number), called, typed];
  const names = [...parties, ...contacts].map(({ name }) => name);
  const words = [...names, ...numbers.filter((number) => /\p{L}/u.test(number))];
  const parts = [...words.map(foldLine), ...numbers.map(digitsOf)].filter((part) => part !== '');
  return [...new Set(parts)].join('|');
}

/** The digits, `*`, `#` and `+` of a number, as it is dialled. */
function digitsOf(number: string): string {
  return /\p{L}/u.test(number) ? '' : number.replace(/[^0-9*#+]/g, '');
}
