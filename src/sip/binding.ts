import { type UserAgent, UserAgentState } from 'sip.js';
import type { Profile } from '../domain/profile';
import type { LossReason, RefusalReason, RegistrationEvent } from '../domain/registration';
import { reasonAfterFailure, retryDelay } from '../domain/retry';
import type { Logger } from '../log/logger';
import { type Connection, ConnectionError } from './connection';
import { callPace, idlePace } from './keep-alive';
import { RegistrationClient } from './registration-client';
import { readStunHeader } from './stun-header';

export interface BindingOptions {
  url: string;
  /** A Call-ID that no other binding has. */
  callId: string;
  /** False when this identity was registered before the worker, or the browser, died. */
  fresh: boolean;
  /** Finds out why a first connection failed. */
  diagnose(url: string): Promise<RefusalReason>;
  onEvent(event: RegistrationEvent): void;
  /** At each registration, before it is told: the STUN server that the gateway names, if it does. */
  onStun(stun: Profile['stun']): void;
  /** Registered over a new socket; whether at another gateway than before. */
  onConnected(moved: boolean): void;
  random(): number;
  now(): number;
  log: Logger;
}

/** Keeps one identity connected and registered for as long as it is signed in. */
export class Binding {
  private readonly client: RegistrationClient;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempt: Promise<void> | undefined;
  /** `notBefore` is the gateway's own wish (Retry-After). */
  private loss: { reason: LossReason; since: number; attempts: number; notBefore: number } | undefined;
  private everRegistered: boolean;
  private newSocket = true;
  private inCall = false;
  private refused = false;
  private closed = false;

  constructor(
    private readonly userAgent: UserAgent,
    private readonly options: BindingOptions,
  ) {
    this.everRegistered = !options.fresh;
    this.client = new RegistrationClient(userAgent, options.callId);
  }

  start(): Promise<void> {
    return this.once(() => this.userAgent.start());
  }

  /** Tries now instead of at the end of the countdown; renews the binding when connected. */
  tryNow(): Promise<void> {
    if (this.closed) return Promise.resolve();
    if (!this.attempt) this.options.onEvent({ type: 'retry', at: this.options.now() });
    const started = this.userAgent.state === UserAgentState.Started;
    return this.once(() => (started ? this.userAgent.reconnect() : this.userAgent.start()));
  }

  /** The alarm: is everything as it should be? */
  checkUp(): void {
    if (this.connection.isConnected() && !this.loss) this.connection.askNow();
    else if (!this.loss || this.loss.notBefore <= this.options.now()) void this.tryNow();
  }

  /** Our network is back, or another one: a socket that stands may lead nowhere. */
  networkChanged(): void {
    if (this.connection.isConnected() && !this.loss) this.connection.doubt('network-changed');
    else this.checkUp();
  }

  /** The computer has slept: the socket may lead nowhere, and the gateway may have forgotten this binding. */
  woke(): void {
    if (this.connection.isConnected() && !this.loss) {
      this.connection.doubt('computer-slept');
      void this.tryNow();
    } else this.checkUp();
  }

  /** By so many milliseconds: what was noted before lies ahead, and nobody may wait for it. */
  clockSetBack(by: number): void {
    if (!this.loss) return;
    this.loss.since -= by;
    this.loss.notBefore -= by;
  }

  networkGone(): void {
    if (this.loss) this.loss.reason = 'own-network';
    this.connection.lose(new ConnectionError('own-network', 'offline'));
  }

  /** Silence is noticed sooner while somebody talks. */
  setInCall(inCall: boolean): void {
    this.inCall = inCall;
    this.connection.setPace(inCall ? callPace : idlePace);
    if (!inCall && this.refused) void this.connection.disconnect();
  }

  /** Removes the binding at the gateway and closes the connection. Idempotent. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.timer);
    this.client.abandon();
    if (this.connection.isConnected()) await this.client.unregister();
    await this.connection.disconnect();
  }

  /** sip.js tells that the socket is gone. */
  onDisconnect(error: Error | undefined): void {
    if (this.closed) return;
    this.newSocket = true;
    this.client.abandon();
    if (this.everRegistered) this.lost(error instanceof ConnectionError ? error.loss : 'gateway-closed');
    else this.refuse('gateway-unreachable', undefined);
  }

  private get connection(): Connection {
    return this.userAgent.transport as Connection;
  }

  private once(connect: () => Promise<void>): Promise<void> {
    clearTimeout(this.timer);
    this.attempt ??= connect()
      .then(
        () => (this.closed ? this.connection.disconnect() : this.register()),
        (error) => this.connectFailed(error),
      )
      .finally(() => {
        this.attempt = undefined;
      });
    return this.attempt;
  }

  private async register(): Promise<void> {
    clearTimeout(this.timer);
    const outcome = await this.client.register();
    if (this.closed || !this.connection.isConnected()) return;
    switch (outcome.type) {
      case 'registered':
        this.options.onStun(readStunHeader(outcome.stun, this.options.log));
        this.registered(outcome.expires);
        return;
      case 'refused':
        this.refuse(outcome.reason, outcome.status);
        return;
      case 'later':
        this.options.log.warn(`registration not possible now: ${outcome.status}`);
        if (!this.everRegistered && (outcome.status === 401 || outcome.status === 407)) {
          this.refuse('forbidden', outcome.status);
        } else if (this.everRegistered || outcome.status !== 408) {
          this.lost('gateway-refused', (outcome.retryAfter ?? 0) * 1000);
        } else {
          this.refuse(this.connection.heardGateway ? 'gateway-unreachable' : 'not-sip-gateway', undefined);
        }
    }
  }

  private registered(expires: number): void {
    this.loss = undefined;
    this.refused = false;
    this.everRegistered = true;
    this.timer = setTimeout(() => void this.tryNow(), renewAfter(expires));
    this.options.onEvent({ type: 'registered', at: this.options.now() });
    if (this.newSocket) this.options.onConnected(false);
    this.newSocket = false;
  }

  private async connectFailed(error: unknown): Promise<void> {
    if (this.closed) return;
    this.options.log.info(`no connection: ${String(error)}`);
    if (this.everRegistered) {
      this.lost(reasonAfterFailure(this.loss?.reason, this.loss?.attempts ?? 0));
      return;
    }
    const reason = await this.options.diagnose(this.options.url);
    if (!this.closed) this.refuse(reason, undefined);
  }

  /** No further try by itself: the next one would be refused as well, or lock the user out. */
  private refuse(reason: RefusalReason, status: number | undefined): void {
    this.options.log.warn(`registration refused: ${reason} ${status ?? ''}`);
    this.loss = undefined;
    this.newSocket = true;
    clearTimeout(this.timer);
    this.refused = true;
    // A call under way may still be ended in order.
    if (!this.inCall) void this.connection.disconnect();
    this.options.onEvent({ type: 'rejected', reason, ...(status !== undefined && { status }) });
  }

  /** Tells the loss and sets the time of the next try, not before `atLeast` milliseconds. */
  private lost(reason: LossReason, atLeast = 0): void {
    const now = this.options.now();
    this.loss = {
      reason,
      since: this.loss?.since ?? now,
      attempts: this.loss ? this.loss.attempts + 1 : 0,
      notBefore: now + atLeast,
    };
    const { since, attempts } = this.loss;
    const delay = Math.max(atLeast, retryDelay(reason, attempts, now - since, this.options.random()));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.tryNow(), delay);
    this.options.onEvent({ type: 'lost', reason, at: now, retryAt: now + delay });
  }
}

/** Milliseconds until a binding of so many seconds is renewed. */
function renewAfter(expires: number): number {
  return Math.max(5, Math.min(expires * 0.8, expires - 10)) * 1000;
}
