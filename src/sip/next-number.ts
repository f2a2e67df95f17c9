import { Core, type Session } from 'sip.js';

/** What sip.js uses to send a request again with credentials, and has for itself alone. */
interface SendsAgain {
  authenticationGuard(message: Core.IncomingResponseMessage, dialog?: Core.Dialog): boolean;
}

/**
 * A request within a call that is asked for credentials is sent again with the dialog's next number (RFC 3261 section
 * 12.2.1.1), as sip.js does of re-INVITEs only: of two requests with one number the far end refuses the second, and were
 * that a BYE, the call would stand there.
 */
export function takesNextNumber(request: unknown, dialog: Session['dialog']): void {
  const client = request as SendsAgain;
  const guard = client.authenticationGuard.bind(client);
  client.authenticationGuard = (response) =>
    guard(response, dialog instanceof Core.SessionDialog ? dialog : undefined);
}
