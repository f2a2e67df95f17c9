import type { MediaHost } from '../contract/media-session';
import type { Logger } from '../log/logger';
import type { Phone } from '../sip/phone';
import type { CallBook } from './call-book';
import type { SignedIn } from './call-desk';
import type { Entry } from './call-entry';
import type { CallMedia } from './call-media';
import { CallRepair } from './call-repair';
import { CallResumption, type SavedTalk, stands } from './call-resumption';
import type { Farewells } from './farewells';
import { giveUpInvite } from './invite-given-up';
import type { Farewell, SavedCall } from './kept-state';
import type { OtherPhones } from './other-phones';

export interface CallRecoveryOptions {
  book: CallBook;
  host: MediaHost;
  media: CallMedia;
  farewells: Farewells;
  otherPhones: OtherPhones;
  /** Takes a call up in another dialog where the gateway does not know the one it has; false where it does. */
  replace(entry: Entry, moved: boolean): boolean;
  now(): number;
  log: Logger;
}

/** Brings calls over the loss of the socket and over the worker's death. */
export class CallRecovery {
  private readonly book: CallBook;
  private readonly farewells: Farewells;
  private readonly repair: CallRepair;
  private readonly resumption: CallResumption;
  /** Resolved once the gateway is back, while it is away. */
  private absence: { over: Promise<void>; end(): void } | undefined;
  private moved = false;

  constructor(private readonly options: CallRecoveryOptions) {
    const { book, host, media, farewells, otherPhones, now, log } = options;
    this.book = book;
    this.farewells = farewells;
    this.repair = new CallRepair({ book, media, isAway: () => this.absence !== undefined, now, log });
    this.resumption = new CallResumption(book, host, media, otherPhones, log);
  }

  /** The socket is gone: what stands goes on by its media, what does not stand yet is lost. */
  gatewayLost(): void {
    this.farewells.gatewayLost();
    const back = this.whenBack();
    for (const entry of this.book.all) {
      const { call, session } = entry;
      // One that was answered just now stands as soon as the answer has been taken.
      const stands = call.state === 'talking' || session?.isAnswered;
      session?.connectionLost();
      entry.otherPhone?.connectionLost();
      if (call.state === 'talking') this.interrupt(entry, back);
      // Neither an answer to our INVITE nor the CANCEL of theirs can find its way over another socket.
      if (!stands) this.book.end(call.id, 'network-lost');
    }
  }

  /** A call stands from now on. */
  established(entry: Entry): void {
    if (this.absence) this.interrupt(entry, this.absence.over);
  }

  /**
   * Registered over a new socket: the far end of each call learns of it by a re-INVITE.
   *
   * @param moved at another gateway, which does not know the dialogs of these calls
   */
  gatewayBack(phone: Pick<Phone, 'abandon' | 'hangUp'>, moved: boolean): void {
    this.absence?.end();
    this.absence = undefined;
    this.farewells.gatewayBack(phone);
    this.moved = moved;
    for (const entry of this.book.all) this.takeUp(entry);
  }

  /** Takes up again what the worker's death interrupted, before the phone connects again. */
  async resume(
    kept: { calls: SavedCall[]; farewells: Farewell[] },
    signedIn: SignedIn | undefined,
  ): Promise<void> {
    const back = this.whenBack();
    this.farewells.gatewayLost();
    if (signedIn) this.farewells.restore(kept.farewells);
    if (kept.calls.length === 0) return;
    const going = signedIn ? kept.calls.filter(stands) : [];
    const goingOn = new Set(going.map(({ call }) => call.id));
    for (const saved of kept.calls) if (!goingOn.has(saved.call.id)) this.endOne(saved);
    this.book.await(going);
    if (signedIn) await Promise.all(going.map((saved) => this.resumeOne(saved, signedIn, back)));
  }

  private endOne(saved: SavedCall): void {
    const { call, keptInvite, mediaId, otherPhone } = saved;
    const { id, direction } = call;
    const reason = 'phone-restarted';
    this.book.tellEnd(call, reason);
    if (otherPhone) this.options.otherPhones.partWith(saved, otherPhone, reason);
    if (keptInvite) this.farewells.say({ id, direction, keptInvite, reason, session: undefined });
    if (!otherPhone) void this.resumption.closeMedia(mediaId ?? id);
  }

  private async resumeOne(kept: SavedTalk, signedIn: SignedIn, back: Promise<void>): Promise<void> {
    const { lostAt = this.options.now() } = kept;
    const entry = await this.resumption.resume({ ...kept, lostAt }, signedIn, back);
    if (!entry) return;
    // It is asked for anew.
    if (kept.elsewhere) giveUpInvite(entry, this.book, this.farewells);
    this.repair.lost(entry, lostAt);
    void back.then(() => this.takeUp(entry));
  }

  private takeUp(entry: Entry): void {
    const moved = this.moved || entry.saved.elsewhere === true;
    if (!this.options.replace(entry, moved)) void this.repair.begin(entry);
  }

  private interrupt(entry: Entry, back: Promise<void>): void {
    entry.reachable = back;
    this.book.apply(entry.call.id, { type: 'interrupted', interrupted: true });
    this.repair.lost(entry, entry.saved.lostAt ?? this.options.now());
  }

  private whenBack(): Promise<void> {
    this.absence ??= absence();
    return this.absence.over;
  }
}

function absence(): { over: Promise<void>; end(): void } {
  let end = () => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end };
}
