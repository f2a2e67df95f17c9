import type { Core } from 'sip.js';
import { type EndReason, endReasonOfStatus } from '../domain/end-reason';
import { isChallengeLeftOpen } from './authentication';
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
  if (isChallengeLeftOpen(request, response)) return { reason: 'password-not-given', status };
  return { reason: endReasonOfStatus(status), status };
}
