import { Core, Inviter, type Session, SessionState } from 'sip.js';
import { PhoneError } from '../contract/phone-error';
import type { EndReason } from '../domain/end-reason';
import type { Logger } from '../log/logger';
import type { DescriptionHandler } from './description-handler';
import { giveUpUnanswered, isOurOwn } from './parting';
import { ResumedSession } from './resumed-session';
import type { SessionTimer } from './session-timer';

export interface RenegotiationOptions {
  onDone(): void;
  /** The far end knows nothing of this call any more, or does not answer (RFC 3261 section 12.2.1.2). */
  onDialogGone(reason: EndReason): void;
  /** A number in [0, 1). */
  random(): number;
  log: Logger;
}

/** How a re-INVITE was answered. */
interface Answer {
  status: number;
  /** Nobody has answered: sip.js says so itself. */
  ownStatus: boolean;
  /** Milliseconds. */
  retryAfter: number | undefined;
  /** The far end wants a longer session interval, which the next attempt has (RFC 4028 section 7.3). */
  intervalTooSmall?: boolean;
}

const maxAttempts = 4;
/** Milliseconds. */
const longestRetryAfter = 10_000;

/** The re-INVITEs of one call: one after the other, and again where both sides sent one at once. */
export class Renegotiation {
  private turns: Promise<unknown> = Promise.resolve();
  private awaitsAnswer = false;

  constructor(
    private readonly session: Session,
    private readonly description: DescriptionHandler,
    private readonly timer: SessionTimer,
    private readonly options: RenegotiationOptions,
  ) {}

  /** A re-INVITE has left, and nobody has answered it. */
  get isUnanswered(): boolean {
    return this.awaitsAnswer;
  }

  /** False when the far end refused, or could not be asked. */
  reinvite({ iceRestart = false }: { iceRestart?: boolean }): Promise<boolean> {
    const turn = this.turns.then(() => this.attempt(iceRestart));
    this.turns = turn.catch(() => undefined);
    return turn;
  }

  private async attempt(iceRestart: boolean): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      if (this.session.state !== SessionState.Established) return false;
      // An offer that is taken back takes its restart with it.
      if (iceRestart) this.description.restartIce();
      const answer = this.awaitsAck() || this.isAsked() ? glare : await this.send();
      if (!answer) return false;
      const { status, ownStatus, retryAfter, intervalTooSmall } = answer;
      if (status === 200) {
        this.options.onDone();
        if (this.description.wasAnswerRefused()) return false;
        return true;
      }
      this.options.log.info(`re-INVITE refused with ${status}`);
      if (status === 481 || status === 408) {
        const silent = ownStatus ? 'gateway-silent' : 'other-silent';
        this.options.onDialogGone(status === 408 ? silent : 'call-gone');
        return false;
      }
      if (status !== 491 && status !== 500 && retryAfter === undefined && !intervalTooSmall) return false;
      if (attempt === maxAttempts) return false;
      if (intervalTooSmall) continue;
      await wait(retryAfter ?? glareDelay(ownsCallId(this.session), this.options.random()));
    }
  }

  /** The far end has not acknowledged our answer yet; perhaps it has not had it (RFC 3261 section 14.1). */
  private awaitsAck(): boolean {
    const { dialog } = this.session;
    if (dialog?.sessionState !== Core.SessionState.AckWait) return false;
    const { initialTransaction } = dialog as unknown as { initialTransaction: unknown };
    if (initialTransaction instanceof Core.InviteServerTransaction)
      initialTransaction.retransmitAcceptedResponse();
    return true;
  }

  /** A re-INVITE of the far end is being answered, or its ACK is still to come; or an UPDATE is. */
  private isAsked(): boolean {
    const { dialog } = this.session;
    if (this.description.underWay === 'remote-offer') return true;
    return dialog instanceof Core.SessionDialog && dialog.reinviteUserAgentServer !== undefined;
  }

  /** Undefined when there is no offer to send, or the call is over. */
  private send(): Promise<Answer | undefined> {
    redirectsAreRefusals(this.session.dialog);
    const { stateChange } = this.session;
    let stopWaiting = () => {};
    let ended = () => {};
    return new Promise<Answer | undefined>((resolve) => {
      // From Established there is no other way than to the end.
      ended = () => resolve(undefined);
      stateChange.addListener(ended);
      this.session
        .invite({
          requestOptions: { extraHeaders: this.timer.requestHeaders() },
          requestDelegate: {
            onAccept: ({ message }) => {
              this.timer.noteAnswer(message);
              resolve(answerOf(message));
            },
            onReject: ({ message }) => {
              const intervalTooSmall = message.statusCode === 422 && this.timer.lengthen(message);
              resolve({ ...answerOf(message), intervalTooSmall });
            },
          },
        })
        .then((request) => {
          this.awaitsAnswer = true;
          stopWaiting = giveUpUnanswered(request as Core.ReInviteUserAgentClient);
        })
        .catch((error) => {
          this.options.log.info(`re-INVITE not sent: ${String(error)}`);
          this.description.takeBackOffer();
          resolve(error instanceof PhoneError ? undefined : glare);
        });
    }).finally(() => {
      this.awaitsAnswer = false;
      stopWaiting();
      stateChange.removeListener(ended);
    });
  }
}

/** Another INVITE is under way. */
const glare: Answer = { status: 491, ownStatus: true, retryAfter: undefined };

function answerOf(message: Core.IncomingResponseMessage): Answer {
  const { statusCode = 500 } = message;
  const seconds = Number.parseInt(message.getHeader('retry-after') ?? '', 10);
  const retryAfter = seconds >= 0 ? Math.min(seconds * 1_000, longestRetryAfter) : undefined;
  const status = statusCode >= 200 && statusCode < 300 ? 200 : statusCode;
  return { status, ownStatus: isOurOwn(message), retryAfter };
}

/** sip.js would wait for ever after a redirection (3xx) of a re-INVITE, which nobody follows. */
function redirectsAreRefusals(dialog: Session['dialog']): void {
  if (!dialog || Object.hasOwn(dialog, 'invite')) return;
  const invite = dialog.invite.bind(dialog);
  dialog.invite = (delegate, options) =>
    invite({ ...delegate, onRedirect: (response) => delegate?.onReject?.(response) }, options);
}

/** Whether the Call-ID was made here. */
export function ownsCallId(session: Session): boolean {
  return session instanceof ResumedSession ? session.ownsCallId : session instanceof Inviter;
}

/** Milliseconds to wait before a refused re-INVITE is tried again (RFC 3261 section 14.1). */
function glareDelay(ownsCallId: boolean, random: number): number {
  return ownsCallId ? 2_100 + random * 1_900 : random * 2_000;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
