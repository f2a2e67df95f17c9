import type { UserAgent } from 'sip.js';
import { withClockSetBack } from '../domain/failover';
import type { Failover, FailoverEvent, GatewaySide } from '../domain/failover-state';
import type { Profile } from '../domain/profile';
import type { LossReason, RefusalReason, RegistrationEvent } from '../domain/registration';
import { reasonAfterFailure } from '../domain/retry';
import type { Logger } from '../log/logger';
import { type Connection, ConnectionError } from './connection';
import { FailoverDriver } from './failover-driver';
import { callPace, idlePace } from './keep-alive';
import { RegistrationClient } from './registration-client';
import { type FailedTry, type Registered, RegistrationTry, type TryOutcome } from './registration-try';
import { readStunHeader } from './stun-header';

export interface BindingOptions {
  /** A Call-ID that no other binding has. */
  callId: string;
  /** As an earlier worker has left it, or the initial one. */
  failover: Failover;
  /** Finds out why a first connection to the primary gateway failed. */
  diagnose(): Promise<RefusalReason>;
  /** From now on everything goes there. */
  useGateway(gateway: GatewaySide): void;
  /** Asks a gateway, over a socket apart, whether it is there. Never rejects. */
  probe(gateway: GatewaySide): Promise<boolean>;
  /** Which gateway serves, or is to, may have changed. */
  onFailover(state: Failover): void;
  onEvent(event: RegistrationEvent): void;
  /** At each registration, before it is told: the STUN server that the gateway names, if it does. */
  onStun(stun: Profile['stun']): void;
  /** Registered over a new socket; whether at another gateway than before. */
  onConnected(moved: boolean): void;
  random(): number;
  now(): number;
  log: Logger;
}

/** Keeps one identity connected and registered, at one gateway or the other, for as long as it is signed in. */
export class Binding {
  private readonly client: RegistrationClient;
  private readonly tries: RegistrationTry;
  private readonly course: FailoverDriver;
  private renewal: ReturnType<typeof setTimeout> | undefined;
  private registeredAt: GatewaySide | undefined;
  /** The socket, of all that there were. */
  private registeredOver: number | undefined;
  /** What went wrong at the primary gateway, for who signs in for the first time. */
  private blame: FailedTry['blame'] = 'gateway-unreachable';
  /** When the last call ended; undefined in a call. */
  private idleSince: number | undefined = 0;
  private refused = false;
  private closed = false;

  constructor(
    private readonly userAgent: UserAgent,
    private readonly options: BindingOptions,
  ) {
    const { failover, callId, log } = options;
    this.registeredAt = failover.everRegistered ? failover.home : undefined;
    this.client = new RegistrationClient(userAgent, callId);
    this.tries = new RegistrationTry(userAgent, this.client, log);
    this.course = new FailoverDriver(
      { ...failover, inCall: false },
      {
        ...options,
        try: (gateway, patience) => this.try(gateway, patience),
        failBack: (patience) => this.failBack(patience),
        asking: () => this.course.state.away && this.tell({ type: 'retry', at: options.now() }),
        probed: (answered) => this.probed(answered),
        look: () => this.look(),
      },
    );
  }

  /** Settled once the first try is over. */
  start(): Promise<void> {
    return this.begin();
  }

  /** Tries now instead of at the end of the countdown; renews the binding, or asks whether it may go back. */
  tryNow(): Promise<void> {
    if (this.closed) return Promise.resolve();
    return this.afterTry() ?? this.course.follow({ type: 'asked', at: this.options.now() });
  }

  /** The alarm: is everything as it should be? */
  checkUp(): void {
    if (this.tries.underway || this.course.isAsking) return;
    if (!this.stands) return void this.begin();
    this.connection.askNow();
    this.look();
  }

  /** Our network is back, or another one: a socket that stands may lead nowhere. */
  networkChanged(): void {
    if (this.stands) this.connection.doubt('network-changed');
    else this.checkUp();
  }

  /** The computer has slept: the socket may lead nowhere, and the gateway may have forgotten this binding. */
  woke(): void {
    if (this.stands) {
      this.connection.doubt('computer-slept');
      void this.begin();
    } else this.checkUp();
  }

  /** By so many milliseconds: what was noted before lies ahead, and nobody may wait for it. */
  clockSetBack(by: number): void {
    this.course.state = withClockSetBack(this.course.state, by);
    this.idleSince = this.idleSince && this.idleSince - by;
  }

  networkGone(): void {
    const { state } = this.course;
    if (state.away) this.course.state = { ...state, away: { ...state.away, reason: 'own-network' } };
    this.connection.lose(new ConnectionError('own-network', 'offline'));
  }

  /** Silence is noticed sooner while somebody talks. */
  setInCall(inCall: boolean): void {
    const ended = !inCall && this.tries.inCall;
    this.tries.inCall = inCall;
    this.course.state = { ...this.course.state, inCall };
    if (inCall) this.idleSince = undefined;
    else this.idleSince ??= this.options.now();
    this.connection.setPace(inCall ? callPace : idlePace);
    if (ended && this.refused) void this.connection.disconnect();
    else if (ended) this.look();
  }

  /** Removes the binding at the gateway and closes the connection. Idempotent. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.stop();
    this.tries.close();
    if (this.connection.isConnected()) await this.client.unregister();
    await this.connection.disconnect();
  }

  /** sip.js tells that the socket is gone. */
  onDisconnect(error: Error | undefined): void {
    if (this.closed || this.refused) return;
    const reason = error instanceof ConnectionError ? error.loss : 'gateway-closed';
    if (this.tries.underway) this.tries.lose(reason);
    else if (!this.isRoundUnderWay) void this.miss({ type: 'lost', reason, at: this.options.now() }, reason);
  }

  private get connection(): Connection {
    return this.userAgent.transport as Connection;
  }

  /** As far as we know. */
  private get stands(): boolean {
    return this.connection.isConnected() && !this.course.state.away;
  }

  /** Calls have been placed, or taken up again, over this very socket. */
  private get callsStandHere(): boolean {
    const { connection } = this;
    return this.tries.inCall && connection.isConnected() && connection.sockets === this.registeredOver;
  }

  /** The next step is decided already, and opens a socket of its own. */
  private get isRoundUnderWay(): boolean {
    const { away, everRegistered } = this.course.state;
    return away !== undefined && (away.stage !== 'home' || !everRegistered);
  }

  /** By itself, which a phone that is refused never does: the next try would be refused as well, or lock the user out. */
  private async begin(): Promise<void> {
    if (this.closed || this.refused) return;
    await (this.afterTry() ?? this.course.follow({ type: 'begun', at: this.options.now() }));
  }

  /** Whether the time has come to ask the primary, or to go back to it. */
  private look(): void {
    const { away, home } = this.course.state;
    if (away || home === 'primary' || this.closed || this.tries.underway) return;
    void this.course.follow({ type: 'looked', at: this.options.now(), idleSince: this.idleSince });
  }

  private async try(gateway: GatewaySide, patience: number | undefined): Promise<void> {
    if (this.closed || this.tries.underway) return;
    this.stop();
    this.refused = false;
    this.tell({ type: 'retry', at: this.options.now() });
    this.options.useGateway(gateway);
    await this.settle(gateway, await this.tries.run(patience));
  }

  private async failBack(patience: number): Promise<void> {
    this.stop();
    const at = this.options.now();
    this.tell({ type: 'lost', reason: 'failing-back', at, retryAt: at });
    const outcome = await this.tries.move(patience, () => this.options.useGateway('primary'));
    await this.settle('primary', outcome);
  }

  private probed(answered: boolean): Promise<void> {
    const event = { type: 'probed', answered, at: this.options.now(), idleSince: this.idleSince } as const;
    const { away } = this.course.state;
    return away ? this.miss(event, away.reason) : this.course.follow(event);
  }

  private async settle(gateway: GatewaySide, outcome: TryOutcome): Promise<void> {
    if (this.closed) return;
    const at = this.options.now();
    switch (outcome.type) {
      case 'registered':
        return this.registered(gateway, outcome);
      case 'stays':
        return this.begin();
      case 'refused':
        return this.miss({ type: 'refused', gateway, at }, 'gateway-refused', outcome);
      case 'failed':
        return this.failed(gateway, outcome);
    }
  }

  private registered(gateway: GatewaySide, { expires, stun }: Registered): void {
    const { options, connection } = this;
    const at = options.now();
    const newSocket = connection.sockets !== this.registeredOver;
    const moved = this.registeredAt !== undefined && this.registeredAt !== gateway;
    this.registeredAt = gateway;
    this.registeredOver = connection.sockets;
    options.onStun(readStunHeader(stun, options.log));
    const decision = this.course.decide({ type: 'registered', gateway, at });
    this.renewal = setTimeout(() => void this.begin(), renewAfter(expires));
    this.tell({ type: 'registered', at });
    if (newSocket) options.onConnected(moved);
    void this.course.carryOut(decision);
  }

  private async failed(gateway: GatewaySide, failure: FailedTry): Promise<void> {
    const { retryAfter, challenge, blame } = failure;
    const { everRegistered, away } = this.course.state;
    if (gateway === 'primary') this.blame = blame;
    if (challenge !== undefined && !everRegistered) return this.refuse('password-not-given', challenge);
    const reason =
      failure.blame === 'diagnose'
        ? reasonAfterFailure(away?.reason, away?.rounds ?? 0, failure.reason)
        : failure.reason;
    const staysHere = challenge !== undefined || this.callsStandHere;
    await this.miss(
      { type: 'failed', gateway, reason, at: this.options.now(), retryAfter, staysHere },
      reason,
    );
  }

  /** Not registered: tells why, and when the next try is; or that there is none. */
  private async miss(event: FailoverEvent, reason: LossReason, refusal?: Refusal): Promise<void> {
    clearTimeout(this.renewal);
    const decision = this.course.decide(event);
    if (decision.do === 'give-up') return this.giveUp(refusal);
    const at = this.options.now();
    const retryAt = 'at' in decision ? Math.max(at, decision.at) : at;
    if (this.course.state.everRegistered || reason === 'gateway-refused') {
      this.tell({ type: 'lost', reason, at, retryAt });
    }
    await this.course.carryOut(decision);
  }

  private async giveUp(refusal: Refusal | undefined): Promise<void> {
    if (refusal) return this.refuse(refusal.reason, refusal.status);
    const reason = this.blame === 'diagnose' ? await this.options.diagnose() : this.blame;
    if (!this.closed) this.refuse(reason, undefined);
  }

  /** No further try by itself. */
  private refuse(reason: RefusalReason, status: number | undefined): void {
    this.options.log.warn(`registration refused: ${reason} ${status ?? ''}`);
    this.stop();
    this.registeredOver = undefined;
    this.refused = true;
    // A call under way may still be ended in order.
    if (!this.tries.inCall) void this.connection.disconnect();
    this.tell({ type: 'rejected', reason, ...(status !== undefined && { status }) });
  }

  private tell(event: RegistrationEvent): void {
    this.options.onEvent(event);
  }

  private stop(): void {
    this.course.stop();
    clearTimeout(this.renewal);
  }

  /** Settled when the try that is under way is over, if there is one. */
  private afterTry(): Promise<void> | undefined {
    return this.tries.underway?.then(() => undefined);
  }
}

type Refusal = Pick<TryOutcome & { type: 'refused' }, 'reason' | 'status'>;

/** Milliseconds until a binding of so many seconds is renewed. */
function renewAfter(expires: number): number {
  return Math.max(5, Math.min(expires * 0.8, expires - 10)) * 1000;
}
