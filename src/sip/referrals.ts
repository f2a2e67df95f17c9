import { Core, type Notification, type Referral, type Session, SessionState } from 'sip.js';
import { parseReferEvent, readNotice } from '../domain/sipfrag';
import type { TransferNews } from '../domain/transfer';
import type { Logger } from '../log/logger';
import { takesNextNumber } from './next-number';
import { isOurOwn } from './parting';
import { type ReferredTo, readReferTo } from './refer-to';

const phrases: Partial<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  200: 'OK',
  486: 'Busy Here',
  603: 'Decline',
};

export interface ReferralsDelegate {
  onNews(news: TransferNews): void;
  /** The far end wants us to call somebody else. True when the user is asked; it is refused otherwise. */
  onWish(wish: ReferredTo): boolean;
  /** The far end knows nothing of this call any more. */
  onDialogGone(): void;
}

/**
 * REFER within one call (RFC 3515): we ask its far end to call somebody else, and hear by NOTIFY what comes of it.
 *
 * Not by sip.js's `Session.refer`, whose Refer-To has a display name in it that nobody has made safe, and which
 * forgets with the worker whose NOTIFY it waits for.
 */
export class Referrals {
  /** The CSeq of our REFER; its repetition with credentials has a higher one. */
  private sequence = 0;

  constructor(
    private readonly session: Session,
    private readonly delegate: ReferralsDelegate,
    private readonly log: Logger,
  ) {}

  /** @param referTo the whole header. What comes of it is told by `onNews`, also that it could not be sent. */
  refer(referTo: string): void {
    const { dialog, state, userAgent, _contact } = this.session;
    if (!(dialog instanceof Core.SessionDialog) || state !== SessionState.Established) {
      this.delegate.onNews({ type: 'refused', status: 500 });
      return;
    }
    const extraHeaders = [
      `Refer-To: ${referTo}`,
      `Referred-By: <${userAgent.configuration.uri}>`,
      `Contact: ${_contact}`,
    ];
    const answered = ({ message }: Core.IncomingResponse) => this.answered(message);
    const request = dialog.refer(
      { onAccept: answered, onRedirect: answered, onReject: answered },
      { extraHeaders },
    );
    takesNextNumber(request, dialog);
    this.sequence = request.message.cseq;
  }

  /** A NOTIFY of this call; whatever it is about, it is answered. */
  notified(notification: Notification): void {
    const { request } = notification;
    const event = parseReferEvent(request.getHeader('Event'));
    void notification.accept();
    if (!event || !this.isAbout(event.sequence)) return;
    const notice = readNotice(request.getHeader('Subscription-State') ?? '', request.body);
    this.log.info(
      `a NOTIFY says ${notice.status ?? 'nothing that can be read'}${notice.over ? ', at last' : ''}`,
    );
    this.delegate.onNews({ type: 'notice', ...notice });
  }

  /** The far end wants us to call somebody else: accepted at once where the user is asked (section 2.4.2). */
  asked(referral: Referral): void {
    const wish = readReferTo(referral.request);
    const refusal = 'refusal' in wish ? wish.refusal : this.delegate.onWish(wish) ? undefined : 603;
    this.log.info(`a REFER is ${refusal === undefined ? 'brought before the user' : `refused: ${refusal}`}`);
    void (refusal === undefined ? referral.accept() : referral.reject({ statusCode: refusal }));
    if (refusal === undefined && !('refusal' in wish)) this.tell(wish.sequence, 100, 'pending;expires=60');
  }

  /**
   * Tells the far end what comes of its REFER. Nothing where the call has no dialog any more.
   *
   * @param status of the call that it wanted us to place
   * @param state the Subscription-State
   */
  tell(sequence: number, status: number, state: string): void {
    const { dialog, _contact } = this.session;
    if (!(dialog instanceof Core.SessionDialog) || this.session.state !== SessionState.Established) return;
    const content = `SIP/2.0 ${status} ${phrases[status] ?? 'As Called'}\r\n`;
    const request = dialog.notify(undefined, {
      extraHeaders: [`Event: refer;id=${sequence}`, `Subscription-State: ${state}`, `Contact: ${_contact}`],
      body: { contentDisposition: 'render', contentType: 'message/sipfrag;version=2.0', content },
    });
    takesNextNumber(request, dialog);
  }

  private answered(response: Core.IncomingResponseMessage): void {
    const { statusCode: status = 500 } = response;
    this.log.info(`our REFER is answered ${status}`);
    // Whether it has arrived nobody knows: the NOTIFY would tell.
    if (isOurOwn(response)) return;
    if (status === 481) this.delegate.onDialogGone();
    else if (status < 300) this.delegate.onNews({ type: 'taken' });
    else this.delegate.onNews({ type: 'refused', status });
  }

  /** Without a number it is about the only one there is; whose worker died meanwhile knows none either. */
  private isAbout(sequence = this.sequence): boolean {
    return sequence >= this.sequence;
  }
}
