import type { Core } from 'sip.js';
import { type EndReason, endReasonOfStatus } from '../domain/end-reason';
import { isOurOwn } from './parting';

/** Why a call of ours is over whose INVITE was answered so. */
export function endOfInvite(
  request: Core.OutgoingRequestMessage,
  response: Core.IncomingResponseMessage,
): { reason: EndReason; status: number | undefined } {
  const status = response.statusCode ?? 500;
  if (isOurOwn(response)) {
    return { reason: status === 408 ? 'gateway-silent' : 'network-lost', status: undefined };
  }
  if (isChallengeLeftOpen(status, request)) return { reason: 'password-not-given', status };
  return { reason: endReasonOfStatus(status), status };
}

/** A challenge that was not answered says nothing about what this user may do. */
function isChallengeLeftOpen(status: number, request: Core.OutgoingRequestMessage): boolean {
  return (
    (status === 401 && !request.hasHeader('Authorization')) ||
    (status === 407 && !request.hasHeader('Proxy-Authorization'))
  );
}
