import type { MediaHost, MediaSession } from '../contract/media-session';
import type { Direction, Talking } from '../domain/call';
import type { Logger } from '../log/logger';
import type { Phone } from '../sip/phone';
import type { CallBook, Entry } from './call-book';
import type { SignedIn } from './call-desk';
import type { CallMedia } from './call-media';
import type { SavedCall } from './kept-state';

/** A far end that refuses a repair is asked again, so many times and after so many milliseconds. */
const maxRepairs = 5;
const repairPause = 2_000;

/** Brings calls over the loss of the socket and over the worker's death. */
export class CallRecovery {
  private readonly repairing = new Set<string>();
  /** Resolved once the gateway is back, while it is away. */
  private absence: { over: Promise<void>; end(): void } | undefined;
  /** What calls that were lost with the socket have left at the gateway. */
  private readonly left: { keptInvite: string; direction: Direction }[] = [];

  constructor(
    private readonly book: CallBook,
    private readonly host: MediaHost,
    private readonly media: CallMedia,
    private readonly log: Logger,
  ) {}

  /** The socket is gone: what stands goes on by its media, what does not stand yet is lost. */
  gatewayLost(): void {
    const back = this.whenBack();
    for (const entry of this.book.all) {
      const { call } = entry;
      if (call.state === 'talking') {
        entry.reachable = back;
        this.book.apply(call.id, { type: 'interrupted', interrupted: true });
        entry.session?.connectionLost();
      } else this.giveUp(entry);
    }
  }

  /**
   * Registered over a new socket: the far end of each call learns of it by a re-INVITE.
   *
   * @param _moved at another gateway, which does not know the dialogs of these calls
   */
  gatewayBack(phone: Pick<Phone, 'abandon'>, _moved: boolean): void {
    this.absence?.end();
    this.absence = undefined;
    for (const { keptInvite, direction } of this.left.splice(0)) void phone.abandon(keptInvite, direction);
    for (const entry of this.book.all) this.tryRepair(entry);
  }

  /** Neither an answer to our INVITE nor the CANCEL of theirs can find its way over another socket. */
  private giveUp({ call, saved }: Entry): void {
    const { id, direction } = call;
    if (saved.keptInvite) this.left.push({ keptInvite: saved.keptInvite, direction });
    this.book.end(id, 'network-lost');
  }

  /** Takes up again what the worker's death interrupted, before the phone connects again. */
  async resume(saved: SavedCall[], signedIn: SignedIn | undefined): Promise<void> {
    const back = this.whenBack();
    await Promise.all(saved.map((call) => this.resumeOne(call, signedIn, back)));
  }

  private async resumeOne(
    { call, dialog, keptInvite }: SavedCall,
    signedIn: SignedIn | undefined,
    back: Promise<void>,
  ): Promise<void> {
    if (call.state !== 'talking' || !dialog || !signedIn) {
      this.book.tellEnd(call, 'phone-restarted');
      void this.closeMedia(call.id);
      if (keptInvite) this.left.push({ keptInvite, direction: call.direction });
      return;
    }
    const adopted = await this.adopt(call.id);
    const media = adopted ?? this.host.open(call.id, signedIn.media);
    // A hold that was under way goes out with the re-INVITE.
    const entry = this.book.add({ ...call, holdPending: false, interrupted: true }, media, { dialog });
    try {
      this.book.follow(entry, signedIn.phone.resume(dialog, media));
    } catch (error) {
      this.log.error(`a call cannot be taken up again: ${String(error)}`);
      this.book.end(call.id, 'phone-restarted');
      return;
    }
    entry.reachable = back;
    await this.bringMediaTo(call, media);
    void back.then(() => this.tryRepair(entry));
    if (!adopted) void this.media.startMicrophone(entry);
  }

  /** The worker may have died before it had told the media session. */
  private async bringMediaTo({ held, muted }: Talking, media: MediaSession): Promise<void> {
    try {
      await media.rollback();
      await media.setDirection(held ? 'sendonly' : 'sendrecv');
      await media.setMuted(muted);
    } catch (error) {
      this.log.warn(`a media session does not answer: ${String(error)}`);
    }
  }

  /** Nothing of a call that is over may go on listening. */
  private async closeMedia(id: string): Promise<void> {
    const media = await this.adopt(id);
    await media?.close().catch((error) => this.log.warn(`media not closed: ${String(error)}`));
  }

  /** A document that does not answer has no media session either. */
  private adopt(id: string): Promise<MediaSession | undefined> {
    return this.host.adopt(id).catch((error) => {
      this.log.warn(`no media session found: ${String(error)}`);
      return undefined;
    });
  }

  private whenBack(): Promise<void> {
    this.absence ??= absence();
    return this.absence.over;
  }

  private tryRepair(entry: Entry): void {
    this.repair(entry).catch((error) => this.log.warn(`not repaired: ${String(error)}`));
  }

  private async repair(entry: Entry): Promise<void> {
    const { call, session } = entry;
    if (this.repairing.has(call.id) || !session) return;
    this.repairing.add(call.id);
    try {
      for (let attempt = 0; attempt < maxRepairs && this.needsRepair(entry); attempt++) {
        if (attempt > 0) await wait(repairPause);
        if (!(await session.reinvite({ iceRestart: entry.mediaCut }))) continue;
        this.book.apply(call.id, { type: 'interrupted', interrupted: false });
      }
    } finally {
      this.repairing.delete(call.id);
    }
  }

  /** A further loss begins another repair when the gateway is back once more. */
  private needsRepair({ call }: Entry): boolean {
    const now = this.book.get(call.id)?.call;
    return now?.state === 'talking' && now.interrupted && !this.absence;
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function absence(): { over: Promise<void>; end(): void } {
  let end = () => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end };
}
