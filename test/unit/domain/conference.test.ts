import type { LiveCall } from '../../../src/domain/call';
import { groupOf, groupsOf, isHeld, mainGroup, mayBeJoined, nextHeld } from '../../../src/domain/conference';
import { inCall, talking } from '../../fakes/snapshots';

const active = (id: string) => talking(0, { id });
const held = (id: string) => talking(0, { id, held: true });
const joined = (id: string, change = {}) => talking(0, { id, joined: true, ...change });
const ids = (groups: readonly LiveCall[][]) => groups.map((group) => group.map(({ id }) => id));

it('takes the calls of a conference together, where the first of them stands', () => {
  const calls = [held('a'), joined('b'), active('c'), joined('d')];
  expect(ids(groupsOf(calls))).toEqual([['a'], ['b', 'd'], ['c']]);
  expect(groupOf(calls, 'd').map(({ id }) => id)).toEqual(['b', 'd']);
  expect(groupOf(calls, 'a').map(({ id }) => id)).toEqual(['a']);
  expect(groupOf(calls, 'x')).toEqual([]);
});

it('shows what is heard first, or else the newest', () => {
  expect(mainGroup(groupsOf([held('a'), active('b'), held('c')]))?.[0]?.id).toBe('b');
  expect(mainGroup(groupsOf([joined('a'), joined('b'), held('c')]))?.[0]?.id).toBe('a');
  expect(mainGroup(groupsOf([held('a'), held('b')]))?.[0]?.id).toBe('b');
  expect(mainGroup([])).toBeUndefined();
});

it('is on hold when all of it is', () => {
  expect(isHeld([joined('a', { held: true }), joined('b', { held: true })])).toBe(true);
  expect(isHeld([joined('a', { held: true }), joined('b')])).toBe(false);
});

describe('a swap', () => {
  const swap = (calls: LiveCall[], from: string) => nextHeld(groupsOf(calls), groupOf(calls, from))?.[0]?.id;

  it('goes round all that are on hold', () => {
    expect(swap([held('a'), active('b'), held('c')], 'b')).toBe('c');
    expect(swap([held('a'), held('b'), active('c')], 'c')).toBe('a');
    expect(swap([active('a'), held('b'), held('c')], 'a')).toBe('b');
  });

  it('goes to a conference as a whole', () => {
    const calls = [joined('a', { held: true }), joined('b', { held: true }), active('c')];
    expect(swap(calls, 'c')).toBe('a');
  });

  it('leads nowhere where nobody is on hold', () => {
    expect(swap([active('a')], 'a')).toBeUndefined();
    expect(swap([active('a'), inCall(0, 'ringing', { id: 'b' })], 'a')).toBeUndefined();
  });
});

it('joins nobody who calls for help, and no call that does not stand', () => {
  expect(mayBeJoined(active('a'))).toBe(true);
  expect(mayBeJoined(talking(0, { emergency: true }))).toBe(false);
  expect(mayBeJoined(inCall(0, 'calling', {}))).toBe(false);
});
