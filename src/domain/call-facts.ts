/** Who and what a call is, from its first moment to its entry in the call log. */

import type { CallQuality } from './call-quality';
import type { OtherPhone, TriedPhone } from './other-phone';

export type Direction = 'outgoing' | 'incoming';

/** The other person, as the gateway names them. */
export interface Party {
  /** The number or user part; '' when withheld. */
  number: string;
  name: string;
  /** They do not want to be known: that is said, rather than that nobody knows. */
  withheld?: true;
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
  /** It is a conference that the gateway holds, which stays when we leave; `party` is its address. */
  conference?: true;
  /** Tones for after the answer: digits, `,` for two seconds, `w` to wait for the user. */
  postDial?: string;
  /** Diversion or History-Info: who sent the call here. */
  divertedBy?: Party;
  /** Whom the caller wanted to reach, where that is not who sent the call here. */
  calledFirst?: Party;
  /** Referred-By (RFC 3892): who talked to the other party before and sent them here. */
  transferredBy?: Party;
  /** Where it was sent on to by itself, as the user has set it. */
  forwardedTo?: string;
  /** A colleague has asked for it: nobody presses anything, and it does not ring. */
  answersItself?: true;
  /** Another device of the user was busy when it came: it shows there, and does not ring here. */
  quiet?: true;
  /** To whom we have sent the other party: they talk without us now. */
  transferredTo?: Party;
  /** That was the user, at another device. */
  moved?: true;
  /** User-to-User (RFC 7433), as received. */
  userToUser?: string;
  /** Alert-Info, as received. */
  alertInfo?: string;
  /** What has been measured of its sound since the answer. */
  quality?: CallQuality;
  /** Whoever talks in it does so on that phone, and nothing is heard here. */
  otherPhone?: OtherPhone;
  /** It was to ring on that phone, and rings here. */
  triedPhone?: TriedPhone;
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
    ...(call.conference && { conference: call.conference }),
    ...(call.postDial && { postDial: call.postDial }),
    ...(call.divertedBy && { divertedBy: call.divertedBy }),
    ...(call.calledFirst && { calledFirst: call.calledFirst }),
    ...(call.transferredBy && { transferredBy: call.transferredBy }),
    ...(call.forwardedTo !== undefined && { forwardedTo: call.forwardedTo }),
    ...(call.answersItself && { answersItself: call.answersItself }),
    ...(call.quiet && { quiet: call.quiet }),
    ...(call.transferredTo && { transferredTo: call.transferredTo }),
    ...(call.moved && { moved: call.moved }),
    ...(call.userToUser !== undefined && { userToUser: call.userToUser }),
    ...(call.alertInfo !== undefined && { alertInfo: call.alertInfo }),
    ...(call.quality && { quality: call.quality }),
    ...(call.otherPhone && { otherPhone: call.otherPhone }),
    ...(call.triedPhone && { triedPhone: call.triedPhone }),
  };
}
