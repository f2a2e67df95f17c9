import { type Core, Grammar, type URI, type UserAgent } from 'sip.js';
import { seconds } from '../domain/subscription';
import { isChallengeLeftOpen } from './authentication';
import { allowedMethods } from './incoming-request';
import type { SavedSubscription } from './subscription-dialog';

/** What one wants to be told of. */
export interface Watched {
  /** The event package: `message-summary`, `dialog`, `presence`. */
  event: string;
  /** A number, a user or a SIP URI. */
  target: string;
  /** The content type of its states. */
  accept: string;
}

export interface SubscribeRequest extends Omit<Watched, 'target'> {
  target: URI;
  /** Seconds; 0 ends it. */
  expires: number;
  /** One that does not stand yet is begun. */
  dialog: SavedSubscription;
}

export interface SubscribeOutcome {
  /** 408 or 503 where nobody has answered. */
  status: number;
  /** The last number used. */
  cseq: number;
  /** All seconds. */
  expires: number | undefined;
  minExpires: number | undefined;
  retryAfter: number | undefined;
  accepted: Accepted | undefined;
}

/** Of a 2xx: the other side's part of the dialog. */
export interface Accepted {
  toTag: string;
  contact: string | undefined;
  routes: string[];
}

/** Sends one SUBSCRIBE (RFC 6665 section 4.1.2), credentials and all. Settled with its answer, never rejects. */
export function sendSubscribe(userAgent: UserAgent, request: SubscribeRequest): Promise<SubscribeOutcome> {
  const { dialog, target } = request;
  const { userAgentCore, configuration, contact } = userAgent;
  const begun = dialog.remoteTag !== '';
  const remoteTarget = begun ? Grammar.URIParse(dialog.remoteTarget) : undefined;
  const message = userAgentCore.makeOutgoingRequestMessage(
    'SUBSCRIBE',
    remoteTarget ?? target,
    configuration.uri,
    target,
    {
      callId: dialog.callId,
      fromTag: dialog.localTag,
      cseq: dialog.cseq + 1,
      ...(begun && { toTag: dialog.remoteTag, routeSet: dialog.routeSet }),
    },
    [
      `Contact: ${contact.toString()}`,
      `Event: ${request.event}`,
      `Expires: ${request.expires}`,
      `Accept: ${request.accept}`,
      `Allow: ${allowedMethods}`,
    ],
  );
  return new Promise((resolve) => {
    const settle = ({ message: response }: Core.IncomingResponse) => resolve(outcomeOf(message, response));
    userAgentCore.request(message, { onAccept: settle, onReject: settle, onRedirect: settle });
  });
}

function outcomeOf(
  request: Core.OutgoingRequestMessage,
  response: Core.IncomingResponseMessage,
): SubscribeOutcome {
  const { statusCode = 408 } = response;
  const open = isChallengeLeftOpen(request, response);
  return {
    // A challenge for a realm that gets no credentials now may be answered later, by a gateway that was changed.
    status: open ? 480 : statusCode,
    // A challenge is answered with a higher number: go on from there.
    cseq: request.cseq,
    expires: seconds(response.getHeader('Expires')),
    minExpires: seconds(response.getHeader('Min-Expires')),
    retryAfter: seconds(response.getHeader('Retry-After')),
    accepted:
      statusCode >= 200 && statusCode < 300
        ? {
            toTag: response.toTag ?? '',
            contact: response.getHeader('Contact'),
            routes: response.getHeaders('Record-Route').reverse(),
          }
        : undefined,
  };
}
