import type { Ended } from '../../../src/domain/call';
import { callLogEntry, isMissed, talkSeconds } from '../../../src/domain/call-log';
import { endReasonOfStatus } from '../../../src/domain/end-reason';

const ended: Ended = {
  id: 'a',
  direction: 'incoming',
  party: { number: '202', name: 'Jonas' },
  called: '201',
  profileId: 'p',
  startedAt: 1_000,
  state: 'ended',
  answeredAt: undefined,
  endedAt: 21_000,
  reason: 'caller-gave-up',
  status: undefined,
};

describe('a call log entry', () => {
  it('is missed when nobody answered and nobody chose not to', () => {
    expect(isMissed(ended)).toBe(true);
    expect(isMissed({ ...ended, reason: 'declined' })).toBe(false);
    expect(isMissed({ ...ended, reason: 'answered-elsewhere' })).toBe(false);
    expect(isMissed({ ...ended, answeredAt: 2_000 })).toBe(false);
    expect(isMissed({ ...ended, direction: 'outgoing' })).toBe(false);
  });

  it('counts the time talked, not the time rung', () => {
    expect(talkSeconds(ended)).toBe(0);
    expect(talkSeconds({ answeredAt: 11_000, endedAt: 21_400 })).toBe(10);
  });

  it('carries who diverted the call', () => {
    const divertedBy = { number: '500', name: 'Sales' };
    expect(callLogEntry({ ...ended, divertedBy })).toMatchObject({ divertedBy });
    expect(callLogEntry(ended)).not.toHaveProperty('divertedBy');
  });
});

describe('why a call ended', () => {
  it.each([
    [486, 'busy'],
    [600, 'busy'],
    [404, 'no-such-number'],
    [484, 'no-such-number'],
    [480, 'unavailable'],
    [408, 'no-answer'],
    [603, 'declined-by-other'],
    [403, 'not-allowed'],
    [488, 'media-not-agreed'],
    [503, 'gateway-unavailable'],
    [500, 'gateway-failed'],
    [302, 'other'],
  ])('%i is %s', (status, reason) => {
    expect(endReasonOfStatus(status)).toBe(reason);
  });
});
