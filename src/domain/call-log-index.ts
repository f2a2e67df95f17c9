import { type CallLogLeaf, incomingBit, missedBit } from './call-log-leaf';
import { lineStarts, linesWith, searchWords } from './call-log-search';

export const callFilters = ['all', 'missed', 'incoming', 'outgoing'] as const;
export type CallFilter = (typeof callFilters)[number];

/** Mask of the bits that are looked at, and what they must be. */
const kindsOf: Record<CallFilter, [mask: number, kind: number]> = {
  all: [0, 0],
  missed: [missedBit, missedBit],
  incoming: [incomingBit, incomingBit],
  outgoing: [incomingBit, 0],
};

/** Calls of one day, or of one party: a part of what was found, still the newest first. */
export interface CallGroup {
  /** Local midnight, or the party. */
  key: number | string;
  positions: Uint32Array;
}

interface Leaf {
  leaf: CallLogLeaf;
  /** The position of its first call. */
  base: number;
  ids?: string[];
  parties?: string[];
  starts?: Uint32Array;
}

/** All calls of the log, by position: 0 is the oldest. Nothing here reads the calls themselves. */
export class CallLogIndex {
  readonly size: number;
  private readonly leaves: Leaf[] = [];

  /** @param leaves the oldest first */
  constructor(leaves: readonly CallLogLeaf[]) {
    let base = 0;
    for (const leaf of leaves) {
      this.leaves.push({ leaf, base });
      base += leaf.startedAt.length;
    }
    this.size = base;
  }

  /** The positions of the calls that were looked for, the newest first. */
  find(filter: CallFilter, query: string): Uint32Array {
    const words = searchWords(query);
    const [mask, wanted] = kindsOf[filter];
    const found = new Uint32Array(this.size);
    let count = 0;
    for (const each of this.leaves.toReversed()) {
      const { leaf, base } = each;
      const lines = words.length > 0 ? this.linesOf(each, words) : undefined;
      for (let index = (lines?.length ?? leaf.kinds.length) - 1; index >= 0; index--) {
        const line = lines ? (lines[index] ?? 0) : index;
        if (((leaf.kinds[line] ?? 0) & mask) === wanted) found[count++] = base + line;
      }
    }
    return found.subarray(0, count);
  }

  /**
   * @param positions the newest first
   * @param midnight of the local day of a time, both milliseconds since the epoch
   */
  byDay(positions: Uint32Array, midnight: (at: number) => number): CallGroup[] {
    const groups: CallGroup[] = [];
    let day = Number.POSITIVE_INFINITY;
    let start = 0;
    let leaf = this.leaves.length - 1;
    for (let index = 0; index < positions.length; index++) {
      const position = positions[index] ?? 0;
      while ((this.leaves[leaf]?.base ?? 0) > position) leaf--;
      const each = this.leaves[leaf];
      const at = each?.leaf.startedAt[position - each.base] ?? 0;
      if (at >= day) continue;
      if (index > start) groups.push({ key: day, positions: positions.subarray(start, index) });
      day = midnight(at);
      start = index;
    }
    if (positions.length > start) groups.push({ key: day, positions: positions.subarray(start) });
    return groups;
  }

  /** Whom one spoke to last comes first. */
  byParty(positions: Uint32Array): CallGroup[] {
    const parties = new Map<string, number[]>();
    for (const position of positions) {
      const party = this.party(position);
      const calls = parties.get(party);
      if (calls) calls.push(position);
      else parties.set(party, [position]);
    }
    return Array.from(parties, ([key, calls]) => ({ key, positions: Uint32Array.from(calls) }));
  }

  id(position: number): string {
    const each = this.leafAt(position);
    each.ids ??= each.leaf.ids.split('\n');
    return each.ids[position - each.base] ?? '';
  }

  startedAt(position: number): number {
    const { leaf, base } = this.leafAt(position);
    return leaf.startedAt[position - base] ?? 0;
  }

  private party(position: number): string {
    const each = this.leafAt(position);
    each.parties ??= each.leaf.parties.split('\n');
    return each.parties[position - each.base] ?? '';
  }

  /** What every search needs is made beforehand: otherwise the first key that is pressed waits for it. */
  prepareSearch(): void {
    for (const each of this.leaves) startsOf(each);
  }

  private linesOf(each: Leaf, words: string[]): Uint32Array {
    return linesWith(words, each.leaf.texts, startsOf(each));
  }

  private last: Leaf | undefined;

  /** Neighbours are asked for one after the other. */
  private leafAt(position: number): Leaf {
    if (this.last && isIn(this.last, position)) return this.last;
    let [low, high] = [0, this.leaves.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.leaves[middle]?.base ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    const found = this.leaves[low];
    if (!found || !isIn(found, position)) throw new RangeError(`no call ${position}`);
    this.last = found;
    return found;
  }
}

function startsOf(each: Leaf): Uint32Array {
  each.starts ??= lineStarts(each.leaf.texts, each.leaf.kinds.length);
  return each.starts;
}

function isIn({ base, leaf }: Leaf, position: number): boolean {
  return position >= base && position < base + leaf.startedAt.length;
}
