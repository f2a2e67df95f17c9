import type { MediaSession } from '../contract/media-session';
import type { EndReason } from '../domain/end-reason';
import { newRelay, type RelayedSound } from '../domain/relayed-sound';
import type { Logger } from '../log/logger';
import type { CallSession } from '../sip/call-session';
import type { Phone } from '../sip/phone';
import type { SavedDialog } from '../sip/saved-dialog';
import type { Farewells } from './farewells';
import { SoundRelay } from './sound-relay';

/** What a restart of the worker needs of the dialog with the phone. */
export interface SavedOtherPhone {
  sound: RelayedSound;
  /** Of a phone that was picked up. */
  dialog?: SavedDialog;
  /** Of one that was not: the INVITE, to clear up at the gateway. */
  keptInvite?: string;
}

/** Milliseconds in which a phone that a call comes in for must ring, and then be picked up. */
const signLimit = 10_000;
const ringLimit = 20_000;

export interface OtherPhoneLegOptions {
  /** The call's. */
  id: string;
  silence(): string;
  farewells: Pick<Farewells, 'say'>;
  /** The dialog with the far end. */
  far(): CallSession | undefined;
  farStands(): boolean;
  onRinging(): void;
  /** Once: the phone was picked up. */
  onAnswered(): void;
  /** It has changed what must be kept. */
  onChanged(): void;
  /** Once, and not after `close`. */
  onEnded(reason: EndReason): void;
  log: Logger;
}

/** The dialog with the phone that a call is talked on, beside the one with the far end. */
export class OtherPhoneLeg {
  /** The media session of the call: its sound is at that phone. */
  readonly far: MediaSession;
  private readonly own: MediaSession;
  private readonly relay: SoundRelay;
  private session: CallSession | undefined;
  private kept: Omit<SavedOtherPhone, 'sound'>;
  private answered = false;
  private over = false;
  /** How long it is waited for that phone, of a call that comes in. */
  private patience: { for: 'sign' | 'answer'; timer: ReturnType<typeof setTimeout> } | undefined;

  constructor(
    private readonly options: OtherPhoneLegOptions,
    start: SavedOtherPhone | string,
  ) {
    const { sound, ...kept } = typeof start === 'string' ? { sound: newRelay(start) } : start;
    this.kept = kept;
    this.answered = kept.dialog !== undefined;
    this.relay = new SoundRelay(sound, {
      id: options.id,
      silence: options.silence,
      stands: (leg) => (leg === 'far' ? options.farStands() : this.session?.saved() !== undefined),
      ask: (leg) => this.ask(leg === 'far' ? options.far() : this.session),
      onPhoneOffers: () => this.pickedUp(),
      onChanged: options.onChanged,
    });
    this.far = this.relay.end('far', async () => this.close());
    this.own = this.relay.end('phone', async () => undefined);
  }

  get saved(): SavedOtherPhone {
    return { sound: this.relay.kept, ...this.kept };
  }

  /** Calls the phone; what comes of it is told. It is offered silence. Throws PhoneError 'number-not-diallable'. */
  call(phone: Phone, number: string): void {
    this.invite(phone, number, true);
  }

  /** The same for a call that comes in, whose caller waits: with its offer, or asking for one where it waits for ours. */
  ring(phone: Phone, number: string): void {
    this.waitFor('sign');
    this.invite(phone, number, this.relay.kept.given.far !== undefined);
  }

  private invite(phone: Phone, number: string, offers: boolean): void {
    const session = phone.call(number, this.own);
    this.follow(session);
    session.invite({ offers }).catch((error) => {
      this.options.log.error(`the phone could not be called: ${String(error)}`);
      this.ended('media-failed');
    });
  }

  /** Goes on after the worker's death; a re-INVITE must follow. Throws where the dialog cannot be read. */
  resume(phone: Phone): void {
    if (this.kept.dialog) this.follow(phone.resume(this.kept.dialog, this.own));
  }

  /** Tells the phone where we are now. False when it refuses. */
  reinvite(): Promise<boolean> {
    return this.ask(this.session);
  }

  connectionLost(): void {
    this.session?.connectionLost();
  }

  /** Hangs up at the phone, now or as soon as the gateway can be reached. Idempotent. */
  close(reason: EndReason = 'hung-up'): void {
    if (this.over) return;
    this.over = true;
    this.waitNoMore();
    const { session, kept } = this;
    if (session) session.delegate = undefined;
    const id = `${this.options.id}, other phone`;
    this.options.farewells.say({ id, direction: 'outgoing', reason, session, ...kept });
    this.relay.close();
  }

  private follow(session: CallSession): void {
    this.session = session;
    session.delegate = {
      onInviteSent: (keptInvite) => this.keep({ keptInvite }),
      onRinging: () => {
        if (this.patience?.for === 'sign') this.waitFor('answer');
        this.options.onRinging();
      },
      onEstablished: () => {
        this.saveDialog();
        this.pickedUp();
      },
      onDialogChanged: () => this.saveDialog(),
      // Who has put the call on hold at the phone knows it.
      onHeldByOther: () => undefined,
      onDialogGone: (reason) => this.ended(reason),
      onEnded: (reason) => this.ended(reason),
    };
  }

  private pickedUp(): void {
    if (this.answered || this.over) return;
    this.answered = true;
    this.waitNoMore();
    this.options.onAnswered();
  }

  /** A phone that says nothing must not keep a call from its user for as long as the gateway would wait. */
  private waitFor(what: 'sign' | 'answer'): void {
    const [limit, reason] =
      what === 'sign' ? [signLimit, 'other' as const] : [ringLimit, 'no-answer' as const];
    this.waitNoMore();
    const timer = setTimeout(() => {
      this.close();
      this.options.onEnded(reason);
    }, limit);
    this.patience = { for: what, timer };
  }

  private waitNoMore(): void {
    clearTimeout(this.patience?.timer);
    this.patience = undefined;
  }

  private saveDialog(): void {
    const dialog = this.session?.saved();
    if (dialog) this.keep({ dialog });
  }

  private keep(kept: Omit<SavedOtherPhone, 'sound'>): void {
    this.kept = kept;
    this.options.onChanged();
  }

  private ended(reason: EndReason): void {
    if (this.over) return;
    // What the gateway does not answer is told once more that it is over.
    if (reason === 'gateway-silent' || reason === 'media-failed') this.close(reason);
    this.over = true;
    this.waitNoMore();
    this.relay.close();
    this.options.onEnded(reason);
  }

  private async ask(session: CallSession | undefined): Promise<boolean> {
    return (
      (await session?.reinvite().catch((error) => {
        this.options.log.warn(`not told: ${String(error)}`);
        return false;
      })) ?? false
    );
  }
}
