import type { Ended } from './call';

/** One finished call. Its id is the call's: an entry written twice is one entry. */
export type CallLogEntry = Omit<Ended, 'state'>;

/** How many calls the log keeps. */
export const callLogLimit = 500;

export function callLogEntry({ state: _over, ...entry }: Ended): CallLogEntry {
  return entry;
}

/** What to dial to call again whoever was called, in the same way, or to call back whoever called; undefined when withheld. */
export function dialAgain(
  call: Pick<CallLogEntry, 'direction' | 'party' | 'called' | 'typed' | 'asTyped'>,
): { number: string; asTyped?: true } | undefined {
  const number = call.direction === 'outgoing' ? (call.typed ?? call.called) : call.party.number;
  if (number === '') return undefined;
  return { number, ...(call.direction === 'outgoing' && call.asTyped && { asTyped: call.asTyped }) };
}

/** Nobody answered it anywhere, and nobody here chose not to. */
export function isMissed(call: Pick<Ended | CallLogEntry, 'direction' | 'answeredAt' | 'reason'>): boolean {
  return (
    call.direction === 'incoming' &&
    call.answeredAt === undefined &&
    call.reason !== 'declined' &&
    call.reason !== 'answered-elsewhere'
  );
}

/** Seconds talked, so far or in all. */
export function talkSeconds(call: Pick<CallLogEntry, 'answeredAt' | 'endedAt'>): number {
  return call.answeredAt === undefined ? 0 : Math.max(0, Math.round((call.endedAt - call.answeredAt) / 1000));
}
