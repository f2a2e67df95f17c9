import type { Ended } from '../../../src/domain/call';
import {
  callLogEntry,
  dialAgain,
  interruptedEntry,
  isMissed,
  isOpen,
  openCall,
  wasMissed,
} from '../../../src/domain/call-log';
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

  it('counts the time rung and the time talked', () => {
    expect(callLogEntry({ ...ended, answeredAt: 11_000, endedAt: 21_400 }, 'Office')).toMatchObject({
      ringSeconds: 10,
      talkSeconds: 10,
      profileName: 'Office',
    });
    const unanswered = callLogEntry(ended, '');
    expect([unanswered.ringSeconds, unanswered.talkSeconds]).toEqual([20, undefined]);
  });

  it('never lasts less than nothing, whatever becomes of the clock', () => {
    expect(callLogEntry({ ...ended, answeredAt: 500, endedAt: 100 }, '')).toMatchObject({
      ringSeconds: 0,
      talkSeconds: 0,
    });
  });

  it('carries who diverted or transferred the call, and nothing of a state', () => {
    const divertedBy = { number: '500', name: 'Sales' };
    expect(callLogEntry({ ...ended, divertedBy }, '')).toMatchObject({ divertedBy });
    expect(callLogEntry({ ...ended, transferredBy: divertedBy }, '')).toMatchObject({
      transferredBy: divertedBy,
    });
    const entry = callLogEntry(ended, '');
    for (const key of ['divertedBy', 'state', 'answeredAt', 'endedAt']) expect(entry).not.toHaveProperty(key);
  });

  const outgoing = { ...ended, direction: 'outgoing' as const };
  const talked = { answeredAt: 2_000 };
  it.each([
    [ended, 'missed'],
    [{ ...ended, reason: 'network-lost' as const }, 'missed'],
    [{ ...ended, reason: 'declined' as const }, 'declined'],
    [{ ...ended, reason: 'answered-elsewhere' as const }, 'answered-elsewhere'],
    [{ ...ended, ...talked, reason: 'other-hung-up' as const }, 'answered'],
    [{ ...ended, ...talked, reason: 'not-restored' as const }, 'interrupted'],
    [{ ...outgoing, ...talked, reason: 'hung-up' as const }, 'answered'],
    [{ ...outgoing, reason: 'busy' as const }, 'busy'],
    [{ ...outgoing, reason: 'cancelled' as const }, 'cancelled'],
    [{ ...outgoing, reason: 'declined-by-other' as const }, 'declined'],
    [{ ...outgoing, reason: 'no-answer' as const }, 'failed'],
    [{ ...outgoing, reason: 'network-lost' as const }, 'failed'],
    [{ ...outgoing, reason: 'interrupted' as const }, 'interrupted'],
  ])('has an outcome of a closed set (%#: %j)', (call, outcome) => {
    expect(callLogEntry(call, '').outcome).toBe(outcome);
  });

  it('of a call that Chrome ended in is interrupted at its last sign of life, and missed if it rang', () => {
    const { state: _over, endedAt: _end, reason: _reason, status: _status, ...facts } = ended;
    const ringing = openCall({ ...facts, state: 'incoming' }, 'Office', 6_000);
    expect(isOpen(ringing)).toBe(true);
    const entry = interruptedEntry(ringing);
    expect(entry).toMatchObject({ outcome: 'interrupted', ringSeconds: 5, talkSeconds: undefined });
    expect(entry).not.toHaveProperty('seenAt');
    expect([isOpen(entry), wasMissed(entry)]).toEqual([false, true]);
    const lost = interruptedEntry({ ...ringing, answeredAt: 3_000, seenAt: 33_000 });
    expect(lost).toMatchObject({ outcome: 'interrupted', talkSeconds: 30 });
    expect(wasMissed(lost)).toBe(false);
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
