import type { IncomingRequestMessage } from 'sip.js/lib/core/index.js';
import { type CallContext, Leg, type LegEnd, type LegParty } from './leg';
import type { ServerRequest } from './server-request';
import type { Content, Header } from './sip-text';

const ALLOW: Header = ['Allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, REFER, NOTIFY, UPDATE, MESSAGE'];

/** Milliseconds (RFC 3261 section 17.1.1.2). */
const T1 = 500;
const T2 = 4_000;

/** A leg that a client started by calling us. */
export class IncomingLeg extends Leg {
  readonly direction = 'incoming';
  private repeatTimer: NodeJS.Timeout | undefined;

  constructor(
    context: CallContext,
    readonly invite: ServerRequest,
    caller: LegParty,
  ) {
    const { message } = invite;
    const user = message.from.uri.user ?? '';
    const number = message.ruri?.user ?? '';
    const local = { uri: message.to.uri.toString() };
    super(context, user, number, message.callId, local, caller, invite.connection);
    this.startDialog(message, message.fromTag);
    invite.movedTo = () => this.connection;
  }

  /** The session description of the INVITE, if it brought one. */
  get offer(): string | undefined {
    return this.invite.message.body || undefined;
  }

  provisional(status: number, content: Content & { toTag?: string } = {}): void {
    if (this.invite.answered) return;
    this.invite.respond(status, {
      toTag: this.localTag,
      ...content,
      headers: status === 100 ? [] : [this.contact, ALLOW, ...(content.headers ?? [])],
    });
    if (status > 100) this.setState(content.body || this.state === 'early' ? 'early' : 'ringing');
  }

  accept(
    content: Content & { toTag?: string },
    confirmed: (ack: IncomingRequestMessage) => void = () => undefined,
  ): void {
    if (this.invite.answered) return;
    if (content.toTag) this.localTag = content.toTag;
    this.expectAck((ack) => {
      clearTimeout(this.repeatTimer);
      confirmed(ack);
      this.handler.confirmed?.(ack);
    });
    this.setState('established');
    this.invite.respond(200, {
      ...content,
      toTag: this.localTag,
      headers: [this.contact, ALLOW, ...(content.headers ?? [])],
    });
    this.repeatLater(T1);
  }

  override async answer(): Promise<void> {
    await this.endpoint?.answer(this);
  }

  override reject(status: number, options: Content & { reason?: string | undefined } = {}): void {
    if (this.invite.answered) return;
    this.invite.respond(status, { toTag: this.localTag, ...options });
    this.finish({ by: 'gateway', status });
  }

  protected override finish(end: LegEnd): void {
    clearTimeout(this.repeatTimer);
    super.finish(end);
  }

  /** A 2xx is repeated until its ACK comes, whatever it travels over (RFC 3261 section 13.3.1.4). */
  private repeatLater(ms: number): void {
    if (this.ended) return;
    this.repeatTimer = setTimeout(() => {
      this.invite.repeat();
      this.repeatLater(Math.min(2 * ms, T2));
    }, ms);
  }

  /** Whether this CANCEL is about our INVITE: the same branch, or the same request over a new socket. */
  isCancelledBy(cancel: IncomingRequestMessage): boolean {
    const { message } = this.invite;
    const sameRequest = cancel.callId === message.callId && cancel.cseq === message.cseq;
    return sameRequest && (cancel.viaBranch === message.viaBranch || cancel.fromTag === message.fromTag);
  }

  cancel(cancel: ServerRequest): void {
    this.moveTo(cancel.connection, cancel.message);
    cancel.movedTo = () => this.connection;
    cancel.respond(200, { toTag: this.localTag });
    if (this.invite.answered) return;
    this.invite.respond(487, { toTag: this.localTag });
    this.finish({
      by: 'remote',
      status: 487,
      headers: cancel.message.getHeaders('reason').map((value) => ['Reason', value]),
    });
  }

  override hangUp(headers: readonly Header[] = []): void {
    if (this.ended) return;
    if (this.state !== 'established') {
      this.reject(480, { headers });
      return;
    }
    this.sendBye(headers);
    this.finish({ by: 'gateway' });
  }
}
