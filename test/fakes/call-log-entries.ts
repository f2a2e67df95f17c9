import type { Ended } from '../../src/domain/call';
import { type CallLogEntry, callLogEntry } from '../../src/domain/call-log';

/** One finished call, of this number in a row of calls. */
export function loggedCall(number: number, change: Partial<Ended> = {}): CallLogEntry {
  const startedAt = change.startedAt ?? number * 1000;
  const call: Omit<Ended, 'state'> = {
    id: `call-${number}`,
    direction: 'outgoing',
    party: { number: '600', name: '' },
    called: '600',
    profileId: 'p',
    startedAt,
    answeredAt: undefined,
    endedAt: startedAt + 4000,
    reason: 'busy',
    status: 486,
    ...change,
  };
  return callLogEntry(call, 'Office');
}

const firstNames = ['Léa', 'Jonas', 'Amina', 'Ōtani', 'Grace', 'Farid', 'Elena', 'Søren', 'Zoë', 'Björn'];
const lastNames = [
  'Dubois',
  'Becker',
  'Haddad',
  'Rei',
  'Kim',
  'Petrova',
  'Ødegård',
  'Nguyễn',
  "O'Brien",
  'Şahin',
];

/** Years of calls with some hundred people, one every few minutes, the oldest first. */
export function yearsOfCalls(count: number, end: number): CallLogEntry[] {
  const parties = Math.max(10, Math.min(5_000, Math.floor(count / 20)));
  return Array.from({ length: count }, (_, number) => {
    const person = (number * 7919) % parties;
    const first = firstNames[person % firstNames.length] ?? '';
    const last = lastNames[Math.floor(person / firstNames.length) % lastNames.length] ?? '';
    const digits = `+4989${String(1_000_000 + person * 37)}`;
    const direction = number % 3 === 0 ? 'incoming' : 'outgoing';
    const startedAt = end - (count - number) * 7 * 60_000;
    const answered = number % 4 !== 0;
    return loggedCall(number, {
      id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      direction,
      party: { name: person % 5 === 0 ? '' : `${first} ${last} ${person}`, number: digits },
      called: direction === 'incoming' ? '201' : `000${digits.slice(1)}`,
      startedAt,
      answeredAt: answered ? startedAt + 8_000 : undefined,
      endedAt: startedAt + 68_000,
      reason: answered ? 'other-hung-up' : direction === 'incoming' ? 'caller-gave-up' : 'no-answer',
      status: undefined,
    });
  });
}
