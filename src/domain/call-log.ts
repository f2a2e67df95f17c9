import type { Call, Direction, Ended, Party } from './call';
import type { EndReason } from './end-reason';

/** One finished call. Times are milliseconds since the epoch. */
export interface CallLogEntry {
  /** The call's id: an entry written twice is one entry. */
  id: string;
  direction: Direction;
  party: Party;
  called: string;
  profileId: string;
  startedAt: number;
  answeredAt: number | undefined;
  endedAt: number;
  reason: EndReason;
  status: number | undefined;
  divertedBy?: Party;
}

/** How many calls the log keeps. */
export const callLogLimit = 500;

export function callLogEntry(call: Ended): CallLogEntry {
  return {
    id: call.id,
    direction: call.direction,
    party: call.party,
    called: call.called,
    profileId: call.profileId,
    startedAt: call.startedAt,
    answeredAt: call.answeredAt,
    endedAt: call.endedAt,
    reason: call.reason,
    status: call.status,
    ...(call.divertedBy && { divertedBy: call.divertedBy }),
  };
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

export function isLive(call: Call): call is Exclude<Call, Ended> {
  return call.state !== 'ended';
}
