import { type Core, type Session, SessionState } from 'sip.js';

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
