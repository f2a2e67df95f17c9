import type { Ended } from '../../../src/domain/call';
import { callLogEntry, dialAgain, isMissed, talkSeconds } from '../../../src/domain/call-log';
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

describe('calling again', () => {
  const outgoing = {
    direction: 'outgoing' as const,
    party: { number: '0100', name: '' },
    called: '912125550100',
  };
  const incoming = { direction: 'incoming' as const, party: { number: '+44207', name: '' }, called: '201' };

  it.each([
    ['dials what was typed', { ...outgoing, typed: '2125550100,34' }, { number: '2125550100,34' }],
    [
      'dials as typed again',
      { ...outgoing, typed: '0100', asTyped: true as const },
      { number: '0100', asTyped: true },
    ],
    ['dials what was called, for an entry of before', outgoing, { number: '912125550100' }],
    ['calls whoever called', incoming, { number: '+44207' }],
    ['calls nobody who withheld the number', { ...incoming, party: { number: '', name: 'A' } }, undefined],
  ])('%s', (_what, call, wanted) => {
    expect(dialAgain(call)).toEqual(wanted);
  });
});
