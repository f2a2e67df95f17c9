import type { MediaHost, MediaSession } from '../contract/media-session';
import type { Talking } from '../domain/call';
import type { Logger } from '../log/logger';
import type { CallBook, Entry } from './call-book';
import type { SignedIn } from './call-desk';
import type { CallMedia } from './call-media';
import type { SavedCall } from './kept-state';

/** Brings calls over the loss of the socket and over the worker's death. */
export class CallRecovery {
  private readonly repairing = new Set<string>();
  /** Resolved once the gateway is back, while it is away. */
  private absence: { over: Promise<void>; end(): void } | undefined;

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
      } else if (call.direction === 'outgoing') this.book.end(call.id, 'network-lost');
    }
  }

  /** Registered over a new socket: the far end of each call learns of it by a re-INVITE. */
  gatewayBack(): void {
    this.absence?.end();
    this.absence = undefined;
    for (const entry of this.book.all) void this.repair(entry);
  }

  /**
   * Takes up again what the worker's death interrupted.
   *
   * @param connected settled once the first try to register again is over
   */
  async resume(
    saved: SavedCall[],
    signedIn: SignedIn | undefined,
    connected: Promise<unknown>,
  ): Promise<void> {
    const back = this.whenBack();
    await Promise.all(saved.map((call) => this.resumeOne(call, signedIn, { connected, back })));
  }

  private async resumeOne(
    { call, dialog, keptInvite }: SavedCall,
    signedIn: SignedIn | undefined,
    { connected, back }: { connected: Promise<unknown>; back: Promise<void> },
  ): Promise<void> {
    if (call.state !== 'talking' || !dialog || !signedIn) {
      this.book.tellEnd(call, 'phone-restarted');
      void this.closeMedia(call.id);
      if (keptInvite && signedIn)
        void connected.then(() => signedIn.phone.abandon(keptInvite, call.direction));
      return;
    }
    const adopted = await this.host.adopt(call.id);
    const media = adopted ?? this.host.open(call.id, signedIn.media);
    // A hold that was under way goes out with the re-INVITE.
    const entry = this.book.add({ ...call, holdPending: false, interrupted: true }, media, { dialog });
    this.book.follow(entry, signedIn.phone.resume(dialog, media));
    entry.reachable = back;
    await this.bringMediaTo(call, media);
    void back.then(() => this.repair(entry));
    if (!adopted) void this.media.startMicrophone(entry);
  }

  /** The worker may have died before it had told the media session. */
  private async bringMediaTo({ held, muted }: Talking, media: MediaSession): Promise<void> {
    try {
      await media.setDirection(held ? 'sendonly' : 'sendrecv');
      await media.setMuted(muted);
    } catch (error) {
      this.log.warn(`a media session does not answer: ${String(error)}`);
    }
  }

  /** Nothing of a call that is over may go on listening. */
  private async closeMedia(id: string): Promise<void> {
    const media = await this.host.adopt(id);
    await media?.close();
  }

  private whenBack(): Promise<void> {
    this.absence ??= absence();
    return this.absence.over;
  }

  private async repair({ call, session }: Entry): Promise<void> {
    if (this.repairing.has(call.id) || !this.book.get(call.id) || !session) return;
    if (call.state !== 'talking' || !call.interrupted) return;
    this.repairing.add(call.id);
    const repaired = await session.reinvite().finally(() => this.repairing.delete(call.id));
    if (repaired) this.book.apply(call.id, { type: 'interrupted', interrupted: false });
  }
}

function absence(): { over: Promise<void>; end(): void } {
  let end = () => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end };
}
