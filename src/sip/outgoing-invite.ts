import { type Core, type Inviter, SessionState } from 'sip.js';
import type { MediaSession } from '../contract/media-session';
import { encryptsSound } from '../domain/encrypted-sound';
import type { Logger } from '../log/logger';
import { allowedMethods } from './incoming-request';
import { sendAgainWithLongerInterval } from './longer-interval';
import { failInvite } from './parting';
import type { SessionTimer } from './session-timer';

type Response = Core.IncomingResponseMessage;

export interface OutgoingInviteHooks {
  /** The far end rings, or lets something be heard already. */
  onRinging(earlyMedia: boolean): void;
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
    private readonly media: MediaSession,
    private readonly timer: SessionTimer,
    private readonly log: Logger,
  ) {}

  /** The user does not want it any more. */
  get isGivenUp(): boolean {
    return this.givenUp;
  }

  /** With an offer, or asking for one. Rejects when none could be made. */
  async send(offers: boolean, hooks: OutgoingInviteHooks): Promise<void> {
    const { request: invite } = this.inviter;
    // sip.js has a list of its own in it.
    const others = invite.extraHeaders.filter((header) => !header.startsWith('Allow:'));
    invite.extraHeaders = [...others, `Allow: ${allowedMethods}`, ...this.timer.requestHeaders()];
    const request = await this.inviter.invite({
      withoutSdp: !offers,
      requestDelegate: {
        onTrying: () => this.noteHeard(),
        onProgress: ({ message }) => {
          this.noteHeard();
          void this.ring(message.body, hooks);
        },
        onAccept: ({ message }) => {
          this.timer.noteAnswer(message);
          hooks.onAccepted(message);
        },
        onRedirect: ({ message }) => hooks.onRejected(message),
        onReject: ({ message }) => hooks.onRejected(message),
      },
    });
    sendAgainWithLongerInterval(request, this.timer, () => !this.givenUp);
  }

  /**
   * A CANCEL may leave only after a provisional response (RFC 3261 section 9.1). sip.js waits for one change
   * of the transaction's state, which a challenge for credentials uses up: the far phone would ring on.
   */
  async cancel(): Promise<void> {
    this.givenUp = true;
    if (this.heard || this.inviter.state === SessionState.Initial) await this.sendCancel();
  }

  private async ring(sdp: string, hooks: OutgoingInviteHooks): Promise<void> {
    if (encryptsSound(sdp) && this.isUnanswered) await this.hearEarly(sdp);
    if (this.isUnanswered) hooks.onRinging(sdp !== '');
  }

  private get isUnanswered(): boolean {
    return this.inviter.state === SessionState.Establishing;
  }

  /** Not by sip.js's earlyMedia option: it gives up calls whose INVITE forked. */
  private async hearEarly(sdp: string): Promise<void> {
    try {
      await this.media.acceptAnswer(sdp, { provisional: true });
    } catch (error) {
      this.log.warn(`early media not understood: ${String(error)}`);
    }
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
