import type { MediaHost } from '../contract/media-session';
import type { CallBook, Entry } from './call-book';
import type { SignedIn } from './call-desk';
import type { CallMedia } from './call-media';
import type { SavedCall } from './kept-state';

/** Brings calls over the loss of the socket and over the worker's death. */
export class CallRecovery {
  private readonly repairing = new Set<string>();

  constructor(
    private readonly book: CallBook,
    private readonly host: MediaHost,
    private readonly media: CallMedia,
  ) {}

  /** The socket is gone: what stands goes on by its media, what does not stand yet is lost. */
  gatewayLost(): void {
    for (const { call } of this.book.all) {
      if (call.state === 'talking') this.book.apply(call.id, { type: 'interrupted', interrupted: true });
      else if (call.direction === 'outgoing') this.book.end(call.id, 'network-lost');
    }
  }

  /** Registered over a new socket: the far end of each call learns of it by a re-INVITE. */
  gatewayBack(): void {
    for (const entry of this.book.all) {
      if (!this.repairing.has(entry.call.id)) entry.reachable = this.repair(entry);
    }
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
    await Promise.all(saved.map((call) => this.resumeOne(call, signedIn, connected)));
  }

  private async resumeOne(
    { call, dialog, keptInvite }: SavedCall,
    signedIn: SignedIn | undefined,
    connected: Promise<unknown>,
  ): Promise<void> {
    if (call.state !== 'talking' || !dialog || !signedIn) {
      this.book.tellEnd(call, 'phone-restarted');
      if (keptInvite && signedIn)
        void connected.then(() => signedIn.phone.abandon(keptInvite, call.direction));
      return;
    }
    const adopted = await this.host.adopt(call.id);
    const media = adopted ?? this.host.open(call.id, signedIn.media);
    const entry = this.book.add({ ...call, interrupted: true }, media, { dialog });
    this.book.follow(entry, signedIn.phone.resume(dialog, media));
    entry.reachable = connected.then(() => this.repair(entry));
    if (!adopted) void this.media.startMicrophone(entry);
  }

  private async repair({ call, session }: Entry): Promise<void> {
    if (this.repairing.has(call.id) || call.state !== 'talking' || !call.interrupted || !session) return;
    this.repairing.add(call.id);
    const repaired = await session.reinvite().finally(() => this.repairing.delete(call.id));
    if (repaired) this.book.apply(call.id, { type: 'interrupted', interrupted: false });
  }
}
