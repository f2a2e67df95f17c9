import type { Core } from 'sip.js';
import { endReasonOfStatus } from '../domain/end-reason';
import { isChallengeLeftOpen } from './authentication';
import type { EndCause } from './call-ending';
import { isOurOwn } from './parting';

/** Why a call of ours is over whose INVITE was answered so. */
export function endOfInvite(
  request: Core.OutgoingRequestMessage,
  response: Core.IncomingResponseMessage,
): EndCause {
  const status = response.statusCode ?? 500;
  if (isOurOwn(response)) {
    return { reason: status === 408 ? 'gateway-silent' : 'network-lost', status: undefined };
  }
  if (isChallengeLeftOpen(request, response)) return { reason: 'password-not-given', status };
  return { reason: endReasonOfStatus(status), status };
}
