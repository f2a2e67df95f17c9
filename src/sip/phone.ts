import {
  type Invitation,
  Inviter,
  type Session,
  type SessionDescriptionHandler,
  type UserAgent,
} from 'sip.js';
import type { MediaSession } from '../contract/media-session';
import type { CallFacts } from '../domain/call';
import { type Failover, type GatewaySide, initialFailover } from '../domain/failover-state';
import type { Profile } from '../domain/profile';
import type { RefusalReason, RegistrationEvent } from '../domain/registration';
import type { Logger } from '../log/logger';
import { Authentication } from './authentication';
import { Binding } from './binding';
import { CallDialogs } from './call-dialogs';
import { factsOfInvite } from './call-facts';
import { CallSession } from './call-session';
import type { DescriptionHandler } from './description-handler';
import { gatewayAnswers } from './gateway-probe';
import type { OpenSocket } from './gateway-socket';
import type { RealmsByGateway } from './known-realms';
import { keepInvite, unavailableFor } from './orphans';
import { OutgoingCalls } from './outgoing-calls';
import { failOutstanding, sayByeIn, sayCancel } from './parting';
import { replacingHeaders } from './replaces';
import { ResumedSession } from './resumed-session';
import type { SavedDialog } from './saved-dialog';
import { StrayAnswers } from './stray-answers';
import { targetUri } from './target-uri';
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
}

/** An INVITE that rings; it becomes a call once there is a media session for it. */
export interface IncomingInvite {
  facts: Omit<CallFacts, 'id' | 'direction' | 'profileId' | 'startedAt'>;
  /** The INVITE as `Phone.abandon` wants it. */
  kept: string;
  /** The call whose place it takes (RFC 3891); an INVITE that names one we do not have is refused before. */
  replaces?: CallSession | undefined;
  take(media: MediaSession): CallSession;
  reject(status: number): void;
}

/** The gateway side of one signed-in identity: its binding and its calls. */
export class Phone {
  readonly binding: Binding;
  private readonly userAgent: UserAgent;
  private readonly descriptions = new WeakMap<Session, DescriptionHandler>();
  private readonly outgoing = new OutgoingCalls();
  private readonly dialogs = new CallDialogs(() => this.userAgent.userAgentCore.dialogs);
  private readonly strays: StrayAnswers;
  private readonly log: Logger;
  /** Where everything goes. */
  private gateway: GatewayPlace;

  constructor(private readonly options: PhoneOptions) {
    const { identity, delegate } = options;
    this.log = options.logger('sip/phone');
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
      delegate: {
        onDisconnect: (error) => {
          delegate.onDisconnected();
          failOutstanding(this.userAgent.userAgentCore);
          this.binding.onDisconnect(error);
        },
        onInvite: (invitation) => this.onInvite(invitation),
        onMessage: (message) => void message.reject({ statusCode: 405 }).catch(() => undefined),
      },
    });
    this.strays = new StrayAnswers(this.userAgent.userAgentCore, {
      now: options.now,
      log: options.logger('sip/stray-answers'),
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
      onConnected: (moved) => delegate.onConnected(moved),
      random: options.random,
      now: options.now,
      log: options.logger('sip/binding'),
    });
  }

  /** A call to a number, a user or a SIP URI, not yet sent. Throws PhoneError 'number-not-diallable'. */
  call(target: string, media: MediaSession): CallSession {
    return this.inviter(target, media);
  }

  /**
   * A call that takes the place of an established one at its far end, not yet sent. Whoever does not have that
   * dialog, or does not know Replaces, refuses it. Throws PhoneError 'number-not-diallable'.
   */
  replace(saved: SavedDialog, target: string, media: MediaSession): CallSession {
    return this.inviter(target, media, replacingHeaders(saved));
  }

  /** Tells the far end of a call that nobody will take up again that it is over. True once it knows. */
  hangUp(saved: SavedDialog): Promise<boolean> {
    return sayByeIn(saved, this.userAgent.userAgentCore);
  }

  /** Takes an established call up again after the worker died; a re-INVITE must follow. */
  resume(saved: SavedDialog, media: MediaSession): CallSession {
    return this.session(new ResumedSession(this.userAgent, saved), media);
  }

  /** Clears up at the gateway what a call that was not yet established has left there. True once it knows. */
  async abandon(kept: string, direction: 'outgoing' | 'incoming'): Promise<boolean> {
    const { userAgentCore, transport } = this.userAgent;
    if (direction === 'outgoing') {
      this.strays.expect(kept);
      return sayCancel(kept, userAgentCore);
    }
    await transport.send(unavailableFor(kept, this.options.identity.instance.contactName));
    return true;
  }

  /** Signs out at the gateway. Idempotent. */
  async close(): Promise<void> {
    await this.binding.close();
    this.userAgent.userAgentCore.dispose();
  }

  private onInvite(invitation: Invitation): void {
    const named = this.dialogs.named(invitation.request);
    const reject = (status: number) => void invitation.reject({ statusCode: status }).catch(() => undefined);
    if (named && 'refusal' in named) {
      this.log.info(`an INVITE with Replaces is refused with ${named.refusal}`);
      reject(named.refusal);
      return;
    }
    this.options.delegate.onIncoming({
      facts: factsOfInvite(invitation.request),
      kept: keepInvite(invitation.request.data),
      replaces: named?.call,
      take: (media) => this.session(invitation, media),
      reject,
    });
  }

  private inviter(target: string, media: MediaSession, extraHeaders: string[] = []): CallSession {
    const uri = targetUri(target, this.gateway.domain);
    const inviter = new Inviter(this.userAgent, uri, { extraHeaders });
    const call = this.session(inviter, media);
    this.outgoing.add(inviter, call);
    return call;
  }

  private session(session: Session, media: MediaSession): CallSession {
    const { logger, random } = this.options;
    const call = new CallSession(session, media, { log: logger('sip/call-session'), random });
    this.descriptions.set(session, call.description);
    this.dialogs.add(session, call);
    return call;
  }

  private descriptionOf(session: Session): SessionDescriptionHandler {
    const description = this.descriptions.get(session);
    if (!description) throw new Error('a session without media');
    return description;
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
