import type { MediaHost } from '../contract/media-session';
import type { Direction } from '../domain/call';
import type { Logger } from '../log/logger';
import type { Phone } from '../sip/phone';
import type { CallBook, Entry } from './call-book';
import type { SignedIn } from './call-desk';
import type { CallMedia } from './call-media';
import { CallRepair } from './call-repair';
import { CallResumption } from './call-resumption';
import type { SavedCall } from './kept-state';

/** Brings calls over the loss of the socket and over the worker's death. */
export class CallRecovery {
  private readonly repair: CallRepair;
  private readonly resumption: CallResumption;
  /** Resolved once the gateway is back, while it is away. */
  private absence: { over: Promise<void>; end(): void } | undefined;
  /** What calls that were lost with the socket have left at the gateway. */
  private readonly left: { keptInvite: string; direction: Direction }[] = [];

  constructor(
    private readonly book: CallBook,
    host: MediaHost,
    media: CallMedia,
    log: Logger,
  ) {
    this.repair = new CallRepair(book, () => this.absence !== undefined, log);
    this.resumption = new CallResumption(book, host, media, log);
  }

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
    for (const entry of this.book.all) this.repair.begin(entry);
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
      void this.resumption.closeMedia(call.id);
      if (keptInvite) this.left.push({ keptInvite, direction: call.direction });
      return;
    }
    const entry = await this.resumption.resume({ call, dialog }, signedIn, back);
    if (entry) void back.then(() => this.repair.begin(entry));
  }

  /** Neither an answer to our INVITE nor the CANCEL of theirs can find its way over another socket. */
  private giveUp({ call, saved }: Entry): void {
    const { id, direction } = call;
    if (saved.keptInvite) this.left.push({ keptInvite: saved.keptInvite, direction });
    this.book.end(id, 'network-lost');
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
