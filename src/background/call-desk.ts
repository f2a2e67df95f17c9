import type { MediaOptions } from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import type { IntentArgs } from '../contract/protocol';
import type { LiveCall } from '../domain/call';
import type { EndReason } from '../domain/end-reason';
import type { Profile } from '../domain/profile';
import { NotEncrypted } from '../sip/description-handler';
import type { IncomingInvite, Phone } from '../sip/phone';
import type { CallBook } from './call-book';
import type { Entry } from './call-entry';
import { CallPlacing, type CallPlacingOptions, maxCalls } from './call-placing';

/** The phone that is signed in, and what its profile says about calls. */
export interface SignedIn {
  phone: Phone;
  profile: Profile;
  media: MediaOptions;
}

export interface CallDeskOptions extends Omit<CallPlacingOptions, 'holdOthers'> {
  /** Goes on with a call of ours in the dialog that the far end wants for it. */
  giveWay(invite: IncomingInvite, signedIn: SignedIn): Promise<void>;
}

/** Carries out what people ask of calls. Every intent that cannot be carried out throws PhoneError. */
export class CallDesk {
  private readonly book: CallBook;
  private readonly placing: CallPlacing;

  constructor(private readonly options: CallDeskOptions) {
    this.book = options.book;
    this.placing = new CallPlacing({ ...options, holdOthers: () => this.holdOthers() });
  }

  /** Places a call and answers its id; what fails later ends the call with a reason. */
  async dial(wanted: IntentArgs<'dial'>): Promise<string> {
    return this.placing.dial(wanted);
  }

  /** A call comes in. */
  incoming(invite: IncomingInvite): void {
    const signedIn = this.options.signedIn();
    if (signedIn && invite.replaces) {
      void this.options.giveWay(invite, signedIn);
      return;
    }
    if (!signedIn || this.book.size >= maxCalls) {
      invite.reject(486);
      return;
    }
    const id = this.options.newId();
    const media = this.options.host.open(id, signedIn.media);
    const entry = this.book.add(
      {
        state: 'incoming',
        id,
        direction: 'incoming',
        profileId: signedIn.profile.id,
        startedAt: this.options.now(),
        ...invite.facts,
      },
      media,
      { keptInvite: invite.kept },
    );
    const session = invite.take(media);
    this.book.follow(entry, session);
    session.acceptEarly().catch((error) => {
      this.options.log.warn(`the offer cannot be taken: ${String(error)}`);
      this.book.end(id, error instanceof NotEncrypted ? 'not-encrypted' : 'media-not-agreed');
    });
  }

  /** Two screens answering at once is one answer. */
  async answer(id: string): Promise<void> {
    const entry = this.book.find(id);
    if (entry.call.state !== 'incoming') return;
    await this.options.media.checkMicrophone();
    if (entry.call.state !== 'incoming' || !this.book.apply(id, { type: 'answer' })) return;
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
    this.book.end(id, reasonOfHangUp(this.book.find(id).call));
  }

  /** Ends everything, as the user signs out. */
  endAll(): void {
    for (const { call } of this.book.all) this.book.end(call.id, reasonOfHangUp(call));
  }

  async setMute(id: string, muted: boolean): Promise<void> {
    const entry = this.book.find(id);
    if (!this.book.apply(id, { type: 'mute', muted })) throw new PhoneError('not-possible-now', 'mute');
    await entry.media.setMuted(muted);
  }

  async setHold(id: string, held: boolean): Promise<void> {
    const entry = this.book.find(id);
    if (entry.call.state !== 'talking') throw new PhoneError('not-possible-now', 'hold');
    if (entry.call.held === held) return;
    this.book.apply(id, { type: 'hold', held });
    await entry.reachable;
    const done = await this.tellHold(entry, held);
    if (!this.book.get(id)) return;
    this.book.apply(id, { type: 'hold-done', held: done ? held : !held });
    if (!done) throw new PhoneError('not-possible-now', 'the other side refused');
  }

  async sendTones(id: string, tones: string): Promise<void> {
    const entry = this.book.find(id);
    if (entry.call.state !== 'talking') throw new PhoneError('not-possible-now', 'tones');
    await entry.session?.sendTones(tones);
  }

  private async tellHold({ session }: Entry, held: boolean): Promise<boolean> {
    try {
      return (await session?.setHold(held)) ?? false;
    } catch (error) {
      this.options.log.warn(`hold failed: ${String(error)}`);
      return false;
    }
  }

  /** One call is active at a time. */
  async holdOthers(except?: string): Promise<void> {
    const others = this.book.all.filter(
      ({ call }) => call.id !== except && call.state === 'talking' && !call.held,
    );
    await Promise.all(
      others.map(({ call }) =>
        this.setHold(call.id, true).catch((error) => this.options.log.warn(`not held: ${String(error)}`)),
      ),
    );
  }
}

function reasonOfHangUp(call: LiveCall): EndReason {
  if (call.state === 'incoming') return 'declined';
  return call.state === 'calling' || call.state === 'ringing' ? 'cancelled' : 'hung-up';
}
