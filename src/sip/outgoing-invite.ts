import { type Core, type Inviter, SessionState } from 'sip.js';
import type { Logger } from '../log/logger';
import { failInvite } from './parting';

type Response = Core.IncomingResponseMessage;

export interface OutgoingInviteHooks {
  onProgress(response: Response): void;
  /** Also when it had been cancelled, if the answer crossed the wish to. */
  onAccepted(response: Response): void;
  onRejected(response: Response): void;
}

/** Milliseconds after its CANCEL in which an INVITE must have been answered (RFC 3261 section 9.1, end). */
const cancelPatience = 32_000;

/** The INVITE that begins a call of ours, and its CANCEL. */
export class OutgoingInvite {
  private givenUp = false;
  /** Any response has come, but for a challenge. */
  private heard = false;

  constructor(
    private readonly inviter: Inviter,
    private readonly log: Logger,
  ) {}

  /** The user does not want it any more. */
  get isGivenUp(): boolean {
    return this.givenUp;
  }

  /** Rejects when no offer could be made. */
  async send(hooks: OutgoingInviteHooks): Promise<void> {
    await this.inviter.invite({
      requestDelegate: {
        onTrying: () => this.noteHeard(),
        onProgress: ({ message }) => {
          this.noteHeard();
          hooks.onProgress(message);
        },
        onAccept: ({ message }) => hooks.onAccepted(message),
        onRedirect: ({ message }) => hooks.onRejected(message),
        onReject: ({ message }) => hooks.onRejected(message),
      },
    });
  }

  /**
   * A CANCEL may leave only after a provisional response (RFC 3261 section 9.1). sip.js waits for one change
   * of the transaction's state, which a challenge for credentials uses up: the far phone would ring on.
   */
  async cancel(): Promise<void> {
    this.givenUp = true;
    if (this.heard || this.inviter.state === SessionState.Initial) await this.sendCancel();
  }

  private noteHeard(): void {
    const first = !this.heard;
    this.heard = true;
    if (!first || !this.givenUp) return;
    this.sendCancel().catch((error) => this.log.info(`not cancelled: ${String(error)}`));
  }

  private async sendCancel(): Promise<void> {
    await this.inviter.cancel();
    const timer = setTimeout(() => failInvite(this.inviter), cancelPatience);
    this.inviter.stateChange.addListener(() => clearTimeout(timer), { once: true });
  }
}
