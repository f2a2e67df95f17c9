import { type Core, Grammar, type UserAgent } from 'sip.js';
import type { RefusalReason } from '../domain/registration';
import { isChallengeLeftOpen } from './authentication';
import { allowedMethods } from './incoming-request';
import { stunHeader } from './stun-header';

export type RegisterOutcome =
  /** `stun` and `contacts`, those of all the user's devices, as the gateway's headers have them. */
  | { type: 'registered'; expires: number; stun: string | undefined; contacts: string[] }
  | { type: 'refused'; reason: RefusalReason; status: number }
  /** The gateway cannot serve us now; seconds to wait when it says so. */
  | { type: 'later'; status: number; retryAfter: number | undefined };

interface RegisterAnswer {
  response?: Core.IncomingResponseMessage;
  /** A challenge that was not answered. */
  leftOpen?: boolean;
}

/** Seconds. */
const wantedExpires = 600;
const longestExpires = 86_400;

/** Milliseconds for each answer: the gateway may first ask for credentials. */
const answerTimeout = 8_000;

/**
 * The identity's binding (RFC 3261 section 10, RFC 5626 section 4.2). One Call-ID with a rising sequence,
 * one Contact, one instance id: at the gateway it is always the same binding.
 *
 * sip.js's Registerer is not used, as it stays "Registered" after the socket is lost and holds a request
 * that the lost socket took with it for 32 s.
 */
export class RegistrationClient {
  private cseq = 0;
  private giveUp: (() => void) | undefined;
  private expires = wantedExpires;

  constructor(
    private readonly userAgent: UserAgent,
    private readonly callId: string,
  ) {}

  /** Binds, or renews the binding. Never rejects. */
  async register(): Promise<RegisterOutcome> {
    const { response, leftOpen = false } = await this.send(this.expires);
    const status = response?.statusCode ?? 408;
    if (response && status >= 200 && status < 300) {
      const expires = grantedExpires(response, this.userAgent) ?? this.expires;
      const [stun, contacts] = [response.getHeader(stunHeader), response.getHeaders('Contact')];
      return { type: 'registered', expires, stun, contacts };
    }
    const minimum = Number(response?.getHeader('Min-Expires'));
    if (status === 423 && minimum > this.expires && minimum <= longestExpires) {
      this.expires = minimum;
      return this.register();
    }
    const refused = leftOpen ? undefined : refusal(status);
    if (refused) return { type: 'refused', reason: refused, status };
    const retryAfter = Number.parseInt(response?.getHeader('Retry-After') ?? '', 10);
    return { type: 'later', status, retryAfter: Number.isNaN(retryAfter) ? undefined : retryAfter };
  }

  /** Removes the binding; resolves in any case. */
  async unregister(): Promise<void> {
    await this.send(0, 2_000);
  }

  /** The socket took the request under way with it: no answer will come. */
  abandon(): void {
    this.giveUp?.();
  }

  private send(expires: number, timeout = answerTimeout): Promise<RegisterAnswer> {
    const { userAgent } = this;
    const aor = userAgent.configuration.uri;
    const registrar = aor.clone();
    registrar.user = undefined;
    const contact = `${userAgent.contact.toString({ register: true })};reg-id=1;+sip.instance="<urn:uuid:${userAgent.instanceId}>";expires=${expires}`;
    const message = userAgent.userAgentCore.makeOutgoingRequestMessage(
      'REGISTER',
      registrar,
      aor,
      aor,
      { callId: this.callId, cseq: this.cseq + 1 },
      [`Contact: ${contact}`, `Expires: ${expires}`, `Allow: ${allowedMethods}`],
    );
    return new Promise((resolve) => {
      const first = message.cseq;
      const settle = (answer: RegisterAnswer) => {
        clearTimeout(timer);
        // A challenge is answered with a higher number: go on from there.
        this.cseq = Math.max(this.cseq, message.cseq);
        resolve(answer);
      };
      this.giveUp = () => settle({});
      let timer = setTimeout(() => {
        // A gateway that has asked for credentials is there, if slow.
        if (message.cseq === first) settle({});
        else timer = setTimeout(() => settle({}), timeout);
      }, timeout);
      const finish = ({ message: response }: Core.IncomingResponse) =>
        settle({ response, leftOpen: isChallengeLeftOpen(message, response) });
      userAgent.userAgentCore.register(message, { onAccept: finish, onReject: finish, onRedirect: finish });
      this.cseq = Math.max(this.cseq + 1, message.cseq);
    });
  }
}

/** Seconds granted to our own Contact, or to all; a day at most, as a timer that is set too far fires at once. */
function grantedExpires(response: Core.IncomingResponseMessage, userAgent: UserAgent): number | undefined {
  const user = userAgent.contact.uri.user;
  for (const header of response.getHeaders('contact')) {
    const contact = Grammar.nameAddrHeaderParse(header);
    if (contact?.uri.user !== user) continue;
    const expires = Number(contact?.getParam('expires'));
    if (expires > 0) return Math.min(expires, longestExpires);
  }
  const all = Number(response.getHeader('Expires'));
  return all > 0 ? Math.min(all, longestExpires) : undefined;
}

function refusal(status: number): RefusalReason | undefined {
  if (status === 401 || status === 407) return 'wrong-password';
  if (status === 404 || status === 604) return 'unknown-user';
  if (status === 405 || status === 501 || status === 505) return 'not-sip-gateway';
  if (status >= 400 && status < 500 && status !== 408 && status !== 480 && status !== 423) return 'forbidden';
  if (status === 603) return 'forbidden';
  return undefined;
}
