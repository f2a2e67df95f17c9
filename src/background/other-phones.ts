import type { MediaHost } from '../contract/media-session';
import type { LiveCall } from '../domain/call';
import type { EndReason } from '../domain/end-reason';
import { endOfOtherPhone, failureOfOtherPhone, type OtherPhone } from '../domain/other-phone';
import { silentOffer } from '../domain/silent-offer';
import type { Logger } from '../log/logger';
import type { Phone } from '../sip/phone';
import type { IncomingInvite } from '../sip/phone-calls';
import type { CallBook } from './call-book';
import type { SignedIn } from './call-desk';
import { comeHere, type Entry } from './call-entry';
import type { Farewells } from './farewells';
import type { SavedCall } from './kept-state';
import { OtherPhoneLeg, type SavedOtherPhone } from './other-phone-leg';

export interface OtherPhonesOptions {
  book: CallBook;
  host: Pick<MediaHost, 'open'>;
  signedIn(): SignedIn | undefined;
  farewells: Pick<Farewells, 'say'>;
  /** One call is active at a time. */
  holdOthers(except: string): Promise<void>;
  log: Logger;
}

/**
 * Calls that are talked on another phone of the user's (RFC 3725): it is called first, and then the other side, or it
 * rings for a call that comes in. Each has two dialogs, and no microphone, no speaker and no document of ours.
 */
export class OtherPhones {
  constructor(private readonly options: OtherPhonesOptions) {}

  /** The dialog with the phone for a call that is about to be in the book. */
  prepare(id: string, { media }: SignedIn): OtherPhoneLeg {
    const origin = String(new DataView(random(4).buffer).getUint32(0));
    return this.leg(id, media.refusedCodecs ?? [], origin);
  }

  /** Rings at the phone for a call that comes in. Never throws: the call rings here where it cannot be called. */
  ring(entry: Entry, phone: Phone, number: string): void {
    try {
      entry.otherPhone?.ring(phone, number);
    } catch (error) {
      this.options.log.warn(`the phone cannot be called: ${String(error)}`);
      this.ended(entry.call.id, 'other');
    }
  }

  /** The same for a call that the worker died in. */
  prepareAgain({ id }: LiveCall, saved: SavedOtherPhone, { media }: SignedIn): OtherPhoneLeg {
    return this.leg(id, media.refusedCodecs ?? [], saved);
  }

  /** What the worker's death has left of the dialog with a phone, of a call that does not go on. */
  partWith({ call }: SavedCall, { dialog, keptInvite }: SavedOtherPhone, reason: EndReason): void {
    const id = `${call.id}, other phone`;
    const kept = { ...(dialog && { dialog }), ...(keptInvite !== undefined && { keptInvite }) };
    this.options.farewells.say({ id, direction: 'outgoing', reason, session: undefined, ...kept });
  }

  /** Whether this call is our own, to the phone, which sends its calls on to us. */
  comesBack({ facts }: IncomingInvite, { user }: SignedIn): boolean {
    if (facts.party.number !== user) return false;
    return this.options.book.all.some(
      ({ call: { otherPhone } }) => otherPhone && otherPhone.state !== 'answered',
    );
  }

  private leg(id: string, refused: readonly string[], start: SavedOtherPhone | string): OtherPhoneLeg {
    const { book, farewells, log } = this.options;
    return new OtherPhoneLeg(
      {
        id,
        silence: () => silentOffer(refused, random(64)),
        farewells,
        far: () => book.get(id)?.session,
        farStands: () => book.get(id)?.session?.saved() !== undefined,
        onRinging: () => void book.apply(id, { type: 'other-phone', state: 'ringing' }),
        onAnswered: () => void this.answered(id),
        onChanged: () => book.keepAgain(),
        onEnded: (reason) => this.ended(id, reason),
        log,
      },
      start,
    );
  }

  /** The phone is picked up: now the other side is called, or answered. */
  private async answered(id: string): Promise<void> {
    const { book, log } = this.options;
    const entry = book.get(id);
    if (!entry) return;
    const { call, session } = entry;
    book.apply(id, { type: 'other-phone', state: 'answered' });
    try {
      if (call.direction === 'outgoing') await session?.invite({ offers: false });
      else if (book.apply(id, { type: 'answer' })) {
        await this.options.holdOthers(id);
        await session?.answer();
      }
    } catch (error) {
      log.error(`the other side could not be told: ${String(error)}`);
      book.end(id, 'media-failed');
    }
  }

  /** The phone has hung up, or was not picked up: the call is over for both, unless its caller still waits for us. */
  private ended(id: string, reason: EndReason): void {
    const { book } = this.options;
    const entry = book.get(id);
    if (!entry) return;
    const { state, otherPhone } = entry.call;
    if (otherPhone?.state === 'answered') {
      const hungUp = state === 'talking' || state === 'answering' ? 'hung-up' : 'cancelled';
      book.end(id, reason === 'other-hung-up' ? hungUp : reason);
      return;
    }
    if (state === 'incoming') this.ringHere(entry, reason);
    else book.end(id, endOfOtherPhone(reason));
  }

  /** Nobody talks there: it rings here, of which its caller hears nothing. */
  private ringHere(entry: Entry, reason: EndReason): void {
    const { book, host, log } = this.options;
    const { id } = entry.call;
    const signedIn = this.options.signedIn();
    if (!signedIn) {
      book.end(id, endOfOtherPhone(reason));
      return;
    }
    const failure = failureOfOtherPhone(reason);
    log.info(`call ${id} rings here instead: ${failure}`);
    comeHere(entry, host.open(id, signedIn.media));
    book.apply(id, { type: 'other-phone-failed', failure });
    entry.session?.useMedia(entry.media).catch((error) => {
      log.warn(`the offer cannot be taken: ${String(error)}`);
      book.end(id, 'media-not-agreed');
    });
  }
}

/** What a call says of the phone that it is talked on; nothing where that is this computer. */
export function otherPhoneOf(phone: { number: string } | undefined): { otherPhone?: OtherPhone } {
  return phone ? { otherPhone: { number: phone.number, state: 'calling' } } : {};
}

function random(bytes: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(bytes));
}
