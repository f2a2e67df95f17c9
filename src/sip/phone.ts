import type { UserAgent } from 'sip.js';
import { type Failover, type GatewaySide, initialFailover } from '../domain/failover-state';
import type { Profile } from '../domain/profile';
import { contactUsers } from '../domain/registered-devices';
import type { RefusalReason, RegistrationEvent } from '../domain/registration';
import type { Logger } from '../log/logger';
import { Authentication } from './authentication';
import { Binding } from './binding';
import { gatewayAnswers } from './gateway-probe';
import type { OpenSocket } from './gateway-socket';
import type { RealmsByGateway } from './known-realms';
import { failOutstanding } from './parting';
import { type IncomingInvite, PhoneCalls } from './phone-calls';
import { StrayAnswers } from './stray-answers';
import { Subscriptions } from './subscriptions';
import { createUserAgent, type GatewayIdentity, type GatewayPlace, useGateway } from './user-agent';

export interface PhoneOptions {
  identity: GatewayIdentity;
  /** False when this identity was registered before the worker, or the browser, died. */
  fresh: boolean;
  /** Which gateway serves, as an earlier worker has kept it. */
  failover?: Failover | undefined;
  /** For whom credentials are answered, as an earlier worker has kept it. */
  realms?: RealmsByGateway | undefined;
  openSocket: OpenSocket;
  diagnose(url: string): Promise<RefusalReason>;
  delegate: PhoneDelegate;
  random(): number;
  now(): number;
  logger(source: string): Logger;
}

export interface PhoneDelegate {
  onRegistration(event: RegistrationEvent): void;
  /** At each registration, before it is told: the STUN server that the gateway names, if it does. */
  onStun(stun: Profile['stun']): void;
  /** At each registration: the user parts of the addresses of all devices that are signed in with this number. */
  onDevices?(contactUsers: string[]): void;
  /** The gateway has accepted this identity, or asks for it for one more realm: for whom credentials are answered. */
  onRealms(realms: RealmsByGateway): void;
  /** Which gateway serves, or is to, may have changed. */
  onFailover?(state: Failover): void;
  onIncoming(incoming: IncomingInvite): void;
  /**
   * Registered over a new socket: calls under way must be repaired by a re-INVITE.
   *
   * @param moved at another gateway than the one registered at before, which does not know these calls
   */
  onConnected(moved: boolean): void;
  onDisconnected(): void;
  /** A gateway tells of messages without a subscription. */
  onUnsolicited?(contentType: string, body: string): void;
}

/** The gateway side of one signed-in identity: its binding and its calls. */
export class Phone extends PhoneCalls {
  readonly binding: Binding;
  /** What the phone is told of beside its calls; to be asked for once, it stays through every loss. */
  readonly subscriptions: Subscriptions;
  protected readonly userAgent: UserAgent;
  protected readonly strays: StrayAnswers;
  protected gateway: GatewayPlace;

  constructor(private readonly options: PhoneOptions) {
    const { identity, delegate } = options;
    super({
      identity,
      onIncoming: (invite) => delegate.onIncoming(invite),
      now: options.now,
      random: options.random,
      logger: options.logger,
    });
    this.gateway = identity;
    const authentication = new Authentication({
      url: identity.url,
      user: identity.user,
      password: identity.password,
      realms: options.realms,
      onRealms: (realms) => delegate.onRealms(realms),
      log: options.logger('sip/authentication'),
    });
    this.userAgent = createUserAgent(identity, {
      authentication,
      openSocket: options.openSocket,
      logger: options.logger,
      onSent: (text) => this.outgoing.noteSent(text),
      now: options.now,
      isWanted: (request) => this.outgoing.isWanted(request),
      describe: (session) => this.descriptionOf(session),
      onUpdate: (dialogId, update) => this.onUpdate(dialogId, update),
      delegate: {
        onDisconnect: (error) => {
          delegate.onDisconnected();
          this.subscriptions.disconnect();
          failOutstanding(this.userAgent.userAgentCore);
          this.binding.onDisconnect(error);
        },
        onInvite: (invitation) => this.onInvite(invitation),
      },
    });
    this.strays = new StrayAnswers(this.userAgent.userAgentCore, {
      now: options.now,
      log: options.logger('sip/stray-answers'),
    });
    this.subscriptions = new Subscriptions(this.userAgent, {
      domain: () => this.gateway.domain,
      onUnsolicited: (contentType, body) => delegate.onUnsolicited?.(contentType, body),
      random: options.random,
      log: options.logger('sip/subscriptions'),
    });
    this.binding = new Binding(this.userAgent, {
      failover: failoverOf(options),
      callId: `${identity.instance.id}-${options.now().toString(36)}`,
      diagnose: () => options.diagnose(identity.url),
      useGateway: (gateway) => {
        this.gateway = this.place(gateway);
        useGateway(this.userAgent, identity.user, this.gateway);
        authentication.useGateway(this.gateway.url);
      },
      probe: (gateway) => this.probe(gateway),
      onFailover: (state) => delegate.onFailover?.(state),
      onEvent: (event) => {
        if (event.type === 'registered') authentication.accepted();
        if (event.type === 'rejected') authentication.refused();
        delegate.onRegistration(event);
      },
      onStun: (stun) => delegate.onStun(stun),
      onContacts: (headers) => delegate.onDevices?.(contactUsers(headers)),
      onConnected: (moved) => {
        delegate.onConnected(moved);
        this.subscriptions.connect(moved);
      },
      random: options.random,
      now: options.now,
      log: options.logger('sip/binding'),
    });
  }

  /** The user part of its own address: of the user's devices, this one. */
  get contactName(): string {
    return this.options.identity.instance.contactName;
  }

  /** Signs out at the gateway. Idempotent. */
  async close(): Promise<void> {
    this.subscriptions.close();
    await this.binding.close();
    this.userAgent.userAgentCore.dispose();
  }

  private place(gateway: GatewaySide): GatewayPlace {
    const { identity } = this.options;
    return gateway === 'secondary' && identity.secondary ? identity.secondary : identity;
  }

  private probe(gateway: GatewaySide): Promise<boolean> {
    const { user, instance } = this.options.identity;
    const { url, domain } = this.place(gateway);
    const target = { url, domain, user, viaHost: instance.viaHost };
    return gatewayAnswers(target, this.options.openSocket, this.options.logger('sip/gateway-probe'));
  }
}

function failoverOf({ identity, fresh, failover }: PhoneOptions): Failover {
  const possible = identity.secondary !== undefined;
  return failover && possible ? { ...failover, possible } : initialFailover(possible, !fresh);
}
