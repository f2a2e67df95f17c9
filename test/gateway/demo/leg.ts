import type { IncomingRequestMessage, IncomingResponseMessage } from 'sip.js/lib/core/index.js';
import type { ClientTransactions, Outcome } from './client-transactions';
import type { Connection } from './connection';
import type { EndpointCall } from './endpoint-call';
import type { MediaEndpointOptions } from './media-endpoint';
import { type Direction, directionOf } from './sdp';
import type { ServerRequest } from './server-request';
import { type Content, formatSip, type Header, newBranch, randomToken } from './sip-text';

export type LegState = 'trying' | 'ringing' | 'early' | 'established' | 'ended';

/** What all legs share: where they live, and what they need of the gateway. */
export interface CallContext {
  readonly legs: Set<Leg>;
  readonly transactions: ClientTransactions;
  readonly timing: {
    lostSocketMs: number;
    requestTimeoutMs: number;
    ackTimeoutMs: number;
    noAnswerMs: number;
  };
  contactUri(number: string): string;
  viaHost(): string;
  mediaDefaults(): MediaEndpointOptions;
  legEnded(leg: Leg): void;
  changed(): void;
  /** A client asks the gateway's own phone to call somebody else. */
  refer(leg: Leg, request: ServerRequest): void;
}

/** What is at the other side of a leg: an endpoint of the gateway, or another leg. */
export interface LegHandler {
  /** A request inside the dialog that the leg does not answer itself (not ACK, BYE, CANCEL). */
  request(request: ServerRequest): void;
  ended(reason: LegEnd): void;
  /** The acknowledgement of the INVITE that made the dialog. */
  confirmed?(ack: IncomingRequestMessage): void;
}

export interface LegEnd {
  by: 'remote' | 'gateway' | 'lost';
  status?: number;
  headers?: readonly Header[];
}

export interface LegParty {
  uri: string;
  name?: string | undefined;
}

/** A request as it is sent inside a dialog; `ack` is for a 2xx to an INVITE. */
export interface DialogOutcome extends Outcome {
  ack: (body?: string, contentType?: string) => void;
}

const nobody: LegHandler = { request: (request) => request.respond(488), ended: () => undefined };
const nameAddress = ({ uri, name }: LegParty) =>
  name === undefined ? `<${uri}>` : `"${name.replace(/(["\\])/g, '\\$1')}" <${uri}>`;

/** One dialog with one client: its ids, its sequence numbers, the socket it is on, and its end. */
export abstract class Leg {
  readonly id = randomToken(4);
  readonly startedAt = Date.now();
  abstract readonly direction: 'incoming' | 'outgoing';
  state: LegState = 'trying';
  /** Keys the client has pressed, by RFC 4733 or INFO. */
  dtmf = '';
  /** The direction in the last session description from the client; `sendonly` or `inactive` is hold. */
  remoteDirection: Direction | undefined;
  /** The other leg, for a call between two users. */
  peer: Leg | undefined;
  /** The gateway's own phone at this leg, for all other calls. */
  endpoint: EndpointCall | undefined;
  handler: LegHandler = nobody;
  /** It is a conference's (RFC 4579 section 5.1). */
  isFocus = false;
  end: LegEnd | undefined;
  localTag = randomToken();
  remoteTag: string | undefined;
  protected remoteTarget = '';
  private localSequence = 0;
  private remoteSequence = -1;
  private readonly acks = new Map<number, string>();
  private awaitingAck: ((ack: IncomingRequestMessage) => void) | undefined;
  private lossTimer: NodeJS.Timeout | undefined;
  private ackTimer: NodeJS.Timeout | undefined;

  constructor(
    protected readonly context: CallContext,
    /** The user whose client this leg belongs to. */
    readonly user: string,
    /** The number that was called. */
    readonly number: string,
    readonly callId: string,
    readonly local: LegParty,
    readonly remote: LegParty,
    public connection: Connection | undefined,
  ) {
    context.legs.add(this);
  }

  get ended(): boolean {
    return this.state === 'ended';
  }

  /** How loud what the client sends is, 0 to 1; only where the gateway's own phone listens. */
  receivedRms(): number {
    return this.endpoint?.media.received.rms() ?? 0;
  }

  /** The strongest frequency in what the client sends, to 5 Hz; undefined for silence. */
  receivedFrequency(): number | undefined {
    return this.endpoint?.media.received.frequency();
  }

  /** Puts the client on hold by a re-INVITE of the gateway's own phone. */
  async hold(direction: Direction = 'sendonly'): Promise<void> {
    await this.endpoint?.hold(direction);
  }

  async resume(): Promise<void> {
    await this.endpoint?.resume();
  }

  refer(request: ServerRequest): void {
    this.context.refer(this, request);
  }

  /** The Replaces header (RFC 3891) by which the client finds this dialog. */
  get replaces(): Header {
    return ['Replaces', `${this.callId};to-tag=${this.remoteTag};from-tag=${this.localTag}`];
  }

  /** Whether a client that has this dialog would name it so in a Replaces header of its own. */
  isNamedBy(replaces: string): boolean {
    const parameter = (name: string) => replaces.match(new RegExp(`;\\s*${name}=([^;\\s]+)`, 'i'))?.[1];
    const sameCall = replaces.split(';')[0]?.trim() === this.callId;
    return sameCall && parameter('to-tag') === this.localTag && parameter('from-tag') === this.remoteTag;
  }

  /** Answers, refuses or lets ring a call that a test has in hand; only an incoming leg can. */
  answer(): Promise<void> {
    return Promise.reject(new Error('only a call that came in can be answered'));
  }

  reject(_status: number, _options?: Content & { reason?: string | undefined }): void {
    throw new Error('only a call that came in can be refused');
  }

  /** Ends the call in whatever way its state calls for. */
  abstract hangUp(headers?: readonly Header[]): void;

  matches(message: IncomingRequestMessage): boolean {
    const sameDialog = this.callId === message.callId && this.remoteTag === message.fromTag;
    return sameDialog && (this.state !== 'established' || message.toTag === this.localTag);
  }

  /** A request inside the dialog moves the leg to the socket it came over. */
  receive(request: ServerRequest): void {
    const { message } = request;
    this.moveTo(request.connection, message);
    request.movedTo = () => this.connection;
    if (message.method === 'ACK') {
      this.receiveAck(message);
      return;
    }
    if (message.cseq <= this.remoteSequence) {
      request.respond(500, { reason: 'CSeq Out of Order' });
      return;
    }
    this.remoteSequence = message.cseq;
    if (message.method === 'BYE') {
      request.respond(200);
      this.finish({
        by: 'remote',
        headers: message.getHeaders('reason').map((value) => ['Reason', value]),
      });
      return;
    }
    this.noteDescription(message);
    if (message.method === 'INFO') this.noteKeys(message);
    this.handler.request(request);
  }

  /** Sends a request inside the dialog. */
  async request(
    method: string,
    content: Content & { provisional?: (response: IncomingResponseMessage) => void } = {},
  ): Promise<DialogOutcome> {
    const branch = newBranch();
    const sequence = ++this.localSequence;
    const text = this.format(method, sequence, branch, content);
    const timeoutMs = this.context.timing.requestTimeoutMs;
    const provisional = content.provisional ? { provisional: content.provisional } : {};
    const invite = method === 'INVITE';
    const outcome = await this.context.transactions.send(this.connection, {
      branch,
      method,
      text,
      timeoutMs,
      ...provisional,
    });
    if (outcome.message) this.noteDescription(outcome.message);
    if (invite && outcome.status >= 300) this.sendAck(sequence, branch);
    if (outcome.message && outcome.status < 300) this.refreshTarget(outcome.message);
    // The client no longer knows this dialog (RFC 3261 section 12.2.1.2).
    if (outcome.status === 481) this.finish({ by: 'remote', status: 481 });
    return {
      ...outcome,
      ack: (body, contentType) => invite && this.sendAck(sequence, newBranch(), { body, contentType }),
    };
  }

  /** The client repeats its 2xx until it has our ACK. */
  repeatAck(response: IncomingResponseMessage): boolean {
    const text = response.callId === this.callId ? this.acks.get(response.cseq) : undefined;
    if (text) this.connection?.send(text);
    return text !== undefined;
  }

  connectionClosed(connection: Connection): void {
    if (this.connection !== connection || this.ended) return;
    this.lossTimer ??= setTimeout(() => this.lost(), this.context.timing.lostSocketMs);
  }

  /** Waits for the ACK of a 2xx we are about to send; without it the call cannot be (RFC 3261 section 13.3.1.4). */
  expectAck(then: (ack: IncomingRequestMessage) => void): void {
    this.awaitingAck = then;
    clearTimeout(this.ackTimer);
    this.ackTimer = setTimeout(() => this.hangUp(), this.context.timing.ackTimeoutMs);
  }

  protected lost(): void {
    this.finish({ by: 'lost' });
  }

  protected moveTo(connection: Connection, message: IncomingRequestMessage | IncomingResponseMessage): void {
    this.connection = connection;
    clearTimeout(this.lossTimer);
    this.lossTimer = undefined;
    this.refreshTarget(message);
  }

  protected startDialog(message: IncomingRequestMessage | IncomingResponseMessage, remoteTag: string): void {
    this.remoteTag = remoteTag;
    if (message.method === 'INVITE' && 'ruri' in message) this.remoteSequence = message.cseq;
    else this.localSequence = message.cseq;
    this.refreshTarget(message);
    this.noteDescription(message);
  }

  protected setState(state: LegState): void {
    if (this.ended) return;
    this.state = state;
    this.context.changed();
  }

  protected finish(end: LegEnd): void {
    if (this.ended) return;
    this.setState('ended');
    this.end = end;
    clearTimeout(this.lossTimer);
    clearTimeout(this.ackTimer);
    this.context.legs.delete(this);
    this.context.legEnded(this);
    this.handler.ended(end);
    this.context.changed();
  }

  protected sendBye(headers: readonly Header[] = []): void {
    void this.request('BYE', { headers });
  }

  protected format(method: string, sequence: number, branch: string, content: Content = {}): string {
    const toTag = this.remoteTag === undefined ? '' : `;tag=${this.remoteTag}`;
    const contentType = content.body ? (content.contentType ?? 'application/sdp') : undefined;
    return formatSip(
      `${method} ${this.remoteTarget} SIP/2.0`,
      [
        ['Via', `SIP/2.0/WS ${this.context.viaHost()};branch=${branch}`],
        ['Max-Forwards', '70'],
        ['From', `${nameAddress(this.local)};tag=${this.localTag}`],
        ['To', `${nameAddress(this.remote)}${toTag}`],
        ['Call-ID', this.callId],
        ['CSeq', `${sequence} ${method}`],
        ...(method === 'BYE' || method === 'CANCEL' ? [] : [this.contact]),
        ...(content.headers ?? []),
        ...(contentType ? [['Content-Type', contentType] as const] : []),
      ],
      content.body,
    );
  }

  get contact(): Header {
    return [
      'Contact',
      `<${this.context.contactUri(this.direction === 'incoming' ? this.number : 'caller')}>${this.isFocus ? ';isfocus' : ''}`,
    ];
  }

  protected nextSequence(): number {
    return ++this.localSequence;
  }

  protected sendAck(sequence: number, branch: string, content: Content = {}): void {
    const text = this.format('ACK', sequence, branch, content);
    this.acks.set(sequence, text);
    this.connection?.send(text);
  }

  private receiveAck(ack: IncomingRequestMessage): void {
    clearTimeout(this.ackTimer);
    const then = this.awaitingAck;
    this.awaitingAck = undefined;
    this.noteDescription(ack);
    then?.(ack);
  }

  private refreshTarget(message: IncomingRequestMessage | IncomingResponseMessage): void {
    const contact = message.getHeader('contact')?.match(/<([^>]*)>/)?.[1];
    if (contact) this.remoteTarget = contact;
  }

  private noteDescription(message: IncomingRequestMessage | IncomingResponseMessage): void {
    if (message.getHeader('content-type')?.includes('application/sdp') && message.body) {
      this.remoteDirection = directionOf(message.body);
    }
  }

  private noteKeys(message: IncomingRequestMessage): void {
    const type = message.getHeader('content-type') ?? '';
    const relay = type.includes('dtmf-relay')
      ? message.body.match(/^\s*Signal\s*=\s*([0-9A-D*#])/im)?.[1]
      : undefined;
    const plain = /application\/dtmf\s*(;|$)/.test(type) ? message.body.trim()[0] : undefined;
    this.addKey(relay ?? plain ?? '');
  }

  addKey(key: string): void {
    this.dtmf += key;
    this.context.changed();
  }
}
