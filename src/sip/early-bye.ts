import { Core, type Invitation, type Session, SessionState } from 'sip.js';

/**
 * The far end may hang up while the answer is still being set. sip.js drops such a BYE without a reply, and
 * the call would stand for ever: it waits here until the session can take it.
 */
export function deferEarlyBye(session: Session): void {
  const handler = session as unknown as { onByeRequest(request: Core.IncomingByeRequest): void };
  const receive = handler.onByeRequest.bind(session);
  handler.onByeRequest = (request) => {
    if (session.state === SessionState.Establishing) {
      session.stateChange.addListener(() => handler.onByeRequest(request), { once: true });
    } else if (session.state === SessionState.Established) {
      receive(request);
    } else {
      request.accept();
    }
  };
}

/**
 * A caller may hang up while it rings, instead of cancelling (RFC 3261 section 15). sip.js agrees, and goes on ringing:
 * the INVITE must be answered as well (section 15.1.2).
 */
export function onByeWhileRinging(
  invitation: Invitation,
  told: (request: Core.IncomingRequestMessage) => void,
): void {
  const { dialog } = invitation;
  if (!dialog) return;
  dialog.delegate = {
    onBye: (bye) => {
      bye.accept();
      told(bye.message);
      void invitation.reject({ statusCode: 487 }).catch(() => undefined);
    },
  };
}

/**
 * The far end has hung up, and never acknowledges our answer (RFC 3261 section 15). sip.js waits on for that, hangs up
 * itself 32 s later in a dialog that nobody knows any more, and throws.
 */
export function waitNoMoreForAck({ dialog }: Session): void {
  if (!(dialog instanceof Core.SessionDialog) || !dialog.delegate) return;
  dialog.delegate = { ...dialog.delegate, onAckTimeout: () => undefined };
}
