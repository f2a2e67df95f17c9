import type { IncomingResponseMessage } from 'sip.js/lib/core/index.js';
import { type CallContext, type DialogOutcome, Leg, type LegParty } from './leg';
import type { Binding } from './registrar';
import { type Content, type Header, newBranch, randomToken } from './sip-text';

/** A leg that the gateway started, to one contact of a user. */
export class OutgoingLeg extends Leg {
  readonly direction = 'outgoing';
  private readonly branch = newBranch();
  private readonly inviteTarget: string;
  private sequence = 0;
  private cancelled = false;
  private provisionalSeen = false;
  private cancelHeaders: readonly Header[] = [];
  private giveUpTimer: NodeJS.Timeout | undefined;

  constructor(
    context: CallContext,
    binding: Binding,
    number: string,
    caller: LegParty,
    /** The user part of our Contact, so that a transfer to it finds the caller. */
    private readonly callerNumber: string,
    calledUri: string,
  ) {
    super(
      context,
      binding.user,
      number,
      `${randomToken(12)}@gateway`,
      caller,
      { uri: calledUri },
      binding.connection,
    );
    this.inviteTarget = binding.contact;
    this.remoteTarget = binding.contact;
  }

  override get contact(): Header {
    return ['Contact', `<${this.context.contactUri(this.callerNumber)}>`];
  }

  /** Sends the INVITE; a 2xx has to be acknowledged by the caller of this function. */
  async invite(
    content: Content,
    provisional: (response: IncomingResponseMessage) => void,
  ): Promise<DialogOutcome> {
    this.sequence = this.nextSequence();
    const { sequence, branch } = this;
    const text = this.format('INVITE', sequence, branch, content);
    const outcome = await this.context.transactions.send(this.connection, {
      branch,
      method: 'INVITE',
      text,
      provisional: (response) => this.progress(response, provisional),
    });
    clearTimeout(this.giveUpTimer);
    const { message, connection } = outcome;
    if (message && connection) {
      this.moveTo(connection, message);
      if (outcome.status < 300) this.establish(message);
      else this.acknowledgeRefusal(message, sequence);
    }
    if (outcome.status >= 300) this.finish({ by: message ? 'remote' : 'lost', status: outcome.status });
    const ack = (body?: string, contentType?: string) =>
      this.sendAck(sequence, newBranch(), { body, contentType });
    return { ...outcome, ack };
  }

  cancel(headers: readonly Header[] = []): void {
    if (this.cancelled || this.ended || this.state === 'established') return;
    this.cancelled = true;
    this.cancelHeaders = headers;
    const giveUp = () => this.context.transactions.abandon(this.branch, 'INVITE');
    // Nobody waits for ever for a client that does not answer, and not at all for one that is gone.
    if (this.connection?.open) this.giveUpTimer = setTimeout(giveUp, this.context.timing.requestTimeoutMs);
    else giveUp();
    // Before any provisional answer a CANCEL may not be sent (RFC 3261 section 9.1).
    if (this.provisionalSeen) this.sendCancel(headers);
  }

  override hangUp(headers: readonly Header[] = []): void {
    if (this.ended) return;
    if (this.state !== 'established') {
      this.cancel(headers);
      return;
    }
    this.sendBye(headers);
    this.finish({ by: 'gateway' });
  }

  protected override lost(): void {
    if (this.state === 'established') super.lost();
    else this.context.transactions.abandon(this.branch, 'INVITE');
  }

  private progress(
    response: IncomingResponseMessage,
    provisional: (response: IncomingResponseMessage) => void,
  ): void {
    const first = !this.provisionalSeen;
    this.provisionalSeen = true;
    if (response.statusCode !== 100 && response.toTag) {
      this.startDialog(response, response.toTag);
      this.setState(response.body ? 'early' : 'ringing');
    }
    if (this.cancelled) {
      if (first) this.sendCancel(this.cancelHeaders);
    } else if (response.statusCode !== 100) provisional(response);
  }

  private establish(response: IncomingResponseMessage): void {
    this.startDialog(response, response.toTag);
    this.setState('established');
  }

  private sendCancel(headers: readonly Header[]): void {
    const { branch } = this;
    const text = this.asInInvite(() => this.format('CANCEL', this.sequence, branch, { headers }));
    const timeoutMs = this.context.timing.requestTimeoutMs;
    void this.context.transactions.send(this.connection, { branch, method: 'CANCEL', text, timeoutMs });
  }

  private acknowledgeRefusal(response: IncomingResponseMessage, sequence: number): void {
    this.remoteTarget = this.inviteTarget;
    this.remoteTag = response.toTag || this.remoteTag;
    this.sendAck(sequence, this.branch);
  }

  // A CANCEL has the Request-URI and the To of the INVITE, which had no tag (RFC 3261 section 9.1).
  private asInInvite(make: () => string): string {
    const { remoteTag, remoteTarget } = this;
    this.remoteTag = undefined;
    this.remoteTarget = this.inviteTarget;
    const text = make();
    this.remoteTag = remoteTag;
    this.remoteTarget = remoteTarget;
    return text;
  }
}
