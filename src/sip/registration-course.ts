import type { UserAgent } from 'sip.js';
import type { Failover, FailoverEvent, GatewaySide, Probed } from '../domain/failover-state';
import type { Profile } from '../domain/profile';
import type { LossReason, RefusalReason, RegistrationEvent } from '../domain/registration';
import { reasonAfterFailure } from '../domain/retry';
import type { Logger } from '../log/logger';
import type { Connection } from './connection';
import { FailoverDriver } from './failover-driver';
import { RegisteredPlace } from './registered-place';
import { RegistrationClient } from './registration-client';
import { type FailedTry, type Registered, RegistrationTry, type TryOutcome } from './registration-try';
import { readStunHeader } from './stun-header';

export interface RegistrationOptions {
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
  /** The same: the Contacts of all that are registered with this number. */
  onContacts(headers: string[]): void;
  /** Registered over a new socket; whether at another gateway than before. */
  onConnected(moved: boolean): void;
  random(): number;
  now(): number;
  log: Logger;
}

/** Tries to be registered, at the gateway and at the time that the policy names, and tells what comes of it. */
export class RegistrationCourse {
  private readonly client: RegistrationClient;
  private readonly tries: RegistrationTry;
  private readonly failover: FailoverDriver;
  private renewal: ReturnType<typeof setTimeout> | undefined;
  private readonly place: RegisteredPlace;
  /** What went wrong at the primary gateway, for who signs in for the first time. */
  private blame: FailedTry['blame'] = 'gateway-unreachable';
  private refused = false;
  private closed = false;

  constructor(
    private readonly userAgent: UserAgent,
    private readonly options: RegistrationOptions,
  ) {
    const { failover, callId, log } = options;
    this.place = new RegisteredPlace(failover.everRegistered ? failover.home : undefined);
    this.client = new RegistrationClient(userAgent, callId);
    this.tries = new RegistrationTry(userAgent, this.client, log);
    this.failover = new FailoverDriver(
      { ...failover, inCall: false },
      {
        ...options,
        try: (gateway, patience) => this.try(gateway, patience),
        failBack: (patience) => this.failBack(patience),
        asking: () => this.failover.state.away && this.tell({ type: 'retry', at: options.now() }),
        probed: (event) => this.probed(event),
        look: () => this.look(),
      },
    );
  }

  /** Registered, as far as we know. */
  get stands(): boolean {
    return this.connection.isConnected() && !this.failover.state.away;
  }

  /** A gateway is being tried, or asked whether it is there. */
  get isBusy(): boolean {
    return this.tries.underway !== undefined || this.failover.isAsking;
  }

  /** Tries by itself, which a phone that is refused never does: it would be refused again, or lock the user out. */
  async begin(): Promise<void> {
    if (this.closed || this.refused) return;
    await (this.afterTry() ?? this.failover.follow({ type: 'begun', at: this.options.now() }));
  }

  /** Tries as a person wants it. */
  async ask(): Promise<void> {
    if (this.closed) return;
    await (this.afterTry() ?? this.failover.follow({ type: 'asked', at: this.options.now() }));
  }

  /** Whether the time has come to ask the primary, or to go back to it. */
  look(): void {
    if (!this.closed && !this.tries.underway) this.failover.look();
  }

  /** The socket is gone. */
  lost(reason: LossReason): void {
    if (this.closed || this.refused) return;
    if (this.tries.underway) this.tries.lose(reason);
    else if (!this.failover.isInRound)
      void this.miss({ type: 'lost', reason, at: this.options.now() }, reason);
  }

  ownNetworkGone(): void {
    this.failover.ownNetworkGone();
  }

  /** By so many milliseconds. */
  clockSetBack(by: number): void {
    this.failover.clockSetBack(by);
  }

  setInCall(inCall: boolean): void {
    const ended = !inCall && this.tries.inCall;
    this.tries.inCall = inCall;
    this.failover.setInCall(inCall);
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

  private get connection(): Connection {
    return this.userAgent.transport as Connection;
  }

  /** Calls have been placed, or taken up again, over this very socket. */
  private get callsStandHere(): boolean {
    const { connection } = this;
    return this.tries.inCall && connection.isConnected() && this.place.isOver(connection.sockets);
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

  private probed(event: Probed): Promise<void> {
    const { away } = this.failover.state;
    return away ? this.miss(event, away.reason) : this.failover.follow(event);
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

  private registered(gateway: GatewaySide, { expires, stun, contacts }: Registered): void {
    const { options, connection } = this;
    const at = options.now();
    const { isOtherSocket, isOtherGateway } = this.place.enter(gateway, connection.sockets);
    options.onStun(readStunHeader(stun, options.log));
    options.onContacts(contacts);
    const decision = this.failover.decide({ type: 'registered', gateway, at });
    this.renewal = setTimeout(() => void this.begin(), renewAfter(expires));
    this.tell({ type: 'registered', at });
    if (isOtherSocket) options.onConnected(isOtherGateway);
    void this.failover.carryOut(decision);
  }

  private async failed(gateway: GatewaySide, failure: FailedTry): Promise<void> {
    const { retryAfter, challenge, blame } = failure;
    const { everRegistered, away } = this.failover.state;
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
    const decision = this.failover.decide(event);
    if (decision.do === 'give-up') return this.giveUp(refusal);
    const at = this.options.now();
    const retryAt = 'at' in decision ? Math.max(at, decision.at) : at;
    if (this.failover.state.everRegistered || reason === 'gateway-refused') {
      this.tell({ type: 'lost', reason, at, retryAt });
    }
    await this.failover.carryOut(decision);
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
    this.place.leave();
    this.refused = true;
    // A call under way may still be ended in order.
    if (!this.tries.inCall) void this.connection.disconnect();
    this.tell({ type: 'rejected', reason, ...(status !== undefined && { status }) });
  }

  private tell(event: RegistrationEvent): void {
    this.options.onEvent(event);
  }

  private stop(): void {
    this.failover.stop();
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
