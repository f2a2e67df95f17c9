import { type UserAgent, UserAgentState } from 'sip.js';
import type { LossReason, RefusalReason } from '../domain/registration';
import type { Logger } from '../log/logger';
import { type Connection, ConnectionError } from './connection';
import type { RegistrationClient } from './registration-client';

export type TryOutcome =
  | Registered
  | { type: 'refused'; reason: RefusalReason; status: number }
  | FailedTry
  /** A call has come while the phone was about to leave. */
  | { type: 'stays' };

export interface Registered {
  type: 'registered';
  /** Seconds. */
  expires: number;
  /** As the gateway's header has it. */
  stun: string | undefined;
  /** The headers of all the user's devices. */
  contacts: string[];
}

export interface FailedTry {
  type: 'failed';
  reason: LossReason;
  /** Milliseconds that the gateway does not want to be tried for, or 0. */
  retryAfter: number;
  /** The status of a challenge that cannot be answered. */
  challenge: number | undefined;
  /** What a first sign-in says of it; `diagnose`: no connection was made. */
  blame: RefusalReason | 'diagnose';
}

/** One try at a time to be connected and registered. */
export class RegistrationTry {
  /** Never rejects. */
  underway: Promise<TryOutcome> | undefined;
  inCall = false;
  private lostBy: LossReason | undefined;
  private closed = false;

  constructor(
    private readonly userAgent: UserAgent,
    private readonly client: RegistrationClient,
    private readonly log: Logger,
  ) {}

  /** @param patience milliseconds for connection and registration together */
  run(patience: number | undefined): Promise<TryOutcome> {
    return this.alone(() => this.reach(patience));
  }

  /** Unregisters here, and tries there: nobody is registered at two gateways. */
  move(patience: number, useOther: () => void): Promise<TryOutcome> {
    return this.alone(async () => {
      await this.client.unregister();
      if (this.inCall) return { type: 'stays' };
      useOther();
      return this.reach(patience);
    });
  }

  /** The socket is gone, and with it the answer. */
  lose(reason: LossReason): void {
    this.lostBy = reason;
    this.client.abandon();
  }

  close(): void {
    this.closed = true;
    this.client.abandon();
  }

  private get connection(): Connection {
    return this.userAgent.transport as Connection;
  }

  private alone(act: () => Promise<TryOutcome>): Promise<TryOutcome> {
    this.underway = act().finally(() => {
      this.underway = undefined;
    });
    return this.underway;
  }

  private async reach(patience: number | undefined): Promise<TryOutcome> {
    this.lostBy = undefined;
    const isNew = !this.connection.isConnected();
    const limit = patience === undefined ? undefined : setTimeout(() => this.cutShort(isNew), patience);
    try {
      const started = this.userAgent.state === UserAgentState.Started;
      await (started ? this.userAgent.reconnect() : this.userAgent.start());
      if (this.closed) await this.connection.disconnect();
      return await this.register();
    } catch (error) {
      this.log.info(`no connection: ${String(error)}`);
      const reason = error instanceof ConnectionError ? error.loss : 'gateway-unreachable';
      return { type: 'failed', reason, retryAfter: 0, challenge: undefined, blame: 'diagnose' };
    } finally {
      clearTimeout(limit);
    }
  }

  private async register(): Promise<TryOutcome> {
    const outcome = await this.client.register();
    if (outcome.type !== 'later') return outcome;
    const { status, retryAfter = 0 } = outcome;
    this.log.warn(`registration not possible now: ${this.lostBy ?? status}`);
    const silent = status === 408;
    const mute = silent && !this.lostBy && !this.connection.heardGateway;
    return {
      type: 'failed',
      reason: this.lostBy ?? (silent ? 'gateway-silent' : 'gateway-refused'),
      retryAfter: this.lostBy ? 0 : retryAfter * 1000,
      challenge: !this.lostBy && (status === 401 || status === 407) ? status : undefined,
      blame: mute ? 'not-sip-gateway' : 'gateway-unreachable',
    };
  }

  /** Over a socket that calls stand on, the keep-alive decides; on one that is new none stands yet. */
  private cutShort(isNew: boolean): void {
    this.client.abandon();
    if (isNew || !this.inCall) void this.connection.disconnect();
  }
}
