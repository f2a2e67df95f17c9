import { type Session, type SessionDescriptionHandler, UserAgent, type UserAgentDelegate } from 'sip.js';
import { PhoneError } from '../contract/phone-error';
import type { Logger } from '../log/logger';
import type { Authentication } from './authentication';
import { Connection, type ConnectionOptions, type GatewaySocket } from './connection';

/** What this installation is called at every gateway, for ever: one binding, never two. */
export interface PhoneInstance {
  /** A UUID, for +sip.instance. */
  id: string;
  /** The user part of the Contact. */
  contactName: string;
  /** The host of Contact and Via; nobody resolves it. */
  viaHost: string;
}

export interface GatewayIdentity {
  url: string;
  domain: string;
  user: string;
  password: string;
  instance: PhoneInstance;
}

export interface UserAgentHooks {
  openSocket(url: string, protocol: 'sip'): GatewaySocket;
  onSent(text: string): void;
  authentication: Authentication;
  describe(session: Session): SessionDescriptionHandler;
  delegate: UserAgentDelegate;
  logger(source: string): Logger;
}

/** sip.js's user agent over a connection of ours. Throws PhoneError when user or domain cannot be used. */
export function createUserAgent(identity: GatewayIdentity, hooks: UserAgentHooks): UserAgent {
  const uri = UserAgent.makeURI(`sip:${encodeURIComponent(identity.user)}@${identity.domain}`);
  if (!uri) throw new PhoneError('address-not-usable', 'user and domain do not make a SIP address');
  const transportOptions: ConnectionOptions = {
    url: identity.url,
    openSocket: hooks.openSocket,
    log: hooks.logger('sip/connection'),
    trace: hooks.logger('sip/trace'),
    sendOptions: () => sendOptions(userAgent),
    onSent: hooks.onSent,
    screen: (text) => hooks.authentication.screen(text),
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
    // Announced only: which call an INVITE replaces is for `CallDialogs` to find (sip.js throws on some).
    sipExtensionExtraSupported: ['replaces'],
    // The caller decides how long it rings, not we.
    noAnswerTimeout: 300,
    delegate: hooks.delegate,
  });
  // sip.js's own class has private fields; only these two methods are called.
  const { configuration } = userAgent.userAgentCore;
  configuration.authenticationFactory = () =>
    hooks.authentication.credentials() as unknown as ReturnType<typeof configuration.authenticationFactory>;
  return userAgent;
}

function sendOptions({ userAgentCore, configuration }: UserAgent): void {
  const target = configuration.uri.clone();
  target.user = undefined;
  userAgentCore.request(
    userAgentCore.makeOutgoingRequestMessage('OPTIONS', target, configuration.uri, target, {}),
  );
}
