import type { Core } from 'sip.js';
import type { SessionTimer } from './session-timer';

/** What sip.js uses to send a request again with credentials, and has for itself alone. */
interface SendsAgain {
  message: Core.OutgoingRequestMessage;
  authenticationGuard(message: Core.IncomingResponseMessage, dialog?: Core.Dialog): boolean;
  init(): void;
}

/**
 * An INVITE that is refused with 422 leaves once more, with the session interval that the far end wants (RFC 4028
 * section 7.3), as one that is asked for credentials does.
 *
 * @param isWanted false when the user does not want the call any more
 */
export function sendAgainWithLongerInterval(
  request: Core.OutgoingInviteRequest,
  timer: SessionTimer,
  isWanted: () => boolean,
): void {
  const client = request as unknown as SendsAgain;
  const guard = client.authenticationGuard.bind(client);
  client.authenticationGuard = (response, dialog) => {
    if (response.statusCode !== 422 || !isWanted() || !timer.lengthen(response))
      return guard(response, dialog);
    const { message } = client;
    message.cseq += 1;
    message.setHeader('cseq', `${message.cseq} ${message.method}`);
    const others = message.extraHeaders.filter((header) => !/^(Session-Expires|Min-SE):/.test(header));
    message.extraHeaders = [...others, ...timer.requestHeaders()];
    client.init();
    return false;
  };
}
