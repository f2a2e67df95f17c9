/** A call that stands: what is asked of it, what happens to it, and what it is after that. */
import type { CallFacts } from './call-facts';
import { type QualitySample, withSample } from './call-quality';
import { isOpen, type Referral, type ReferralEvent, referralAfter } from './referral';
import type { Participant } from './roster';
import { shownParty } from './shown-party';
import { type SoundWatch, watchedSound } from './sound-watch';
import { isUnderWay, type Transfer, type TransferNews, transferAfter } from './transfer';

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
  /** Of the last samples of its sound: what is said of it on the card. */
  soundWatch?: SoundWatch;
  /** What of `postDial` is still to be heard; while it begins with `w` it waits for the user. */
  postDialLeft?: string;
  /** In a conference with all other calls of which this is said. */
  joined?: boolean;
  /** Of one in a conference: nobody hears what they say, as the user wants it. */
  silenced?: boolean;
  /** Who else is in the conference that the gateway holds, as far as is known. */
  people?: readonly Participant[];
  /** The other side is being sent to somebody else, or was to be; until the user has read what came of it. */
  transfer?: Transfer;
  /** The other side wants us to go on with somebody else. */
  referral?: Referral;
}

type TransferEvent =
  | { type: 'transfer'; transfer: Transfer }
  | { type: 'transfer-news'; news: TransferNews; at: number }
  | { type: 'transfer-over' };

export type TalkingEvent =
  | { type: 'mute'; muted: boolean }
  | { type: 'hold'; held: boolean }
  | { type: 'hold-done'; held: boolean }
  | { type: 'held-by-other'; held: boolean }
  | { type: 'interrupted'; interrupted: boolean }
  | { type: 'sound-lost'; lost: boolean }
  | { type: 'quality'; sample: QualitySample }
  | { type: 'post-dial'; left: string }
  | { type: 'join'; joined: boolean }
  | { type: 'silence'; silenced: boolean }
  /** Of a conference that the gateway holds. */
  | { type: 'people'; people: readonly Participant[] }
  | TransferEvent
  | ReferralEvent;

/** The call after an event; `undefined` when the event is impossible now. */
export function talkingAfter(call: Talking, event: TalkingEvent): Talking | undefined {
  switch (event.type) {
    case 'mute':
      return { ...call, muted: event.muted };
    case 'hold':
      return { ...call, held: event.held, holdPending: true };
    case 'hold-done':
      return { ...call, held: event.held, holdPending: false };
    case 'held-by-other':
      return { ...call, heldByOther: event.held };
    case 'interrupted':
      return { ...call, interrupted: event.interrupted };
    case 'sound-lost':
      return { ...call, soundLost: event.lost };
    case 'quality':
      return {
        ...call,
        quality: withSample(call.quality, event.sample),
        soundWatch: watchedSound(call.soundWatch, event.sample),
      };
    case 'post-dial':
      return { ...call, postDialLeft: event.left };
    case 'join':
      return { ...call, joined: event.joined, silenced: false };
    case 'silence':
      return call.joined ? { ...call, silenced: event.silenced } : undefined;
    case 'people':
      return call.conference ? { ...call, people: event.people } : undefined;
    case 'transfer':
    case 'transfer-news':
    case 'transfer-over':
      return transferring(call, event);
    default:
      return referred(call, event);
  }
}

/** A call at the moment of its answer. */
export function newTalking(facts: CallFacts, answeredAt: number): Talking {
  return {
    ...facts,
    state: 'talking',
    answeredAt,
    muted: false,
    held: false,
    holdPending: false,
    heldByOther: false,
    interrupted: false,
    ...(facts.postDial && { postDialLeft: facts.postDial }),
  };
}

function transferring(call: Talking, event: TransferEvent): Talking | undefined {
  const { transfer: before, ...rest } = call;
  switch (event.type) {
    case 'transfer':
      return call.emergency || isUnderWay(before) ? undefined : { ...call, transfer: event.transfer };
    case 'transfer-news': {
      const transfer = before && transferAfter(before, event.news, event.at);
      return transfer && { ...call, transfer };
    }
    case 'transfer-over':
      return before && rest;
  }
}

function referred(call: Talking, event: ReferralEvent): Talking | undefined {
  const { referral: before, ...rest } = call;
  switch (event.type) {
    case 'referral-over':
      return before && rest;
    case 'referral-named':
      return before?.sequence === event.sequence
        ? { ...call, referral: { ...before, to: event.to } }
        : undefined;
    case 'referral-followed': {
      if (!isOpen(before) || before.state === 'asked') return undefined;
      const { typed: _typed, asTyped: _asTyped, dialRule: _dialRule, contacts: _contacts, ...kept } = rest;
      const { party, heldByOther } = event;
      const { called } = call.direction === 'outgoing' ? { called: party.number } : call;
      const heard = { held: false, holdPending: false, heldByOther };
      return { ...kept, ...heard, party, called, transferredBy: shownParty(call) };
    }
    default: {
      const referral = call.emergency ? undefined : referralAfter(before, event);
      return referral && { ...call, referral };
    }
  }
}
