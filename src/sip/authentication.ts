import { bytesToHex, randomBytes } from '@noble/hashes/utils.js';
import type { Core } from 'sip.js';
import type { Logger } from '../log/logger';
import { type Challenge, readChallenges, shownRealm, strongest } from './challenge';
import { digestAuthorization } from './digest';
import { withForeignUri } from './foreign-uri';
import { KnownRealms, type Realms, type RealmsByGateway } from './known-realms';
import { RecentMap } from './recent-map';

export interface AuthenticationOptions {
  /** The gateway that is signed in to first. */
  url: string;
  user: string;
  password: string;
  /** As an earlier worker knew them. */
  realms: RealmsByGateway | undefined;
  /** The realms of a gateway are known for good, or one more is. */
  onRealms(realms: RealmsByGateway): void;
  log: Logger;
}

/** What sip.js wants of one request's credentials. */
export interface RequestCredentials {
  authenticate(request: Core.OutgoingRequestMessage): boolean;
  toString(): string;
}

const challengeLine = /^(www|proxy)-authenticate[^\S\r\n]*:([^\r\n]*(?:\r\n[^\S\r\n][^\r\n]*)*)(?:\r\n|$)/gim;
const remembered = 64;

const headers = {
  registrar: { challenge: 'WWW-Authenticate', answer: 'authorization' },
  proxy: { challenge: 'Proxy-Authenticate', answer: 'proxy-authorization' },
} as const;

/** The header that a challenge leaves which is not answered; of our own making, never sent. */
const leftOpen = 'Ringtab-Challenge-Left-Open';

interface Offered {
  kind: keyof Realms;
  challenge: Challenge;
}

/**
 * The credentials of one identity.
 *
 * sip.js knows MD5 only, reads the last challenge of a list only, and drops a whole message when it cannot
 * read one. So challenges are taken out of each message before sip.js sees it, and one that can be answered
 * leaves a stand-in there; sip.js then asks, while it reads that message, for the answer.
 */
export class Authentication {
  private readonly realms: KnownRealms;
  /** In the message that sip.js reads now. */
  private offered: Offered | undefined;
  /** How often each nonce has been answered. */
  private readonly counts = new RecentMap<string, number>(remembered);
  /** To whom each request, by Call-ID and number, has given an answer. */
  private readonly answered = new RecentMap<string, readonly (keyof Realms)[]>(remembered);

  constructor(private readonly options: AuthenticationOptions) {
    this.realms = new KnownRealms(options.url, options.realms, options.onRealms);
  }

  /** From now on another gateway asks, which may have realms of its own. */
  useGateway(url: string): void {
    this.realms.useGateway(url);
    this.offered = undefined;
  }

  /** A message from the gateway as sip.js may read it. */
  screen(message: string): string {
    this.offered = undefined;
    const end = message.indexOf('\r\n\r\n') + 2;
    const head = message.slice(0, end);
    const values = { www: [] as string[], proxy: [] as string[] };
    const rest = head.replace(challengeLine, (_line, prefix: string, value: string) => {
      values[prefix.toLowerCase() === 'www' ? 'www' : 'proxy'].push(value.replace(/\r\n/g, ' '));
      return '';
    });
    const status = /^SIP\/2\.0 (401|407)\s/i.exec(head)?.[1];
    if (status === undefined) return rest === head ? message : rest + message.slice(end);
    const kind = status === '401' ? 'registrar' : 'proxy';
    const asked = kind === 'registrar' ? values.www : values.proxy;
    const challenge = this.choose(kind, readChallenges(asked));
    if (!challenge)
      return `${rest}${asked.length > 0 ? `${leftOpen}: ${kind}\r\n` : ''}${message.slice(end)}`;
    this.offered = { kind, challenge };
    // sip.js answers a second time only where it is told that its answer was stale.
    const again = challenge.stale || this.isFirstOfKind(kind, head);
    const standIn = `Digest realm="-", nonce="-"${again ? ', stale=true' : ''}`;
    return `${rest}${headers[kind].challenge}: ${standIn}\r\n${message.slice(end)}`;
  }

  /** For one request of sip.js, which a registrar and a proxy may both challenge, one after the other. */
  credentials(): RequestCredentials {
    const given = new Map<keyof Realms, Challenge>();
    let answer = '';
    return {
      authenticate: (request) => {
        const asked = this.accept(request);
        if (!asked) return false;
        // What the other one has accepted goes along again, and a nonce takes each count once.
        for (const [kind, challenge] of given)
          if (kind !== asked.kind) request.setHeader(headers[kind].answer, this.answer(challenge, request));
        answer = this.answer(asked.challenge, request);
        given.set(asked.kind, asked.challenge);
        this.answered.set(`${request.callId} ${request.cseq + 1}`, [...given.keys()]);
        return true;
      },
      toString: () => answer,
    };
  }

  /** The gateway has accepted this identity: its realms are kept. */
  accepted(): void {
    this.realms.accepted();
  }

  /** The gateway has refused this identity: if it never was accepted, nothing is known of its realms. */
  refused(): void {
    this.realms.refused();
  }

  private choose(kind: keyof Realms, challenges: Challenge[]): Challenge | undefined {
    const { log } = this.options;
    const [first] = challenges;
    if (!first) {
      log.warn(`a challenge was not answered: it has no digest that this phone knows (${kind})`);
      return undefined;
    }
    const chosen = strongest(challenges.filter(({ realm }) => this.realms.admits(kind, realm)));
    if (!chosen)
      log.warn(`a challenge was not answered: another realm, ${shownRealm(first.realm)} (${kind})`);
    return chosen;
  }

  /** What is asked of this request, if it may be answered. */
  private accept(request: Core.OutgoingRequestMessage): Offered | undefined {
    const { offered } = this;
    this.offered = undefined;
    if (!offered) return undefined;
    const { kind, challenge } = offered;
    if (!this.realms.learn(kind, challenge.realm, request.toTag)) {
      const shown = shownRealm(challenge.realm);
      this.options.log.warn(`a challenge was not answered: a new realm in a call, ${shown} (${kind})`);
      return undefined;
    }
    return offered;
  }

  private answer(challenge: Challenge, request: Core.OutgoingRequestMessage): string {
    const { user, password } = this.options;
    return digestAuthorization(challenge, {
      user,
      password,
      method: request.method,
      uri: withForeignUri(request.ruri.toString()),
      body: request.body?.body ?? '',
      cnonce: bytesToHex(randomBytes(12)),
      count: this.nextCount(challenge.nonce),
    });
  }

  /** Whether the request was answered for already, but not to this kind of asker. */
  private isFirstOfKind(kind: keyof Realms, head: string): boolean {
    const callId = /^call-id\s*:\s*(\S+)/im.exec(head)?.[1];
    const number = /^cseq\s*:\s*(\d+)/im.exec(head)?.[1];
    const given = this.answered.get(`${callId} ${Number(number)}`);
    return given !== undefined && !given.includes(kind);
  }

  /** A gateway takes each number of a nonce once. */
  private nextCount(nonce: string): number {
    const count = (this.counts.get(nonce) ?? 0) + 1;
    this.counts.set(nonce, count);
    return count;
  }
}

/** Whether a request is refused for want of credentials that it was not given: that says nothing about this user. */
export function isChallengeLeftOpen(
  request: Core.OutgoingRequestMessage,
  response: Core.IncomingResponseMessage,
): boolean {
  const { statusCode } = response;
  if (statusCode !== 401 && statusCode !== 407) return false;
  const { answer } = headers[statusCode === 401 ? 'registrar' : 'proxy'];
  return !request.hasHeader(answer) || response.hasHeader(leftOpen);
}
