import type { Ended, LiveCall } from './call';
import { type CallFacts, factsOf } from './call-facts';
import type { EndReason } from './end-reason';

/**
 * What became of a call. `declined` by whom it was for, of either side; `cancelled` by us before an answer; `forwarded`
 * from here by itself; `failed` has a reason; `interrupted` was lost while the two talked, or Chrome ended in it.
 */
export const callOutcomes = [
  'answered',
  'missed',
  'declined',
  'answered-elsewhere',
  'busy',
  'cancelled',
  'failed',
  'interrupted',
  'forwarded',
] as const;

export type CallOutcome = (typeof callOutcomes)[number];

interface Logged extends CallFacts {
  /** As it was called then; '' where an earlier version did not keep it. */
  profileName: string;
}

/** One finished call. Its id is the call's: an entry written twice is one entry. */
export interface CallLogEntry extends Logged {
  outcome: CallOutcome;
  reason: EndReason;
  /** The SIP status that ended it, when one did. */
  status: number | undefined;
  /** Until the answer, or the end. */
  ringSeconds: number;
  /** Undefined when nobody answered. */
  talkSeconds: number | undefined;
}

/** A call that goes on, or whose end nobody has seen. */
export interface OpenCall extends Logged {
  answeredAt: number | undefined;
  /** The last sign of life, milliseconds since the epoch. */
  seenAt: number;
}

/** Nobody hung up: the call was lost. */
const losses: ReadonlySet<EndReason> = new Set([
  'interrupted',
  'not-restored',
  'network-lost',
  'other-silent',
  'call-gone',
  'media-failed',
  'phone-restarted',
  'not-taken-up',
]);

export function callLogEntry(call: Omit<Ended, 'state'>, profileName: string): CallLogEntry {
  const { answeredAt, endedAt, reason, status } = call;
  return {
    ...factsOf(call),
    profileName,
    outcome: outcomeOf(call),
    reason,
    status,
    ringSeconds: seconds(call.startedAt, answeredAt ?? endedAt),
    talkSeconds: answeredAt === undefined ? undefined : seconds(answeredAt, endedAt),
  };
}

export function openCall(call: LiveCall, profileName: string, now: number): OpenCall {
  const answeredAt = call.state === 'talking' ? call.answeredAt : undefined;
  return { ...factsOf(call), profileName, answeredAt, seenAt: now };
}

/** What is known of a call in which Chrome ended. */
export function interruptedEntry({ seenAt, profileName, ...call }: OpenCall): CallLogEntry {
  return callLogEntry({ ...call, endedAt: seenAt, reason: 'interrupted', status: undefined }, profileName);
}

export function isOpen(logged: CallLogEntry | OpenCall): logged is OpenCall {
  return !('outcome' in logged);
}

/** What to dial to call again whoever was called, in the same way, or to call back whoever called; undefined when withheld. */
export function dialAgain(
  call: Pick<CallFacts, 'direction' | 'party' | 'called' | 'typed' | 'asTyped'>,
): { number: string; asTyped?: true } | undefined {
  const number = call.direction === 'outgoing' ? (call.typed ?? call.called) : call.party.number;
  if (number === '') return undefined;
  return { number, ...(call.direction === 'outgoing' && call.asTyped && { asTyped: call.asTyped }) };
}

/** Nobody answered it anywhere, and nobody here chose not to. */
export function isMissed(call: Pick<Ended, 'direction' | 'answeredAt' | 'reason'>): boolean {
  return (
    call.direction === 'incoming' &&
    call.answeredAt === undefined &&
    call.reason !== 'declined' &&
    call.reason !== 'forwarded' &&
    call.reason !== 'answered-elsewhere'
  );
}

/** The same of an entry: also one that rang when Chrome ended. */
export function wasMissed({ direction, outcome, talkSeconds }: CallLogEntry): boolean {
  if (direction !== 'incoming' || talkSeconds !== undefined) return false;
  return outcome === 'missed' || outcome === 'interrupted';
}

/** Seconds talked in all. */
export function talkSeconds(call: Pick<Ended, 'answeredAt' | 'endedAt'>): number {
  return call.answeredAt === undefined ? 0 : seconds(call.answeredAt, call.endedAt);
}

function outcomeOf(call: Omit<Ended, 'state'>): CallOutcome {
  const { reason, answeredAt, direction } = call;
  if (reason === 'interrupted') return 'interrupted';
  if (answeredAt !== undefined) return losses.has(reason) ? 'interrupted' : 'answered';
  if (reason === 'declined' || reason === 'answered-elsewhere' || reason === 'forwarded') return reason;
  if (direction === 'incoming') return 'missed';
  if (reason === 'put-through') return 'cancelled';
  if (reason === 'busy' || reason === 'cancelled') return reason;
  return reason === 'declined-by-other' ? 'declined' : 'failed';
}

function seconds(from: number, to: number): number {
  return Math.max(0, Math.round((to - from) / 1000));
}
