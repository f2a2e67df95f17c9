/**
 * The states of a call, one leg as the user sees it, from dial or ring to its end.
 *
 *   outgoing:  calling ----------> ringing ------+
 *                 |  answered         | answered |
 *                 +------------------------------+--> talking --> ended
 *   incoming:  incoming --answer--> answering ---+                  ^
 *                 |                     |                           |
 *                 +---------------------+----- ended by any side ---+
 *
 * Mute and hold are fields of `talking` (`talking.ts`), not states; so are transfers (`transfer.ts`, `referral.ts`).
 */
import { type CallContact, type CallFacts, factsOf, type Party } from './call-facts';
import type { EndReason } from './end-reason';
import { type OtherPhoneFailure, type OtherPhoneState, otherPhoneAfter } from './other-phone';
import { newTalking, type Talking, type TalkingEvent, talkingAfter } from './talking';
import { isUnderWay } from './transfer';

export interface Calling extends CallFacts {
  state: 'calling';
}
export interface Ringing extends CallFacts {
  state: 'ringing';
  /** The far end, or the gateway, lets us hear something before it answers. */
  earlyMedia: boolean;
}
export interface Incoming extends CallFacts {
  state: 'incoming';
}
export interface Answering extends CallFacts {
  state: 'answering';
}
export interface Ended extends CallFacts {
  state: 'ended';
  answeredAt: number | undefined;
  endedAt: number;
  reason: EndReason;
  /** The SIP status that ended it, when one did. */
  status: number | undefined;
}

export type Call = Calling | Ringing | Incoming | Answering | Talking | Ended;
export type LiveCall = Exclude<Call, Ended>;
/** One that nobody has answered yet. */
export type Outgoing = Calling | Ringing;

export type CallEvent =
  | { type: 'ringing'; earlyMedia: boolean }
  | { type: 'answer' }
  | { type: 'answered'; at: number; party?: Party }
  | { type: 'party'; party: Party }
  | { type: 'contacts'; contacts: CallContact[] }
  | { type: 'forward'; to: string }
  | { type: 'answers-itself'; itself: boolean }
  | { type: 'other-phone'; state: OtherPhoneState }
  | { type: 'other-phone-failed'; failure: OtherPhoneFailure }
  | { type: 'quiet'; quiet: boolean }
  | TalkingEvent
  | { type: 'end'; at: number; reason: EndReason; status?: number };

/** The call after an event; `undefined` when the event is impossible in that state. */
export function transition(call: Call, event: CallEvent): Call | undefined {
  if (call.state === 'ended') return undefined;
  switch (event.type) {
    case 'end':
      return ended(call, event);
    case 'party':
      return { ...call, party: event.party };
    case 'contacts':
      return { ...call, contacts: event.contacts };
    case 'ringing':
      if (call.state === 'calling')
        return { ...factsOf(call), state: 'ringing', earlyMedia: event.earlyMedia };
      if (call.state === 'ringing') return { ...call, earlyMedia: call.earlyMedia || event.earlyMedia };
      return undefined;
    case 'answer':
      return call.state === 'incoming' ? { ...factsOf(call), state: 'answering' } : undefined;
    case 'answered':
      return call.state === 'talking' || call.state === 'incoming' ? undefined : answered(call, event);
    case 'other-phone': {
      const otherPhone = otherPhoneAfter(call.otherPhone, event.state);
      return otherPhone && { ...call, otherPhone };
    }
    case 'other-phone-failed': {
      if (call.state !== 'incoming' || !call.otherPhone) return undefined;
      const { otherPhone, ...rings } = call;
      return { ...rings, triedPhone: { number: otherPhone.number, failure: event.failure } };
    }
    case 'forward':
      return call.state === 'incoming' ? { ...call, forwardedTo: event.to } : undefined;
    case 'answers-itself': {
      if (call.state !== 'incoming') return undefined;
      const { answersItself: _before, ...rings } = call;
      return event.itself ? { ...rings, answersItself: true } : rings;
    }
    case 'quiet': {
      if (call.state !== 'incoming') return undefined;
      const { quiet: _before, ...rings } = call;
      return event.quiet ? { ...rings, quiet: true } : rings;
    }
    default:
      return call.state === 'talking' ? talkingAfter(call, event) : undefined;
  }
}

function answered(call: LiveCall, { at, party = call.party }: { at: number; party?: Party }): Talking {
  return newTalking({ ...factsOf(call), party }, at);
}

function ended(call: LiveCall, { at, reason, status }: Extract<CallEvent, { type: 'end' }>): Ended {
  const talking = call.state === 'talking' ? call : undefined;
  const transfer = talking?.transfer;
  // Whoever leaves in the middle of a transfer has gone there: many do not wait until we hang up.
  const hasGone = reason === 'other-hung-up' && isUnderWay(transfer) && transfer.state !== 'asked';
  const transferred = transfer && (hasGone || reason === 'transferred');
  return {
    ...factsOf(call),
    ...(transferred && { transferredTo: transfer.to, ...(transfer.toOwn && { moved: true as const }) }),
    state: 'ended',
    answeredAt: talking?.answeredAt,
    endedAt: at,
    reason: hasGone ? 'transferred' : reason,
    status,
  };
}
