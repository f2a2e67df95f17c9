import { Core, type Session } from 'sip.js';
import {
  agreedByAnswer,
  agreedWith,
  dueAfter,
  leftWhenOverdue,
  parseSessionExpires,
  proposedInterval,
  type SessionInterval,
  smallestWanted,
  writeSessionExpires,
} from '../domain/session-timer';
import type { Logger } from '../log/logger';

type Message = Pick<Core.IncomingMessage, 'getHeader' | 'getHeaders'>;

export interface SessionTimerOptions {
  /** Sends a re-INVITE, and hears its answer with `noteAnswer`. False when it was refused. */
  refresh(): Promise<boolean>;
  /** Whether a re-INVITE has left that nobody has answered. */
  isUnanswered(): boolean;
  /** The far end has neither refreshed the call nor said, when asked, that it still stands. */
  onExpired(): void;
  log: Logger;
}

/** Milliseconds after which a refresh that was refused is tried again. */
const secondTry = 30_000;

/**
 * The session timer (RFC 4028) of one call. Whoever does not refresh in time is asked by a re-INVITE of ours, as one
 * that is answered keeps the call, where section 10 would end it at once. It ends when its time is over and nobody has.
 */
export class SessionTimer {
  private interval: SessionInterval | undefined;
  /** Seconds: a 422 has asked for no less. */
  private smallest: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Until the session's time is over that the far end has not refreshed. */
  private expiry: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(private readonly options: SessionTimerOptions) {}

  /** For an INVITE of ours, or a re-INVITE. */
  requestHeaders(): string[] {
    const { interval, seconds } = this;
    const value = interval ? writeSessionExpires({ ...interval, seconds }, 'uac') : String(seconds);
    const least = this.smallest === undefined ? [] : [`Min-SE: ${this.smallest}`];
    return [`Session-Expires: ${value}`, ...least];
  }

  /** For our 2xx to an INVITE or re-INVITE of the far end; from now on it holds. */
  answerHeaders(request: Message): string[] {
    const knowsTimers = listed(request, 'Supported') || listed(request, 'Require');
    const expires = parseSessionExpires(request.getHeader('Session-Expires'));
    const interval = agreedWith({ expires, knowsTimers });
    this.agree(interval);
    if (!interval) return [];
    const value = `Session-Expires: ${writeSessionExpires(interval, 'uas')}`;
    return knowsTimers ? ['Require: timer', value] : [value];
  }

  /**
   * A 2xx to an INVITE or re-INVITE of ours. One to a refresh that says nothing of it ends what was agreed (section
   * 7.2), but a gateway on the way may count all the same: it is refreshed as before.
   */
  noteAnswer(answer: Message): void {
    const agreed = agreedByAnswer(parseSessionExpires(answer.getHeader('Session-Expires')));
    this.agree(agreed ?? (this.interval && { ...this.interval, refresher: 'us' }));
  }

  /** A 422: true when the request can be sent again with the headers of now. */
  lengthen(refusal: Message): boolean {
    const wanted = smallestWanted(refusal.getHeader('Min-SE'));
    if (wanted === undefined || wanted <= this.seconds) return false;
    this.smallest = wanted;
    return true;
  }

  /** Answers to the far end's re-INVITEs in this dialog carry what is agreed. */
  watch(dialog: Session['dialog']): void {
    if (!(dialog instanceof Core.SessionDialog) || !dialog.delegate?.onInvite) return;
    const onInvite = dialog.delegate.onInvite.bind(dialog.delegate);
    dialog.delegate.onInvite = (request) => {
      const accept = request.accept.bind(request);
      request.accept = (options) => {
        const extraHeaders = [...(options?.extraHeaders ?? []), ...this.answerHeaders(request.message)];
        return accept({ statusCode: 200, ...options, extraHeaders });
      };
      onInvite(request);
    };
  }

  /** Idempotent. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    clearTimeout(this.expiry);
  }

  private get seconds(): number {
    return Math.max(this.smallest ?? 0, this.interval?.seconds ?? proposedInterval);
  }

  private agree(interval: SessionInterval | undefined): void {
    this.interval = interval;
    clearTimeout(this.expiry);
    if (interval) this.wait(dueAfter(interval));
    else clearTimeout(this.timer);
  }

  private wait(milliseconds: number): void {
    clearTimeout(this.timer);
    if (!this.closed) this.timer = setTimeout(() => void this.refresh(), milliseconds);
  }

  private async refresh(): Promise<void> {
    const { log } = this.options;
    if (this.interval?.refresher === 'them') {
      log.info('no refresh from the far end: it is asked');
      this.expiry = setTimeout(() => this.expire(), leftWhenOverdue(this.interval));
      this.interval = { ...this.interval, refresher: 'us' };
    }
    // Until it is answered: an answer sets the time anew.
    this.wait(secondTry);
    await this.options.refresh().catch((error) => log.warn(`not refreshed: ${String(error)}`));
  }

  /** A gateway that cannot be reached now says nothing of the far end. */
  private expire(): void {
    const { isUnanswered, onExpired, log } = this.options;
    if (!isUnanswered()) return;
    log.info('the far end has not answered either: the session is over');
    onExpired();
  }
}

function listed(message: Message, header: 'Supported' | 'Require'): boolean {
  const tags = message.getHeaders(header).flatMap((value) => value.split(','));
  return tags.some((tag) => tag.trim().toLowerCase() === 'timer');
}
