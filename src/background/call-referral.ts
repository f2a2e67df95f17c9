import type { MediaHost, MediaSession } from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import type { CallContact, Party } from '../domain/call-facts';
import { isFollowed, isOpen, questionTime, type Referral } from '../domain/referral';
import { shownParty } from '../domain/shown-party';
import type { Talking } from '../domain/talking';
import { isUnderWay } from '../domain/transfer';
import type { Logger } from '../log/logger';
import type { CallSession } from '../sip/call-session';
import type { ReferredTo } from '../sip/refer-to';
import type { CallBook } from './call-book';
import type { SignedIn } from './call-desk';
import { awaitSuccessor, closeMedia, type Entry, type Successor } from './call-entry';
import type { CallMedia } from './call-media';
import type { Farewells } from './farewells';
import { giveUpInvite } from './invite-given-up';

export interface CallReferralOptions {
  book: CallBook;
  host: MediaHost;
  media: CallMedia;
  /** Throws PhoneError when nobody is signed in or the gateway cannot be reached. */
  readyPhone(): SignedIn;
  farewells: Pick<Farewells, 'say'>;
  /** One call is active at a time. */
  holdOthers(except: string): Promise<void>;
  /** Throws PhoneError where the profile does not allow calls to whoever has this number. */
  mayCall(number: string): Promise<void>;
  /** Whose number it is, as far as the directory knows. Never rejects. */
  namesOf(number: string): Promise<CallContact[]>;
  newId(): string;
  now(): number;
  log: Logger;
}

/**
 * The other side of a call wants us to go on with somebody else (an incoming REFER): nothing is done unless the
 * user agrees. Then the new call takes the place of the old one, on the same card.
 */
export class CallReferral {
  /** By the call's id: what is asked, or being done. */
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly following = new Set<string>();
  /** Settles what waits for it. */
  private readonly settling = new WeakMap<Successor, () => void>();

  constructor(private readonly options: CallReferralOptions) {}

  /** True when the user is asked. */
  wished(entry: Entry, wish: ReferredTo): boolean {
    const { book, now, log } = this.options;
    const { call } = entry;
    if (
      call.state !== 'talking' ||
      call.joined ||
      call.interrupted ||
      entry.successor ||
      isUnderWay(call.transfer)
    )
      return false;
    const referral: Referral = { ...wish, state: 'asked', until: now() + questionTime };
    const isAsked = book.apply(call.id, { type: 'referred', referral });
    if (isAsked) {
      log.info(`the other side of ${call.id} wants to transfer us`);
      void this.name(call.id, referral);
    }
    return isAsked;
  }

  /** The question is asked without waiting for it. */
  private async name(callId: string, { sequence, to }: Referral): Promise<void> {
    const { book, namesOf } = this.options;
    const contacts = await namesOf(to.number);
    if (contacts.length > 0)
      book.apply(callId, { type: 'referral-named', sequence, to: shownParty({ party: to, contacts }) });
  }

  /** Throws PhoneError when it cannot be done; the user may try again, or refuse. */
  async follow(callId: string): Promise<void> {
    const { book, readyPhone, mayCall, media } = this.options;
    const asked = this.find(callId);
    if (asked.state !== 'asked') return;
    readyPhone();
    await mayCall(asked.to.number);
    if (!book.find(callId).otherPhone) await media.checkMicrophone();
    const referral = this.find(callId);
    if (referral.state !== 'asked' || !book.apply(callId, { type: 'referral', state: 'calling' })) return;
    this.following.add(callId);
    await this.try(callId, referral);
  }

  private async try(callId: string, referral: Referral): Promise<void> {
    const { book, readyPhone, holdOthers, log } = this.options;
    try {
      await holdOthers(callId);
      await this.call(book.find(callId), referral, readyPhone());
    } catch (error) {
      log.warn(`not followed: ${String(error)}`);
      this.cameToNothing(callId, 500);
    } finally {
      this.following.delete(callId);
      const entry = book.get(callId);
      if (entry) book.noteFollow(entry, undefined);
    }
  }

  /** The user does not want it, does not want it any more, or has read that it came to nothing. */
  refuse(callId: string): void {
    const { book } = this.options;
    const entry = book.find(callId);
    const referral = referralOf(entry);
    if (!referral) return;
    if (isOpen(referral))
      entry.session?.tellReferrer(referral.sequence, referral.state === 'asked' ? 603 : 487);
    book.apply(callId, { type: 'referral-over' });
    const { successor } = entry;
    if (successor && isFollowed(referral)) this.giveUp(entry, successor);
  }

  /** To be called whenever calls have changed: no question stays for ever, and nothing is left of a worker's death. */
  look(): void {
    const { book, now } = this.options;
    const open = new Map<string, Referral>();
    for (const entry of book.all) {
      const referral = referralOf(entry);
      if (isOpen(referral)) open.set(entry.call.id, referral);
    }
    for (const [id, timer] of this.timers) {
      if (open.get(id)?.state === 'asked') continue;
      clearTimeout(timer);
      this.timers.delete(id);
    }
    for (const [id, { state, until }] of open) {
      if (state === 'asked') {
        if (this.timers.has(id)) continue;
        const left = Math.max(0, Math.min(until - now(), questionTime));
        this.timers.set(
          id,
          setTimeout(() => this.unanswered(id), left),
        );
      } else if (!this.following.has(id)) this.orphaned(id);
    }
  }

  private async call(entry: Entry, referral: Referral, { phone, media: options }: SignedIn): Promise<void> {
    const { book, host, newId } = this.options;
    const { id } = entry.call;
    // Another phone goes on as it is, and is told whom it hears now.
    const media = entry.otherPhone ? entry.media : host.open(newId(), options);
    const session = this.phoneCall(() => phone.follow(referral, media), entry, media);
    if (entry.otherPhone) session.releaseMedia();
    const successor: Successor = { session, media, ours: true };
    awaitSuccessor(entry, successor);
    entry.session?.tellReferrer(referral.sequence, 100);
    let heldByOther = false;
    const over = new Promise<void>((resolve) => {
      this.settling.set(successor, resolve);
      session.delegate = {
        onInviteSent: (invite) => book.noteFollow(entry, invite),
        onDialogChanged() {},
        onDialogGone() {},
        onHeldByOther: (held) => {
          heldByOther = held;
        },
        onRinging: () => {
          if (book.apply(id, { type: 'referral', state: 'ringing' }))
            entry.session?.tellReferrer(referral.sequence, 180);
        },
        onEstablished: (party) => {
          if (entry.successor === successor) this.goOn(entry, referral, { party, heldByOther });
          else void session.end('hung-up', 480).catch(() => undefined);
          resolve();
        },
        onEnded: (_reason, status) => {
          if (entry.successor === successor) this.failed(entry, successor, status ?? 487);
          resolve();
        },
      };
    });
    if (entry.call.state === 'talking')
      await this.options.media.bringTo({ ...entry.call, held: false }, media);
    await session.invite({ offers: !entry.otherPhone }).catch((error) => {
      if (entry.successor === successor) this.failed(entry, successor, 500);
      throw error;
    });
    await over;
  }

  /** They have answered: the call goes on with them. */
  private goOn(
    entry: Entry,
    referral: Referral,
    { party, heldByOther }: { party: Party | undefined; heldByOther: boolean },
  ): void {
    const { book, media } = this.options;
    const { id } = entry.call;
    if (!entry.over) entry.session?.tellReferrer(referral.sequence, 200);
    const { to } = referral;
    const now = { number: party?.number || to.number, name: party?.name || to.name };
    book.apply(id, { type: 'referral-followed', party: now, heldByOther });
    book.succeed(entry, undefined);
    void media.startMicrophone(entry);
  }

  private failed(entry: Entry, successor: Successor, status: number): void {
    this.cameToNothing(entry.call.id, status);
    this.giveUp(entry, successor);
  }

  private cameToNothing(id: string, status: number): void {
    const entry = this.options.book.get(id);
    const referral = entry && referralOf(entry);
    if (!entry || !isFollowed(referral)) return;
    entry.session?.tellReferrer(referral.sequence, status);
    this.options.book.apply(id, { type: 'referral', state: 'failed' });
  }

  /** The call is what it was, or over if the other side has left meanwhile. */
  private giveUp(entry: Entry, successor: Successor): void {
    const { session, media } = successor;
    session.delegate = undefined;
    void session.end('cancelled', 480).catch(() => undefined);
    if (media !== entry.media) closeMedia(media);
    this.options.book.withdraw(entry, successor);
    this.settling.get(successor)?.();
  }

  private unanswered(id: string): void {
    this.timers.delete(id);
    this.options.log.info(`the question about ${id} is not answered`);
    if (this.options.book.get(id)) this.refuse(id);
  }

  /**
   * The worker has died in it: the number that rings shall ring no more, and the other side hears of it. Where a call
   * was to be taken over there, which may have happened, it is asked for again.
   */
  private orphaned(id: string): void {
    queueMicrotask(() => {
      const { book, farewells } = this.options;
      const entry = book.get(id);
      const referral = entry && referralOf(entry);
      if (!entry || !isFollowed(referral) || this.following.has(id)) return;
      giveUpInvite(entry, book, farewells);
      if (referral.replaces !== undefined) {
        this.following.add(id);
        void entry.reachable.then(() => this.try(id, referral));
        return;
      }
      book.apply(id, { type: 'referral', state: 'failed' });
      void entry.reachable.then(() => entry.session?.tellReferrer(referral.sequence, 503));
    });
  }

  private phoneCall(make: () => CallSession, entry: Entry, media: MediaSession): CallSession {
    try {
      return make();
    } catch (error) {
      if (media !== entry.media) closeMedia(media);
      throw error;
    }
  }

  private find(callId: string): Referral {
    const referral = referralOf(this.options.book.find(callId));
    if (!referral) throw new PhoneError('not-possible-now', 'nobody is to be called');
    return referral;
  }
}

function referralOf({ call }: Entry): Talking['referral'] {
  return call.state === 'talking' ? call.referral : undefined;
}
