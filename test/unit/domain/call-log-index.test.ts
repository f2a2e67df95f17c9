import fc from 'fast-check';
import type { Ended } from '../../../src/domain/call';
import type { CallLogEntry } from '../../../src/domain/call-log';
import { type CallFilter, CallLogIndex, callFilters } from '../../../src/domain/call-log-index';
import { leafSize, leavesOf, rowOf, rowsOf, withoutRow, withRow } from '../../../src/domain/call-log-leaf';
import { loggedCall } from '../../fakes/call-log-entries';

const incoming = { direction: 'incoming', called: '201', reason: 'caller-gave-up' } as const;
const calls: CallLogEntry[] = [
  loggedCall(0, { party: { name: 'Jonas Becker', number: '+49 89 1234-5678' }, called: '00498912345678' }),
  loggedCall(1, { ...incoming, party: { name: 'Léa Ødegård', number: '205' } }),
  loggedCall(2, {
    ...incoming,
    party: { name: '', number: '+13035551234' },
    answeredAt: 3000,
    transferredBy: { name: 'Zoé', number: '9' },
  }),
  loggedCall(3, { ...incoming, party: { name: '', number: '' }, reason: 'declined' }),
  loggedCall(4, { party: { name: '', number: 'sip:hubert@example.com' }, called: 'sip:hubert@example.com' }),
  loggedCall(5, { ...incoming, party: { name: 'Jonas B.', number: '+498912345678' } }),
];
const indexOf = (entries: CallLogEntry[]) => new CallLogIndex(leavesOf(entries.map(rowOf)));
const index = indexOf(calls);
const found = (query: string, filter: CallFilter = 'all') => [...index.find(filter, query)];

describe('a list of calls', () => {
  it('has all of them, the newest first, with id and time', () => {
    expect(found('')).toEqual([5, 4, 3, 2, 1, 0]);
    expect([index.id(2), index.startedAt(2)]).toEqual(['call-2', 2000]);
    expect(() => index.id(6)).toThrow(RangeError);
  });

  it.each<[CallFilter, number[]]>([
    ['missed', [5, 1]],
    ['incoming', [5, 3, 2, 1]],
    ['outgoing', [4, 0]],
  ])('shows those that are %s', (filter, positions) => {
    expect(found('', filter)).toEqual(positions);
  });

  it.each([
    ['jonas', [5, 0]],
    ['  BECK ', [0]],
    ['becker jonas', [0]],
    ['lea odegard', [1]],
    ['Léa', [1]],
    ['205', [1]],
    ['+49 89 123', [5, 0]],
    ['089 1234', [5, 0]],
    ['0049 89 12345678', [5, 0]],
    ['(303) 555', [2]],
    ['jonas 5678', [5, 0]],
    ['hubert', [4]],
    ['12345678|', [5, 0]],
    ['nobody', []],
    ['555 999', []],
    ['20', [5, 3, 2, 1]],
    ['zoe', [2]],
  ])('finds %j', (query, positions) => {
    expect(found(query)).toEqual(positions);
  });

  it('narrows what was found by the filter', () => {
    expect(found('jonas', 'missed')).toEqual([5]);
  });

  it('is grouped by local days', () => {
    const midnight = (at: number) => at - (at % 2000);
    const groups = index.byDay(index.find('all', ''), midnight);
    expect(groups.map(({ key, positions }) => [key, [...positions]])).toEqual([
      [4000, [5, 4]],
      [2000, [3, 2]],
      [0, [1, 0]],
    ]);
    expect(index.byDay(new Uint32Array(0), midnight)).toEqual([]);
  });

  it('is grouped by whom one spoke to, however the number is written', () => {
    const groups = index.byParty(index.find('all', ''));
    expect(groups.map(({ positions }) => [...positions])).toEqual([[5, 0], [4], [3], [2], [1]]);
  });

  it.each([
    ['+49 89 1234-5678', '089 12345678', true],
    ['(212) 555-0100', '+12125550100', true],
    ['912125550100', '2125550100', true],
    ['205', '0205', false],
    ['205', '+498912345205', false],
    ['sip:a@example.com', 'sip:b@example.com', false],
  ])('takes %s and %s for the same party: %s', (one, other, same) => {
    const two = [one, other].map((number, place) => loggedCall(place, { party: { name: '', number } }));
    const of = indexOf(two);
    expect(of.byParty(of.find('all', '')).length === 1).toBe(same);
  });

  it('is empty without calls', () => {
    const empty = new CallLogIndex([]);
    expect([empty.size, [...empty.find('all', 'a')]]).toEqual([0, []]);
  });
});

it('what is found is what a plain look at each call finds', () => {
  const names = fc.constantFrom('Ada', 'ada L', 'Bö', 'b', 'a|b', '', 'x\ny');
  const numbers = fc.constantFrom('1', '12', '+121', '201', '2 01', '');
  const drawn = fc.array(
    fc.record({
      name: names,
      number: numbers,
      direction: fc.constantFrom<Ended['direction']>('incoming', 'outgoing'),
    }),
    { maxLength: 60 },
  );
  const queries = fc.constantFrom('', 'a', 'ada', 'bo', '1', '12', '201', 'ada 1', 'l ada', 'xy', 'x y');
  fc.assert(
    fc.property(drawn, queries, fc.constantFrom(...callFilters), (parties, query, filter) => {
      const entries = parties.map(({ name, number, direction }, place) =>
        loggedCall(place, { party: { name, number }, called: number, direction }),
      );
      const plain = entries
        .map((entry, position) => ({ entry, position }))
        .filter(
          ({ entry }) => filter === 'all' || (filter === 'missed' ? 'incoming' : filter) === entry.direction,
        )
        .filter(({ entry }) => query.split(' ').every((word) => rowOf(entry).text.includes(word)))
        .map(({ position }) => position);
      expect([...indexOf(entries).find(filter, query)]).toEqual(plain.reverse());
    }),
  );
});

describe('the leaves', () => {
  const row = (number: number, startedAt: number) => rowOf(loggedCall(number, { startedAt }));

  it('keep every call in its place, in whatever order they come and go', () => {
    const times = fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.boolean()), { maxLength: 200 });
    fc.assert(
      fc.property(times, (steps) => {
        let leaf = leavesOf([row(-1, 150)])[0];
        const there = new Map([['call--1', 150]]);
        steps.forEach(([startedAt, remove], number) => {
          const [first] = there.keys();
          if (remove && first !== undefined && there.size > 1) {
            there.delete(first);
            leaf = leaf && withoutRow(leaf, first);
          } else {
            there.set(`call-${number}`, startedAt);
            leaf = leaf && withRow(leaf, row(number, startedAt))[0];
          }
        });
        const rows = leaf ? rowsOf(leaf) : [];
        expect(new Map(rows.map(({ id, startedAt }) => [id, startedAt]))).toEqual(there);
        const sorted = rows.map(({ startedAt }) => startedAt);
        expect(sorted).toEqual(sorted.toSorted((one, other) => one - other));
        expect(leaf?.from).toBeLessThanOrEqual(sorted[0] ?? 0);
      }),
    );
  });

  const full = () => leavesOf(Array.from({ length: leafSize }, (_, number) => row(number, 1000 + number)))[0];

  it('begin a new one with what is newer than a full one', () => {
    const leaf = full();
    const [same, next, ...none] = leaf ? withRow(leaf, row(9999, 5000)) : [];
    expect([same === leaf, next?.from, next?.startedAt.length, none]).toEqual([true, 5000, 1, []]);
  });

  it('become two when too many come into the middle, with all of a millisecond in one of them', () => {
    let leaves = [full()].flatMap((leaf) => leaf ?? []);
    for (let number = 0; number <= leafSize; number++) {
      const [first] = leaves;
      if (first && leaves.length === 1) leaves = withRow(first, row(10_000 + number, 1500));
    }
    expect(leaves).toHaveLength(2);
    const [low, high] = leaves.map(({ startedAt }) => startedAt);
    expect((low?.length ?? 0) + (high?.length ?? 0)).toBe(2 * leafSize + 1);
    expect(low?.at(-1)).toBeLessThan(high?.[0] ?? 0);
    expect(leaves[1]?.from).toBe(high?.[0]);
  });

  it('are gone with their last call', () => {
    const [leaf] = leavesOf([row(1, 5)]);
    expect(leaf && withoutRow(leaf, 'call-1')).toBeUndefined();
  });
});
