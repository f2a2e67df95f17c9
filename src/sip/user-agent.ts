import {
  type Core,
  Invitation,
  type Session,
  type SessionDescriptionHandler,
  type URI,
  UserAgent,
  type UserAgentDelegate,
} from 'sip.js';
import { AllowedMethods } from 'sip.js/lib/core/user-agent-core/allowed-methods.js';
import { PhoneError } from '../contract/phone-error';
import type { Logger } from '../log/logger';
import type { Authentication } from './authentication';
import { Connection, type ConnectionOptions } from './connection';
import { withForeignUris } from './foreign-uri';
import type { OpenSocket } from './gateway-socket';
import { allowedMethods } from './incoming-request';
import { IncomingScreen, type UnderWay } from './incoming-screen';
import { takeUpdates, type Update } from './updates';

/** What this installation is called at every gateway, for ever: one binding, never two. */
export interface PhoneInstance {
  /** A UUID, for +sip.instance. */
  id: string;
  /** The user part of the Contact. */
  contactName: string;
  /** The host of Contact and Via; nobody resolves it. */
  viaHost: string;
}

/** Where to sign in. */
export interface GatewayPlace {
  url: string;
  /** Of the addresses of record. */
  domain: string;
}

export interface GatewayIdentity extends GatewayPlace {
  /** With AutoFailover: the gateway to go to while the other one is away. */
  secondary?: GatewayPlace | undefined;
  user: string;
  password: string;
  instance: PhoneInstance;
}

export interface UserAgentHooks {
  openSocket: OpenSocket;
  onSent(text: string): void;
  authentication: Authentication;
  /** Whether a request that the gateway asks credentials for is still wanted. */
  isWanted(request: Core.OutgoingRequestMessage): boolean;
  /** Milliseconds since the epoch. */
  now(): number;
  describe(session: Session): SessionDescriptionHandler;
  /** Answers an UPDATE of a call that stands; false where there is none with this dialog. */
  onUpdate(dialogId: string, update: Update): boolean;
  delegate: UserAgentDelegate;
  logger(source: string): Logger;
}

/** sip.js's user agent over a connection of ours. Throws PhoneError when user or domain cannot be used. */
export function createUserAgent(identity: GatewayIdentity, hooks: UserAgentHooks): UserAgent {
  const uri = addressOfRecord(identity.user, identity.domain);
  const transportOptions: ConnectionOptions = {
    url: identity.url,
    openSocket: hooks.openSocket,
    log: hooks.logger('sip/connection'),
    trace: hooks.logger('sip/trace'),
    sendOptions: () => sendOptions(userAgent),
    onSent: hooks.onSent,
    screen: (text) => {
      const readable = incoming.screen(text);
      return readable === undefined ? undefined : hooks.authentication.screen(readable);
    },
    onFailed: (text) => incoming.failed(text),
    outgoing: withForeignUris,
  };
  const sipLog = hooks.logger('sip/sip.js');
  const userAgent = new UserAgent({
    uri,
    contactName: identity.instance.contactName,
    viaHost: identity.instance.viaHost,
    instanceId: identity.instance.id,
    transportConstructor: Connection,
    transportOptions,
    sessionDescriptionHandlerFactory: hooks.describe,
    logBuiltinEnabled: false,
    logConfiguration: false,
    logLevel: 'warn',
    logConnector: (level, category, _label, content) => {
      if (level === 'warn' || level === 'error') sipLog.warn(`${category}: ${content}`);
    },
    userAgentString: 'Ringtab',
    // Announced only: which call an INVITE replaces is for `CallDialogs` to find (sip.js throws on some), how long
    // a call stands for `SessionTimer`.
    sipExtensionExtraSupported: ['replaces', 'timer'],
    // The caller decides how long it rings, not we.
    noAnswerTimeout: 300,
    delegate: hooks.delegate,
  });
  const incoming = new IncomingScreen({
    toTag: identity.instance.contactName,
    extensions: () => userAgent.userAgentCore.configuration.supportedOptionTagsResponse,
    underWay: underWayIn(userAgent),
    send: (text) => (userAgent.transport as Connection).tell(text),
    now: hooks.now,
    log: hooks.logger('sip/incoming-screen'),
    trace: hooks.logger('sip/trace'),
  });
  // All of sip.js says by it what it takes, and refuses what is not in it (405).
  AllowedMethods.splice(0, AllowedMethods.length, ...allowedMethods.split(', '));
  takeUpdates(userAgent.userAgentCore, hooks.onUpdate);
  // sip.js's own class has private fields; only these two methods are called.
  const { configuration } = userAgent.userAgentCore;
  configuration.authenticationFactory = () => {
    const credentials = hooks.authentication.credentials();
    const authenticate: typeof credentials.authenticate = (request) =>
      hooks.isWanted(request) && credentials.authenticate(request);
    return { ...credentials, authenticate } as unknown as ReturnType<
      typeof configuration.authenticationFactory
    >;
  };
  return userAgent;
}

/** From now on everything goes to that gateway. Dialogs keep the addresses that they began with. */
export function useGateway(userAgent: UserAgent, user: string, { url, domain }: GatewayPlace): void {
  const uri = addressOfRecord(user, domain);
  userAgent.configuration.uri = uri;
  userAgent.userAgentCore.configuration.aor = uri;
  (userAgent.transport as Connection).useGateway(url);
}

function addressOfRecord(user: string, domain: string): URI {
  const uri = UserAgent.makeURI(`sip:${encodeURIComponent(user)}@${domain}`);
  if (!uri) throw new PhoneError('address-not-usable', 'user and domain do not make a SIP address');
  return uri;
}

function sendOptions({ userAgentCore, configuration }: UserAgent): void {
  const target = configuration.uri.clone();
  target.user = undefined;
  userAgentCore.request(
    userAgentCore.makeOutgoingRequestMessage('OPTIONS', target, configuration.uri, target, {}),
  );
}

function underWayIn({ userAgentCore, _sessions }: UserAgent): UnderWay {
  const { userAgentClients, userAgentServers, dialogs } = userAgentCore;
  return {
    // Late answers to an INVITE are for `StrayAnswers`.
    awaits: (branch, method) => method === 'INVITE' || userAgentClients.has(branch + method),
    serves: (branch) => userAgentServers.has(branch),
    hasDialog: (callId, ourTag, theirTag) => dialogs.has(callId + ourTag + theirTag),
    abandon: (branch, sessionId) => {
      const server = userAgentServers.get(branch);
      if (!server) return false;
      const session = _sessions[sessionId];
      // A session left alone would answer by its timer, minutes later.
      if (session instanceof Invitation) session.dispose().catch(() => undefined);
      else server.reject({ statusCode: 500 });
      return true;
    },
  };
}
