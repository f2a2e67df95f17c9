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
 * Mute and hold are fields of `talking`, not states.
 */
import { type CallQuality, type QualitySample, withSample } from './call-quality';
import type { EndReason } from './end-reason';

export type Direction = 'outgoing' | 'incoming';

/** The other person, as the gateway names them. */
export interface Party {
  /** The number or user part; '' when withheld. */
  number: string;
  name: string;
}

/** Someone in the directory who has the other party's number; the name as it was then. */
export interface CallContact {
  id: string;
  name: string;
}

/** What a call carries from start to end; times are milliseconds since the epoch. */
export interface CallFacts {
  id: string;
  direction: Direction;
  party: Party;
  /** Whose number it is, as far as the directory knows; `shownParty` puts them before the gateway's name. */
  contacts?: CallContact[];
  /** What was sent to the gateway for an outgoing call; the number called for an incoming one. */
  called: string;
  profileId: string;
  startedAt: number;
  /** What the user typed, for an outgoing call; `called` is what the dial rules made of it. */
  typed?: string;
  /** The user wanted it dialled as typed, past the rules. */
  asTyped?: true;
  /** The dial rule that made `called`, as `applyDialRules` names it. */
  dialRule?: string;
  /** To an emergency number: nothing of ours may hold it up. */
  emergency?: true;
  /** Tones for after the answer: digits, `,` for two seconds, `w` to wait for the user. */
  postDial?: string;
  /** Diversion or History-Info: who sent the call here. */
  divertedBy?: Party;
  /** Referred-By (RFC 3892): who talked to the other party before and sent them here. */
  transferredBy?: Party;
  /** User-to-User (RFC 7433), as received. */
  userToUser?: string;
  /** Alert-Info, as received. */
  alertInfo?: string;
  /** What has been measured of its sound since the answer. */
  quality?: CallQuality;
}

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
export interface Talking extends CallFacts {
  state: 'talking';
  answeredAt: number;
  muted: boolean;
  /** What the user asked for; `holdPending` until the far end has agreed. */
  held: boolean;
  holdPending: boolean;
  heldByOther: boolean;
  /** The gateway cannot be reached at this moment; what is said may still be heard. */
  interrupted: boolean;
  /** Nothing reaches us from the other side, not even silence: a new way is being looked for. */
  soundLost?: boolean;
  /** What of `postDial` is still to be heard; while it begins with `w` it waits for the user. */
  postDialLeft?: string;
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

export type CallEvent =
  | { type: 'ringing'; earlyMedia: boolean }
  | { type: 'answer' }
  | { type: 'answered'; at: number; party?: Party }
  | { type: 'party'; party: Party }
  | { type: 'contacts'; contacts: CallContact[] }
  | { type: 'mute'; muted: boolean }
  | { type: 'hold'; held: boolean }
  | { type: 'hold-done'; held: boolean }
  | { type: 'held-by-other'; held: boolean }
  | { type: 'interrupted'; interrupted: boolean }
  | { type: 'sound-lost'; lost: boolean }
  | { type: 'quality'; sample: QualitySample }
  | { type: 'post-dial'; left: string }
  | { type: 'end'; at: number; reason: EndReason; status?: number };

/** The call after an event; `undefined` when the event is impossible in that state. */
export function transition(call: Call, event: CallEvent): Call | undefined {
  if (call.state === 'ended') return undefined;
  switch (event.type) {
    case 'end':
      return {
        ...factsOf(call),
        state: 'ended',
        answeredAt: call.state === 'talking' ? call.answeredAt : undefined,
        endedAt: event.at,
        reason: event.reason,
        status: event.status,
      };
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
      return call.state === 'talking' || call.state === 'incoming' ? undefined : talking(call, event);
    case 'mute':
      return call.state === 'talking' ? { ...call, muted: event.muted } : undefined;
    case 'hold':
      return call.state === 'talking' ? { ...call, held: event.held, holdPending: true } : undefined;
    case 'hold-done':
      return call.state === 'talking' ? { ...call, held: event.held, holdPending: false } : undefined;
    case 'held-by-other':
      return call.state === 'talking' ? { ...call, heldByOther: event.held } : undefined;
    case 'interrupted':
      return call.state === 'talking' ? { ...call, interrupted: event.interrupted } : undefined;
    case 'sound-lost':
      return call.state === 'talking' ? { ...call, soundLost: event.lost } : undefined;
    case 'quality':
      return call.state === 'talking'
        ? { ...call, quality: withSample(call.quality, event.sample) }
        : undefined;
    case 'post-dial':
      return call.state === 'talking' ? { ...call, postDialLeft: event.left } : undefined;
  }
}

function talking(call: LiveCall, event: { at: number; party?: Party }): Talking {
  return {
    ...factsOf(call),
    party: event.party ?? call.party,
    state: 'talking',
    answeredAt: event.at,
    muted: false,
    held: false,
    holdPending: false,
    heldByOther: false,
    interrupted: false,
    ...(call.postDial && { postDialLeft: call.postDial }),
  };
}

/** Without what belongs to its state. */
export function factsOf(call: CallFacts): CallFacts {
  return {
    id: call.id,
    direction: call.direction,
    party: call.party,
    called: call.called,
    profileId: call.profileId,
    startedAt: call.startedAt,
    ...(call.contacts && call.contacts.length > 0 && { contacts: call.contacts }),
    ...(call.typed !== undefined && { typed: call.typed }),
    ...(call.asTyped && { asTyped: call.asTyped }),
    ...(call.dialRule !== undefined && { dialRule: call.dialRule }),
    ...(call.emergency && { emergency: call.emergency }),
    ...(call.postDial && { postDial: call.postDial }),
    ...(call.divertedBy && { divertedBy: call.divertedBy }),
    ...(call.transferredBy && { transferredBy: call.transferredBy }),
    ...(call.userToUser !== undefined && { userToUser: call.userToUser }),
    ...(call.alertInfo !== undefined && { alertInfo: call.alertInfo }),
    ...(call.quality && { quality: call.quality }),
  };
}
