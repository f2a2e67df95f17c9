import type { MediaOptions } from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import type { IntentArgs } from '../contract/protocol';
import type { Settings } from '../contract/settings';
import type { LiveCall } from '../domain/call';
import type { EndReason } from '../domain/end-reason';
import { heardCalls, mayEndFor } from '../domain/heard-calls';
import type { PickUp, Steal } from '../domain/pick-up';
import type { Profile } from '../domain/profile';
import { NotEncrypted } from '../sip/description-handler';
import type { Phone } from '../sip/phone';
import type { IncomingInvite } from '../sip/phone-calls';
import { Arrivals } from './arrivals';
import type { CallBook } from './call-book';
import type { CallHolding } from './call-holding';
import { CallPlacing, type CallPlacingOptions, maxCalls } from './call-placing';
import type { OtherDevices } from './other-devices';
import { otherPhoneOf } from './other-phones';

/** The phone that is signed in, and what its profile says about calls. */
export interface SignedIn {
  phone: Phone;
  profile: Profile;
  /** The extension number. */
  user: string;
  media: MediaOptions;
}

export interface CallDeskOptions extends Omit<CallPlacingOptions, 'holdOthers'> {
  holding: CallHolding;
  /** Goes on with a call of ours in the dialog that the far end wants for it. */
  giveWay(invite: IncomingInvite, signedIn: SignedIn): Promise<void>;
  settings(): Settings;
  /** What other devices of the user have to do with it. */
  otherDevices: Pick<OtherDevices, 'isOwnMove' | 'isToBeQuiet'>;
}

/** Carries out what people ask of calls. Every intent that cannot be carried out throws PhoneError. */
export class CallDesk {
  private readonly book: CallBook;
  private readonly placing: CallPlacing;
  private readonly holding: CallHolding;
  private readonly arrivals: Arrivals;

  constructor(private readonly options: CallDeskOptions) {
    this.book = options.book;
    this.holding = options.holding;
    this.placing = new CallPlacing({ ...options, holdOthers: () => this.holdOthers() });
    this.arrivals = new Arrivals({ ...options, answer: (id) => this.answer(id) });
  }

  /** Places a call and answers its id; what fails later ends the call with a reason. */
  async dial(wanted: IntentArgs<'dial'>): Promise<string> {
    return this.placing.dial(wanted);
  }

  /** Goes on here with a call that rings at a colleague, or that another device of the user has. */
  async pickUp(pickUp: PickUp | Steal): Promise<string> {
    return this.placing.pickUp(pickUp);
  }

  /** Calls the conference that the gateway holds. */
  conference(uri: string, name: string): Promise<string> {
    return this.placing.conference(uri, name);
  }

  /** A call comes in. */
  incoming(invite: IncomingInvite): void {
    const signedIn = this.options.signedIn();
    if (signedIn && invite.replaces) {
      void this.options.giveWay(invite, signedIn);
      return;
    }
    if (signedIn && this.options.otherDevices.isOwnMove(invite.facts, signedIn)) {
      this.options.log.info('a call that is moved comes here too: not taken');
      invite.reject(480);
      return;
    }
    if (signedIn && this.arrivals.turnAway(invite, signedIn)) return;
    const { otherPhones } = this.options;
    if (!signedIn || this.book.size >= maxCalls || otherPhones.comesBack(invite, signedIn)) {
      invite.reject(486);
      return;
    }
    const id = this.options.newId();
    const other = this.options.otherPhone();
    const quiet = this.options.otherDevices.isToBeQuiet(invite, signedIn);
    const answerAfter = other === undefined ? this.arrivals.answerAfter(invite, signedIn, quiet) : undefined;
    const entry = this.book.add(
      {
        state: 'incoming',
        id,
        direction: 'incoming',
        profileId: signedIn.profile.id,
        startedAt: this.options.now(),
        ...invite.facts,
        ...(quiet && { quiet: true as const }),
        ...(answerAfter === 0 && { answersItself: true as const }),
        ...otherPhoneOf(other),
      },
      other === undefined ? this.options.host.open(id, signedIn.media) : otherPhones.prepare(id, signedIn),
      { keptInvite: invite.kept },
    );
    const session = invite.take(entry.media);
    this.book.follow(entry, session);
    session.acceptEarly().catch((error) => {
      this.options.log.warn(`the offer cannot be taken: ${String(error)}`);
      this.book.end(id, error instanceof NotEncrypted ? 'not-encrypted' : 'media-not-agreed');
    });
    if (other !== undefined) otherPhones.ring(entry, signedIn.phone, other.dialled);
    this.arrivals.begin(id, invite, answerAfter, signedIn);
  }

  /** Two screens answering at once is one answer. The calls that are heard are held, or ended where it is wanted so. */
  async answer(id: string, endOthers = false): Promise<void> {
    const entry = this.book.find(id);
    if (entry.call.state !== 'incoming') return;
    if (entry.call.otherPhone) throw new PhoneError('answer-at-phone', 'it rings at another phone');
    await this.options.media.checkMicrophone();
    if (entry.call.state !== 'incoming' || !this.book.apply(id, { type: 'answer' })) return;
    if (endOthers) this.endHeard();
    await this.holdOthers(id);
    try {
      await entry.session?.answer();
    } catch (error) {
      this.options.log.error(`answering failed: ${String(error)}`);
      this.book.end(id, 'media-failed');
      return;
    }
    await this.options.media.startMicrophone(entry);
  }

  decline(id: string): void {
    if (this.book.find(id).call.state === 'incoming') this.hangUp(id);
  }

  /** Ends a call in whatever state it is: cancels, declines or hangs up. */
  hangUp(id: string): void {
    const { call } = this.book.find(id);
    const signedIn = call.state === 'incoming' ? this.options.signedIn() : undefined;
    this.book.end(id, reasonOfHangUp(call), signedIn && this.arrivals.declining(signedIn));
  }

  /** Ends a call, and those in a conference with it. */
  hangUpAll(id: string): void {
    this.book.find(id);
    for (const one of this.holding.groupOf(id)) this.hangUp(one);
  }

  /** Ends everything, as the user signs out. */
  endAll(): void {
    for (const { call } of this.book.all) this.book.end(call.id, reasonOfHangUp(call));
  }

  /** Whoever is in a conference is muted in all of it. */
  async setMute(id: string, muted: boolean): Promise<void> {
    this.book.find(id);
    await Promise.all(this.holding.groupOf(id).map((one) => this.muteOne(one, muted)));
  }

  setHold(id: string, held: boolean): Promise<void> {
    return this.holding.setHold(id, held);
  }

  async sendTones(id: string, tones: string): Promise<void> {
    const entry = this.book.find(id);
    if (entry.call.state !== 'talking') throw new PhoneError('not-possible-now', 'tones');
    await entry.session?.sendTones(tones);
  }

  private async muteOne(id: string, muted: boolean): Promise<void> {
    const { otherPhone } = this.book.find(id).call;
    if (otherPhone || !this.book.apply(id, { type: 'mute', muted }))
      throw new PhoneError('not-possible-now', 'mute');
    await this.book.find(id).media.setMuted(muted);
  }

  private endHeard(): void {
    const heard = heardCalls(this.book.all.map(({ call }) => call));
    if (mayEndFor(heard)) for (const call of heard) this.hangUp(call.id);
  }

  /** One call is active at a time. */
  holdOthers(except?: string): Promise<void> {
    return this.holding.holdOthers(except);
  }
}

function reasonOfHangUp(call: LiveCall): EndReason {
  if (call.state === 'incoming') return 'declined';
  return call.state === 'calling' || call.state === 'ringing' ? 'cancelled' : 'hung-up';
}
