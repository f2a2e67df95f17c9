import type { IncomingRequestMessage } from 'sip.js/lib/core/index.js';
import { Bridge } from './bridge';
import { ClientTransactions } from './client-transactions';
import { ConferenceRoom } from './conference-room';
import type { Connection } from './connection';
import type { DigestAuthority } from './digest';
import { EndpointCall } from './endpoint-call';
import { IncomingLeg } from './incoming-leg';
import type { CallContext, Leg } from './leg';
import type { MediaEndpointOptions } from './media-endpoint';
import { Notifier } from './notifier';
import { PlacedCall, type PlacedCallOptions } from './placed-call';
import { Referral } from './referral';
import type { Registrar } from './registrar';
import { type ScriptState, takeRule } from './script-state';
import { ServerRequest } from './server-request';
import { type ServiceHost, serve, standardBehaviour } from './services';
import { type Header, isResponse, type SipMessage } from './sip-text';
import type { DemoUser } from './users';

export interface CallServerOptions {
  users: readonly DemoUser[];
  timing: CallContext['timing'];
  callBackDelayMs: number;
  script: ScriptState;
  authority: DigestAuthority;
  registrar: Registrar;
  host: () => string;
  changed: () => void;
  /** Calls that another gateway has told us of: those that it has, and those that it had. */
  callsElsewhere: () => { legs: readonly Leg[]; ended: readonly Leg[] };
}

const ENDED_KEPT = 200;

/** Reads every message and knows every call. */
export class CallServer implements CallContext, ServiceHost {
  readonly legs = new Set<Leg>();
  readonly endedLegs: Leg[] = [];
  readonly transactions = new ClientTransactions();
  readonly notifier: Notifier;
  private readonly rooms = new Map<string, ConferenceRoom>();
  private roomVersion = 0;
  private readonly timers = new Set<NodeJS.Timeout>();
  private closed = false;

  constructor(private readonly options: CallServerOptions) {
    const { script, timing } = options;
    this.notifier = new Notifier({
      viaHost: () => this.viaHost(),
      contactUri: (number) => this.contactUri(number),
      transactions: this.transactions,
      get events() {
        return script.events;
      },
      requestTimeoutMs: timing.requestTimeoutMs,
      changed: () => this.changed(),
    });
  }

  get timing(): CallContext['timing'] {
    return this.options.timing;
  }

  get callBackDelayMs(): number {
    return this.options.callBackDelayMs;
  }

  viaHost(): string {
    return this.options.host();
  }

  contactUri(number: string): string {
    return `sip:${encodeURIComponent(number)}@${this.options.host()};transport=ws`;
  }

  mediaDefaults(): MediaEndpointOptions {
    return { telephoneEvent: this.options.script.telephoneEvent };
  }

  changed(): void {
    this.options.changed();
  }

  legEnded(leg: Leg): void {
    this.endedLegs.push(leg);
    if (this.endedLegs.length > ENDED_KEPT) this.endedLegs.shift();
  }

  later(delayMs: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, delayMs);
    this.timers.add(timer);
  }

  room(number: string): ConferenceRoom {
    const known = this.rooms.get(number);
    if (known) return known;
    const room: ConferenceRoom = new ConferenceRoom(number, () => {
      this.roomVersion += 1;
      this.notifier.tell('conference', number, room.told(this.roomVersion));
      this.changed();
    });
    this.rooms.set(number, room);
    return room;
  }

  call(options: PlacedCallOptions): PlacedCall {
    return new PlacedCall(this, this.options.registrar.bindingsOf(options.to), options);
  }

  connectionClosed(connection: Connection): void {
    if (this.closed) return;
    this.options.registrar.connectionClosed(connection);
    for (const leg of [...this.legs]) leg.connectionClosed(connection);
  }

  receive(connection: Connection, message: SipMessage): void {
    if (isResponse(message)) {
      if (this.transactions.receive(connection, message)) return;
      [...this.legs].some((leg) => leg.repeatAck(message));
      return;
    }
    const request = new ServerRequest(message, connection);
    const rule = takeRule(this.options.script, message);
    if (rule?.ignore) return;
    const { answer } = rule ?? {};
    const act = () => (answer ? request.respond(answer.status, answer) : this.handleSafely(request));
    if (rule?.delayMs) this.later(rule.delayMs, act);
    else act();
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const leg of [...this.legs]) leg.hangUp();
    for (const room of this.rooms.values()) room.close();
    for (const timer of this.timers) clearTimeout(timer);
    this.transactions.close();
    // An outgoing leg that still rings ends only now that its INVITE has been given up.
    await Promise.all([...this.endedLegs, ...this.legs].map((leg) => leg.endpoint?.media.close()));
  }

  // Whatever a client sends, the gateway goes on; the reason phrase tells the test what went wrong.
  private handleSafely(request: ServerRequest): void {
    try {
      this.handle(request);
    } catch (error) {
      request.respond(500, {
        reason: `Demo gateway: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
  }

  private handle(request: ServerRequest): void {
    const { message, method } = request;
    if (method === 'CANCEL') {
      this.cancel(request);
      return;
    }
    if (method === 'SUBSCRIBE') {
      if (this.authenticated(request)) this.notifier.receive(request);
      return;
    }
    if (message.toTag) {
      this.inDialog(request);
      return;
    }
    if (method === 'ACK') return;
    if (method === 'REGISTER') {
      this.register(request);
      return;
    }
    if (method === 'OPTIONS') {
      if (this.options.script.keepAlive.options)
        request.respond(200, { headers: [['Accept', 'application/sdp']] });
      return;
    }
    if (!this.authenticated(request)) return;
    if (method === 'INVITE') {
      this.invite(request);
      return;
    }
    request.respond(method === 'PUBLISH' ? 489 : 405, {
      headers: [['Allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER']],
    });
  }

  private inDialog(request: ServerRequest): void {
    const leg = [...this.legs].find((candidate) => candidate.matches(request.message));
    if (leg) leg.receive(request);
    else if (request.method !== 'ACK') request.respond(481);
  }

  private cancel(request: ServerRequest): void {
    const leg = [...this.legs].find(
      (candidate) => candidate instanceof IncomingLeg && candidate.isCancelledBy(request.message),
    );
    if (leg instanceof IncomingLeg) leg.cancel(request);
    else request.respond(481);
  }

  private register(request: ServerRequest): void {
    const { message } = request;
    const { authority, registrar, script } = this.options;
    const user = message.to.uri.user ?? '';
    if (!this.userNamed(user)) {
      request.respond(404);
      return;
    }
    const { verdict, user: signer } = authority.verify(message.getHeader('authorization'), 'REGISTER');
    if (verdict !== 'accepted') {
      request.respond(401, {
        headers: authority.challenges(verdict === 'stale').map((each) => ['WWW-Authenticate', each]),
      });
      return;
    }
    if (signer !== user) {
      request.respond(403);
      return;
    }
    const stun: Header[] = script.stun === undefined ? [] : [['Ringtab-STUN', script.stun]];
    registrar.register(request, user, script.minExpires, stun);
  }

  private authenticated(request: ServerRequest): boolean {
    const { message, method } = request;
    const { authority } = this.options;
    const { verdict, user } = authority.verify(message.getHeader('proxy-authorization'), method);
    if (verdict !== 'accepted') {
      request.respond(407, {
        headers: authority.challenges(verdict === 'stale').map((each) => ['Proxy-Authenticate', each]),
      });
      return false;
    }
    if (user === message.from.uri.user) return true;
    request.respond(403);
    return false;
  }

  private invite(request: ServerRequest): void {
    const { message } = request;
    const leg = new IncomingLeg(this, request, this.callerOf(message));
    leg.provisional(100);
    const replaces = message.getHeader('replaces');
    if (replaces !== undefined) {
      this.replace(leg, replaces);
      return;
    }
    const [, stolenFrom] = /^\*45\*(\d+)#$/.exec(leg.number) ?? [];
    if (stolenFrom !== undefined) {
      this.steal(leg, stolenFrom);
      return;
    }
    const behaviour = this.behaviourOf(leg.number);
    if (behaviour) {
      serve(leg, behaviour, this);
      return;
    }
    if (!this.userNamed(leg.number)) {
      leg.reject(404);
      return;
    }
    const bindings = this.options.registrar.bindingsOf(leg.number);
    if (bindings.length === 0) {
      leg.reject(480);
      return;
    }
    new Bridge(this, leg, bindings).start();
  }

  refer(leg: Leg, request: ServerRequest): void {
    const referral = new Referral(leg, request, {
      behaviourOf: (number) => this.behaviourOf(number),
      legNamed: (replaces) => [...this.legs].find((candidate) => candidate.isNamedBy(replaces)),
      isUser: (number) => this.userNamed(number) !== undefined,
      call: (options) => this.call(options),
      later: (delayMs, work) => this.later(delayMs, work),
      room: (number) => this.room(number),
    });
    const { refer } = this.options.script;
    void (refer ? referral.play(refer) : referral.follow());
  }

  /** Attended transfer: the new leg takes the place of one that its Replaces names (RFC 3891). */
  private replace(leg: IncomingLeg, replaces: string): void {
    const elsewhere = this.options.callsElsewhere();
    const named = (candidate: Leg) => candidate.isNamedBy(replaces);
    const old = [...this.legs, ...elsewhere.legs].find(named);
    if (!old) leg.reject([...this.endedLegs, ...elsewhere.ended].some(named) ? 603 : 481);
    else if (old.state === 'established' && /;\s*early-only/i.test(replaces)) leg.reject(486);
    else this.takePlace(leg, old);
  }

  /** Somebody dials for the call that another device of a user has. */
  private steal(leg: IncomingLeg, user: string): void {
    const old = [...this.legs].find(
      (other) => other !== leg && other.user === user && other.state === 'established',
    );
    if (old && leg.user === user) this.takePlace(leg, old);
    else leg.reject(480);
  }

  private takePlace(leg: IncomingLeg, old: Leg): void {
    if (old.peer) this.replaceFar(leg, old.peer);
    else if (old.endpoint) void this.replaceEndpoint(leg, old, old.endpoint);
    else leg.reject(481);
  }

  /** The far client replaces its own dialog, and ends the old one by itself. */
  private replaceFar(leg: IncomingLeg, far: Leg): void {
    const all = this.options.registrar.bindingsOf(far.user);
    const same = all.filter(({ connection }) => connection === far.connection || !this.legs.has(far));
    new Bridge(this, leg, same, [far.replaces]).start();
  }

  /** Our own phone goes on in the new dialog as in the old one. */
  private async replaceEndpoint(leg: IncomingLeg, old: Leg, { options }: EndpointCall): Promise<void> {
    await new EndpointCall(leg, options).answer(leg);
    if (leg.state === 'established') old.hangUp();
  }

  private behaviourOf(number: string) {
    return this.options.script.behaviours.get(number) ?? standardBehaviour(number);
  }

  private callerOf(message: IncomingRequestMessage) {
    const { uri } = message.from;
    return { uri: uri.toString(), name: this.userNamed(uri.user ?? '')?.name };
  }

  private userNamed(user: string): DemoUser | undefined {
    return this.options.users.find((known) => known.user === user);
  }
}
