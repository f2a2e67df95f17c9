import { type Bye, Core, Invitation, Inviter, type Session, SessionState } from 'sip.js';
import type { MediaDirection, MediaSession } from '../contract/media-session';
import type { Party } from '../domain/call-facts';
import type { EndReason } from '../domain/end-reason';
import type { TransferNews } from '../domain/transfer';
import type { Logger } from '../log/logger';
import { CallEnding } from './call-ending';
import { answeredElsewhere, assertedParty } from './call-facts';
import { DescriptionHandler, NotEncrypted } from './description-handler';
import { deferEarlyBye, onByeWhileRinging, waitNoMoreForAck } from './early-bye';
import { endOfInvite } from './end-of-invite';
import { allowedMethods } from './incoming-request';
import { sendTonesByInfo } from './info-tones';
import { OutgoingInvite } from './outgoing-invite';
import { drop, isOurOwn, sayBye } from './parting';
import { withWayHere } from './redirection';
import type { ReferredTo } from './refer-to';
import { Referrals } from './referrals';
import { ownsCallId, Renegotiation } from './renegotiation';
import { RepeatedAck } from './repeated-ack';
import { referToReplacing } from './replaces';
import { ResumedSession } from './resumed-session';
import { type SavedDialog, saveDialog } from './saved-dialog';
import { SessionTimer } from './session-timer';
import { answerUpdate, type Update } from './updates';

/** Milliseconds after our answer in which a caller whom two phones have answered hangs up at one. */
const answersCross = 4_000;

/** RFC 3261 section 21.4.6. */
const notAllowed = () => ({ statusCode: 405, extraHeaders: [`Allow: ${allowedMethods}`] });

/** What a call tells its owner; each at most once where it says so. */
export interface CallSessionDelegate {
  /** Our INVITE has left, or left again with credentials: what `Phone.abandon` needs of it. */
  onInviteSent(kept: string): void;
  /** The far end rings, or lets something be heard already. */
  onRinging(earlyMedia: boolean): void;
  /** Once. The call stands, and its dialog can be saved. */
  onEstablished(party: Party | undefined): void;
  /** The dialog has changed: save it again. */
  onDialogChanged(): void;
  onHeldByOther(held: boolean): void;
  /** What is heard of our wish that the far end calls somebody else. */
  onTransferNews?(news: TransferNews): void;
  /** The far end wants us to call somebody else. True when the user is asked. */
  onReferred?(wish: ReferredTo): boolean;
  /** The far end knows nothing of this call any more, or does not answer: it is to be ended. */
  onDialogGone(reason: EndReason): void;
  /** Once, and nothing comes after it. */
  onEnded(reason: EndReason, status: number | undefined): void;
}

/** One SIP session of ours, outgoing, incoming or resumed, with its media session. */
export class CallSession {
  delegate: CallSessionDelegate | undefined;
  /** What sip.js asks for descriptions of this session. */
  readonly description: DescriptionHandler;
  private readonly ending = new CallEnding();
  private readonly renegotiation: Renegotiation;
  private readonly timer: SessionTimer;
  /** Of a call of ours. */
  private readonly outgoing: OutgoingInvite | undefined;
  private readonly log: Logger;
  private readonly now: () => number;
  /** When we have answered a call that came in; undefined of one that an earlier worker has. */
  private answeredAt: number | undefined;
  private readonly lostAck: RepeatedAck;
  private readonly referrals: Referrals;

  constructor(
    private readonly session: Session,
    private media: MediaSession,
    { log, now, random }: { log: Logger; now(): number; random(): number },
  ) {
    this.log = log;
    this.now = now;
    this.lostAck = new RepeatedAck(session);
    if (session instanceof ResumedSession) this.ending.unexplained = 'phone-restarted';
    this.timer = new SessionTimer({
      refresh: () => this.reinvite(),
      isUnanswered: () => this.renegotiation.isUnanswered,
      onExpired: () => this.delegate?.onDialogGone('other-silent'),
      log,
    });
    this.outgoing =
      session instanceof Inviter ? new OutgoingInvite(session, media, this.timer, log) : undefined;
    this.description = new DescriptionHandler(
      media,
      {
        onHeldByOther: (held) => this.delegate?.onHeldByOther(held),
        onRefused: (why) => this.refused(why),
      },
      session.state === SessionState.Established,
    );
    this.renegotiation = new Renegotiation(session, this.description, this.timer, {
      onDone: () => {
        this.ending.unexplained = 'other';
        this.delegate?.onDialogChanged();
      },
      onDialogGone: (reason) => this.delegate?.onDialogGone(reason),
      random,
      log,
    });
    this.referrals = new Referrals(
      session,
      {
        onNews: (news) => this.delegate?.onTransferNews?.(news),
        onWish: (wish) => this.delegate?.onReferred?.(wish) ?? false,
        onDialogGone: () => this.delegate?.onDialogGone('call-gone'),
      },
      log,
    );
    session.delegate = {
      onNotify: (notification) => this.referrals.notified(notification),
      onBye: (bye) => this.onBye(bye),
      onCancel: ({ request }) => this.endedByOther(request, 'caller-gave-up'),
      onInvite: () => this.delegate?.onDialogChanged(),
      // sip.js would follow a transfer, and swallow a text, without asking anybody.
      onRefer: (referral) => this.referrals.asked(referral),
      onMessage: (message) => void message.reject(notAllowed()).catch(() => undefined),
    };
    this.timer.watch(session.dialog);
    deferEarlyBye(session);
    if (session instanceof Invitation)
      onByeWhileRinging(session, (request) => this.endedByOther(request, 'caller-gave-up'));
    session.stateChange.addListener((state) => this.onState(state));
  }

  /**
   * Sends the INVITE of an outgoing call. Rejects when no offer could be made.
   *
   * @param offers false where the far end is to make the offer (RFC 3261 section 13.2.1)
   */
  async invite({ offers = true }: { offers?: boolean } = {}): Promise<void> {
    if (!this.outgoing) throw new Error('not an outgoing call');
    await this.outgoing.send(offers, {
      onRinging: (earlyMedia) => this.delegate?.onRinging(earlyMedia),
      onAccepted: (response) => this.accepted(response),
      onRejected: (response) => this.rejected(response),
    });
  }

  /** Begins to gather for an incoming call that carries an offer. */
  async acceptEarly(): Promise<void> {
    if (!(this.session instanceof Invitation)) return;
    const { body } = this.session;
    if (body) await this.description.acceptEarly(body);
  }

  /** The media session is a new one: it takes the far end's offer again, where that waits for an answer. */
  retakeOffer(): Promise<void> {
    return this.description.retakeOffer();
  }

  /** The sound of a call that rings is to be in this media session. Rejects where it cannot take the caller's offer. */
  useMedia(media: MediaSession): Promise<void> {
    this.media = media;
    return this.description.useMedia(media);
  }

  async answer(): Promise<void> {
    if (!(this.session instanceof Invitation)) throw new Error('not an incoming call');
    await this.session.accept({ extraHeaders: this.timer.answerHeaders(this.session.request) });
    if (this.session.state === SessionState.Established) this.delegate?.onEstablished(undefined);
  }

  /** The far end refreshes the call, or describes its sound anew, by UPDATE. */
  async updated(update: Update): Promise<void> {
    const { session, description, timer } = this;
    if (await answerUpdate(update, { session, description, timer })) this.delegate?.onDialogChanged();
  }

  /** It has been ended on this side before it was answered. */
  get isGivenUp(): boolean {
    return this.outgoing?.isGivenUp ?? false;
  }

  /**
   * Ends the call in whatever state it is.
   *
   * @param reason what the user is told
   * @param declineStatus what the caller is told of a call that was not answered, and `headers` with it
   * @returns settled when it is over: true when the gateway knows, false when it could not be told
   */
  async end(reason: EndReason, declineStatus: number, headers: string[] = []): Promise<boolean> {
    this.ending.note(reason);
    const { session } = this;
    switch (session.state) {
      case SessionState.Initial:
      case SessionState.Establishing:
        if (session instanceof Invitation)
          await session.reject({
            statusCode: declineStatus,
            extraHeaders: withWayHere({ status: declineStatus, headers }, session.request),
          });
        else await this.outgoing?.cancel();
        return this.ending.over;
      case SessionState.Established:
        this.description.end();
        return sayBye(session);
      default:
        return this.ending.over;
    }
  }

  /** Ends the call here: the gateway cannot be told now. */
  async forget(reason: EndReason): Promise<void> {
    this.ending.note(reason);
    this.description.end();
    await drop(this.session);
  }

  /** Holds or resumes. False when the far end refused; nothing has changed then. */
  async setHold(held: boolean): Promise<boolean> {
    const direction: MediaDirection = held ? 'sendonly' : 'sendrecv';
    await this.media.setDirection(direction);
    if (await this.reinvite()) return true;
    await this.media.setDirection(held ? 'sendrecv' : 'sendonly');
    return false;
  }

  /** Tells the far end about new candidates, or about the new socket that this call now lives on. */
  async reinvite(options: { iceRestart?: boolean } = {}): Promise<boolean> {
    await this.lostAck.send();
    return this.renegotiation.reinvite(options);
  }

  /** Tones by RFC 4733 where the far end takes them, else by INFO (application/dtmf-relay). */
  async sendTones(tones: string): Promise<void> {
    if (await this.media.sendTones(tones)) return;
    await sendTonesByInfo(this.session, tones);
  }

  /**
   * Asks the far end to call somebody else (RFC 3515); `onTransferNews` tells what comes of it.
   *
   * @param referTo of `Phone.referTo`, or of the call with them
   */
  refer(referTo: string): void {
    this.referrals.refer(referTo);
  }

  /** Tells the far end what comes of its wish that we call somebody else: the status of that call. */
  tellReferrer(sequence: number, status: number): void {
    const isOver = status >= 200;
    const reason = status === 603 ? 'rejected' : 'noresource';
    this.referrals.tell(sequence, status, isOver ? `terminated;reason=${reason}` : 'active;expires=180');
  }

  /**
   * By which somebody else finds the far end of this call, and takes our place there; undefined before it stands.
   *
   * @param party who that is
   */
  referTo(party: Party): string | undefined {
    const saved = this.saved();
    return saved && referToReplacing(saved, party);
  }

  /** Our own name in the dialog, before it stands too; '' where it is not known. */
  get localTag(): string {
    const { session } = this;
    return session instanceof Invitation ? (session.request.toTag ?? '') : (session.dialog?.localTag ?? '');
  }

  /** Our INVITE has been answered with 2xx; it is acknowledged once the answer has been taken. */
  get isAnswered(): boolean {
    const { dialog, state } = this.session;
    return this.outgoing !== undefined && dialog !== undefined && state === SessionState.Establishing;
  }

  /** Another dialog is about to take this one's place: the end of this one must not silence the call. */
  releaseMedia(): void {
    this.description.release();
  }

  /** The dialog as it can be kept over the worker's death; undefined before the call is established. */
  saved(): SavedDialog | undefined {
    const { dialog } = this.session;
    if (!(dialog instanceof Core.SessionDialog) || this.session.state !== SessionState.Established)
      return undefined;
    const contact = this.session._contact ?? '';
    return saveDialog(dialog, { contact, ownsCallId: ownsCallId(this.session) });
  }

  /** The socket is gone, and with it whatever was under way: the far end's re-INVITE that waits for its ACK. */
  connectionLost(): void {
    const { dialog } = this.session;
    if (this.isAnswered) this.lostAck.owe();
    if (dialog instanceof Core.SessionDialog) dialog.reinviteUserAgentServer = undefined;
  }

  private accepted(message: Core.IncomingResponseMessage): void {
    if (!this.isGivenUp) this.delegate?.onEstablished(assertedParty(message));
    else if (this.session.state === SessionState.Established) void sayBye(this.session);
  }

  private rejected(message: Core.IncomingResponseMessage): void {
    if (isOurOwn(message)) this.ending.noteUntold();
    if (this.session instanceof Inviter) {
      const { reason, status } = endOfInvite(this.session.request, message);
      this.ending.note(reason, status);
    }
    if (this.session.state === SessionState.Terminated) this.finish();
  }

  /** A call that stands goes on as it was agreed; one that does not yet is over. */
  private refused(why: unknown): void {
    this.log.warn(`a description was not taken: ${String(why)}`);
    if (this.description.isAgreed) return;
    this.ending.note(why instanceof NotEncrypted ? 'not-encrypted' : 'media-not-agreed');
  }

  private onBye(bye: Bye): void {
    void bye.accept();
    if (this.isJustAnswered) this.endedByOther(bye.request, 'other-hung-up');
    // Also of one that another call takes the place of, which some say with the same reason.
    else this.ending.note('other-hung-up');
  }

  private endedByOther(request: Core.IncomingRequestMessage, reason: EndReason): void {
    const elsewhere = answeredElsewhere(request.getHeaders('Reason'));
    this.ending.note(elsewhere ? 'answered-elsewhere' : reason);
  }

  private get isJustAnswered(): boolean {
    return this.answeredAt !== undefined && this.now() - this.answeredAt < answersCross;
  }

  private onState(state: SessionState): void {
    if (state === SessionState.Established) {
      this.timer.watch(this.session.dialog);
      if (this.session instanceof Invitation) this.answeredAt = this.now();
    }
    if (state === SessionState.Terminating || state === SessionState.Terminated) this.timer.close();
    if (state === SessionState.Terminated) waitNoMoreForAck(this.session);
    // A rejected INVITE is terminated just before its status is told: let that come first.
    if (state === SessionState.Terminated) queueMicrotask(() => this.finish());
  }

  private finish(): void {
    const { delegate } = this;
    this.delegate = undefined;
    const { reason, status } = this.ending.conclude();
    delegate?.onEnded(reason, status);
  }
}
