import { Core, Invitation, Inviter, type Session, SessionState } from 'sip.js';
import { finishedTransaction } from './resumed-session';
import { dialogState, type SavedDialog } from './saved-dialog';

type Response = Core.IncomingResponseMessage;

/** Milliseconds in which an INVITE within a call must be answered (64*T1), and then what comes of its CANCEL. */
const answerPatience = 32_000;
const cancelPatience = 4_000;

/** ACK for a 2xx of this number in a dialog (RFC 3261 section 13.2.2.4): also once more. */
export async function acknowledge(
  dialog: Core.Dialog,
  cseq: number,
  core: Core.UserAgentCore,
): Promise<void> {
  const ack = dialog.createOutgoingRequestMessage('ACK', { cseq });
  ack.setViaHeader(`z9hG4bK${crypto.randomUUID()}`, core.transport.protocol);
  await core.transport.send(ack.toString());
}

/** Whether sip.js has made this response itself: nobody has answered (408), or there is no socket (503). */
export function isOurOwn(response: Response): boolean {
  return !response.hasHeader('via');
}

/** Hangs up. True once the other side has answered the BYE, whatever it said; false when it could not be told. */
export function sayBye(session: Session): Promise<boolean> {
  return answerToBye((requestDelegate) => session.bye({ requestDelegate }));
}

/** The same where there is no session any more, only what was kept of its dialog. */
export function sayByeIn(saved: SavedDialog, core: Core.UserAgentCore): Promise<boolean> {
  const state = dialogState(saved);
  if (!state) return Promise.resolve(true);
  const dialog = new Core.SessionDialog(finishedTransaction(), core, state);
  return answerToBye(async (delegate) => dialog.bye(delegate));
}

/**
 * CANCEL for an INVITE of which only the text is left (RFC 3261 section 9.1): same Request-URI, From, To, Call-ID,
 * number and branch. True once it was answered, whatever was said.
 */
export function sayCancel(kept: string, core: Core.UserAgentCore): Promise<boolean> {
  const invite = Core.Parser.parseMessage(`${kept}\r\n\r\n`, core.loggerFactory.getLogger('sip.kept-invite'));
  if (!(invite instanceof Core.IncomingRequestMessage) || !invite.ruri) return Promise.resolve(true);
  const { ruri, from, to, callId, fromTag, cseq, viaBranch } = invite;
  const ids = { callId, fromTag, cseq };
  const cancel = core.makeOutgoingRequestMessage('CANCEL', ruri, from.uri, to.uri, ids);
  cancel.branch = viaBranch;
  const routes = invite.getHeaders('route');
  if (routes.length > 0) cancel.setHeader('Route', routes.join(', '));
  return new Promise((resolve) => {
    const answered = ({ message }: { message: Response }) => resolve(!isOurOwn(message));
    const delegate = { onAccept: answered, onRedirect: answered, onReject: answered };
    new Core.UserAgentClient(Core.NonInviteClientTransaction, core, cancel, delegate);
  });
}

function answerToBye(send: (delegate: Core.OutgoingRequestDelegate) => Promise<unknown>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const answered = ({ message }: { message: Response }) => resolve(!isOurOwn(message));
    send({ onAccept: answered, onRedirect: answered, onReject: answered }).catch(reject);
  });
}

/** Ends a session here without telling anybody: there is no way to. */
export async function drop(session: Session): Promise<void> {
  switch (session.state) {
    case SessionState.Initial:
    case SessionState.Establishing:
      if (session instanceof Inviter) {
        await session.cancel();
        failInvite(session);
      } else if (session instanceof Invitation) await session.reject();
      break;
    case SessionState.Established:
    case SessionState.Terminating:
      if (session instanceof Inviter) failInvite(session);
      session.dialog?.dispose();
      if (!isOver(session)) changeable(session).stateTransition(SessionState.Terminated);
      break;
    default:
      break;
  }
}

function isOver({ state }: Session): boolean {
  return state === SessionState.Terminated;
}

function changeable(session: Session): { stateTransition(state: SessionState): void } {
  return session as unknown as { stateTransition(state: SessionState): void };
}

/** No answer to this INVITE is waited for any more (RFC 3261 section 9.1, end). */
export function failInvite({ userAgent, request }: Inviter): void {
  for (const client of clientsOf(userAgent.userAgentCore)) {
    const { method, callId } = client.transaction.request;
    if (method === 'INVITE' && callId === request.callId) fail(client);
  }
}

/**
 * An INVITE within a call that was told 100, and nothing more: timer B of RFC 3261 section 17.1.1.2 does not run any
 * more. It is cancelled after 32 s, and where not even that is answered, it is refused from here. The call goes on.
 *
 * @returns to be called when it is answered
 */
export function giveUpUnanswered(client: Core.ReInviteUserAgentClient): () => void {
  const isOpen = () => client.transaction.state === Core.TransactionState.Proceeding;
  let timer = setTimeout(() => {
    if (!isOpen()) return;
    client.cancel();
    timer = setTimeout(() => isOpen() && fail(client), cancelPatience);
  }, answerPatience);
  return () => clearTimeout(timer);
}

/**
 * Requests under way get no answer over a socket that is gone (RFC 3261 section 8.1.3.1). sip.js leaves them to
 * their timers. Those that were accepted stay: a repeated 200 needs its ACK again.
 */
export function failOutstanding(core: Core.UserAgentCore): void {
  for (const client of clientsOf(core)) {
    if (client.transaction.state !== Core.TransactionState.Accepted) fail(client);
  }
}

function clientsOf(core: Core.UserAgentCore): Core.UserAgentClient[] {
  return [...core.userAgentClients.values()];
}

function fail(client: Core.UserAgentClient): void {
  const error = new Core.TransportError('the socket is gone');
  const { transaction } = client;
  // Of an INVITE that was told 100 sip.js tells nobody.
  const untold =
    client instanceof Core.InviteUserAgentClient && transaction.state === Core.TransactionState.Proceeding;
  (transaction as unknown as { onTransportError(error: Error): void }).onTransportError(error);
  if (!untold) return;
  const { onTransportError } = Core.UserAgentClient.prototype as unknown as {
    onTransportError(this: Core.UserAgentClient, error: Error): void;
  };
  onTransportError.call(client, error);
}
