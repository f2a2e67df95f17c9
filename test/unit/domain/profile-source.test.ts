import { nextCheck } from '../../../src/domain/profile-refresh';
import { chooseSource, isSetByPolicy, type ProfileSourceKind } from '../../../src/domain/profile-source';

const source = (kind: ProfileSourceKind, receivedAt = 0) => ({ kind, receivedAt });

describe('which source wins', () => {
  it.each<[ProfileSourceKind[], ProfileSourceKind]>([
    [['text', 'policy'], 'policy'],
    [['policy-address', 'policy'], 'policy'],
    [['address', 'policy-address'], 'policy-address'],
    [['email', 'policy-address', 'text'], 'policy-address'],
    [['text'], 'text'],
  ])('of %j it is %s', (kinds, winner) => {
    expect(chooseSource(kinds.map((kind) => source(kind)))?.kind).toBe(winner);
  });

  it('of what the user brought it is the last', () => {
    const brought = [source('text', 1), source('email', 3), source('address', 2)];
    expect(chooseSource(brought)).toBe(brought[1]);
  });

  it('a policy wins however old it is', () => {
    expect(chooseSource([source('text', 9), source('policy-address', 1)])?.kind).toBe('policy-address');
  });

  it('of nothing it is nothing', () => {
    expect(chooseSource([])).toBeUndefined();
  });

  it('both ways of a policy are a policy', () => {
    const kinds: ProfileSourceKind[] = ['policy', 'policy-address', 'address', 'email', 'text'];
    expect(kinds.filter(isSetByPolicy)).toEqual(['policy', 'policy-address']);
  });
});

describe('when a source is asked again', () => {
  const hour = 3_600_000;
  const now = 1_000 * hour;
  const facts = { everyDays: 1, askedSinceStart: true };

  it.each([
    ['a day after the last time', { ...facts, checkedAt: now - hour }, now + 23 * hour],
    ['after as many days as it says', { ...facts, everyDays: 7, checkedAt: now }, now + 168 * hour],
    ['an hour after a failure', { ...facts, checkedAt: now - 30 * hour, failedAt: now }, now + hour],
    ['now when it was never asked', facts, now],
    ['now when the browser has started since', { ...facts, checkedAt: now, askedSinceStart: false }, now],
    [
      'now when the browser has started since it failed',
      { ...facts, failedAt: now, askedSinceStart: false },
      now,
    ],
    ['now when the clock has been set back', { ...facts, checkedAt: now + hour }, now],
    ['now when its time has passed, as it was', { ...facts, checkedAt: now - 25 * hour }, now - hour],
  ])('%s', (_when, known, at) => {
    expect(nextCheck(known, now)).toBe(at);
  });
});
