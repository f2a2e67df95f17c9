import {
  type Invitation,
  Inviter,
  type Session,
  type SessionDescriptionHandler,
  type UserAgent,
} from 'sip.js';
import type { MediaSession } from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import type { TurnAway } from '../domain/arrival';
import type { CallFacts } from '../domain/call-facts';
import type { Referral } from '../domain/referral';
import type { Logger } from '../log/logger';
import { answerWish, callerHost } from './answer-wish';
import { CallDialogs } from './call-dialogs';
import { factsOfInvite } from './call-facts';
import { CallSession } from './call-session';
import type { DescriptionHandler } from './description-handler';
import { keepInvite, unavailableFor } from './orphans';
import { OutgoingCalls } from './outgoing-calls';
import { sayByeIn, sayCancel } from './parting';
import { type Refusal, refusalFor, withWayHere } from './redirection';
import { pickUpHeaders, replacingHeaders } from './replaces';
import { ResumedSession } from './resumed-session';
import type { SavedDialog } from './saved-dialog';
import type { StrayAnswers } from './stray-answers';
import { targetUri } from './target-uri';
import type { Update } from './updates';
import type { GatewayIdentity, GatewayPlace } from './user-agent';
import { sentOnBy } from './way-here';

/** A call at another phone, as whoever watches it is told (RFC 4235): the tags are that phone's. */
export interface CallElsewhere {
  /** Its other side, whose phone is asked. */
  target: string;
  /** They talk already. */
  answered: boolean;
  names: { callId: string; localTag: string; remoteTag: string };
}

/** An INVITE that rings; it becomes a call once there is a media session for it. */
export interface IncomingInvite {
  facts: Omit<CallFacts, 'id' | 'direction' | 'profileId' | 'startedAt'>;
  /** The numbers of those who have sent it on before it came here. */
  sentOnBy: readonly string[];
  /** The INVITE as `Phone.abandon` wants it. */
  kept: string;
  /** The call whose place it takes (RFC 3891); an INVITE that names one we do not have is refused before. */
  replaces?: CallSession | undefined;
  /** Seconds after which a caller of our own domain wants to be answered by itself; undefined when none does. */
  answerAfter?: number | undefined;
  take(media: MediaSession): CallSession;
  reject(status: number, headers?: string[]): void;
}

export interface PhoneCallsOptions {
  identity: GatewayIdentity;
  onIncoming(incoming: IncomingInvite): void;
  now(): number;
  random(): number;
  logger(source: string): Logger;
}

/** The calls of a phone: how each begins, and how what an earlier worker has left of one is found or cleared up. */
export abstract class PhoneCalls {
  protected abstract readonly userAgent: UserAgent;
  protected abstract readonly strays: StrayAnswers;
  /** Where everything goes. */
  protected abstract gateway: GatewayPlace;
  protected readonly outgoing = new OutgoingCalls();
  private readonly descriptions = new WeakMap<Session, DescriptionHandler>();
  private readonly dialogs = new CallDialogs(() => this.userAgent.userAgentCore.dialogs);

  constructor(private readonly callOptions: PhoneCallsOptions) {}

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

  /** The Refer-To that sends the far end of a call to a number, a user or a SIP URI. Throws like `call`. */
  referTo(target: string): string {
    return `<${targetUri(target, this.gateway.domain)}>`;
  }

  /** A call that the far end of another one wants us to place, not yet sent. Throws like `call`. */
  follow({ target, replaces, by }: Referral, media: MediaSession): CallSession {
    const headers = replaces === undefined ? [] : [`Replaces: ${replaces}`, 'Require: replaces'];
    return this.inviter(target, media, by === undefined ? headers : [...headers, `Referred-By: ${by}`]);
  }

  /**
   * A call at another phone, not yet sent: its other side goes on with it here. Throws PhoneError 'number-not-diallable'
   * where neither they nor the call can be named.
   */
  pickUp({ target, names, answered }: CallElsewhere, media: MediaSession): CallSession {
    const headers = pickUpHeaders(names, answered);
    if (!headers) throw new PhoneError('number-not-diallable', 'names that cannot stand in a header');
    return this.inviter(target, media, headers);
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
    await transport.send(unavailableFor(kept, this.callOptions.identity.instance.contactName));
    return true;
  }

  /** How a call that comes in is turned away. Throws PhoneError 'number-not-diallable'. */
  refusal(how: TurnAway): Refusal {
    return refusalFor(how, { user: this.callOptions.identity.user, domain: this.gateway.domain });
  }

  protected onInvite(invitation: Invitation): void {
    const { request } = invitation;
    const named = this.dialogs.named(request);
    const reject = (status: number, headers: string[] = []) => {
      const extraHeaders = withWayHere({ status, headers }, request);
      void invitation.reject({ statusCode: status, extraHeaders }).catch(() => undefined);
    };
    if (named && 'refusal' in named) {
      this.callOptions
        .logger('sip/phone-calls')
        .info(`an INVITE with Replaces is refused with ${named.refusal}`);
      reject(named.refusal);
      return;
    }
    this.callOptions.onIncoming({
      facts: factsOfInvite(request),
      sentOnBy: sentOnBy(request.getHeaders('History-Info'), request.getHeaders('Diversion')),
      kept: keepInvite(request.data),
      replaces: named?.call,
      answerAfter: this.isOurs(callerHost(request)) ? answerWish(request) : undefined,
      take: (media) => {
        if (named) this.dialogs.taken(named.dialog, invitation);
        return this.session(invitation, media);
      },
      reject,
    });
  }

  protected onUpdate(dialogId: string, update: Update): boolean {
    const call = this.dialogs.established(dialogId);
    void call?.updated(update);
    return call !== undefined;
  }

  /** Whether a caller's address is at one of our own gateways. */
  private isOurs(host: string): boolean {
    const { domain, secondary } = this.callOptions.identity;
    return [domain, secondary?.domain].some((own) => own !== undefined && own.toLowerCase() === host);
  }

  private inviter(target: string, media: MediaSession, extraHeaders: string[] = []): CallSession {
    const uri = targetUri(target, this.gateway.domain);
    const inviter = new Inviter(this.userAgent, uri, { extraHeaders });
    const call = this.session(inviter, media);
    this.outgoing.add(inviter, call);
    return call;
  }

  private session(session: Session, media: MediaSession): CallSession {
    const { logger, now, random } = this.callOptions;
    const call = new CallSession(session, media, { log: logger('sip/call-session'), now, random });
    this.descriptions.set(session, call.description);
    this.dialogs.add(session, call);
    return call;
  }

  protected descriptionOf(session: Session): SessionDescriptionHandler {
    const description = this.descriptions.get(session);
    if (!description) throw new Error('a session without media');
    return description;
  }
}
