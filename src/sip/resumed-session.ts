import { Core, Session, SessionState, type UserAgent } from 'sip.js';
import { dialogState, type SavedDialog } from './saved-dialog';

/**
 * An established session built anew on a dialog that outlived the worker. sip.js has no public way to do
 * this; a subclass reaches what it needs through protected members only.
 */
export class ResumedSession extends Session {
  protected readonly logger: Core.Logger;
  protected readonly _id: string;
  readonly localIdentity: Core.NameAddrHeader;
  readonly remoteIdentity: Core.NameAddrHeader;
  /** The call was ours: its Call-ID was made here. */
  readonly ownsCallId: boolean;

  /** Throws when the saved dialog cannot be read. */
  constructor(userAgent: UserAgent, saved: SavedDialog) {
    super(userAgent);
    const state = dialogState(saved);
    if (!state) throw new Error('the saved dialog cannot be read');
    this.logger = userAgent.getLogger('sip.ResumedSession');
    this._id = saved.callId + saved.localTag;
    this._contact = saved.contact;
    this.ownsCallId = saved.ownsCallId;
    this.localIdentity = new Core.NameAddrHeader(state.localURI, '', {});
    this.remoteIdentity = new Core.NameAddrHeader(state.remoteURI, '', {});
    const dialog = new Core.SessionDialog(finishedTransaction(), userAgent.userAgentCore, state, {
      onBye: (request) => this.onByeRequest(request),
      onInfo: (request) => this.onInfoRequest(request),
      onInvite: (request) => this.onInviteRequest(request),
      onMessage: (request) => this.onMessageRequest(request),
      onNotify: (request) => this.onNotifyRequest(request),
      onRefer: (request) => this.onReferRequest(request),
      onAck: (request) => this.onAckRequest(request),
    });
    agreeOnMedia(dialog);
    this._dialog = dialog;
    userAgent._sessions[this._id] = this;
    this.stateTransition(SessionState.Established);
  }
}

/** Offer and answer were exchanged before: without them a refused re-INVITE could not be rolled back. */
function agreeOnMedia(dialog: Core.SessionDialog): void {
  const contentType = 'application/sdp';
  const content = 'v=0';
  dialog.signalingStateTransition({ contentDisposition: 'session', contentType, content });
  const answer = new Core.IncomingResponseMessage();
  answer.body = content;
  answer.addHeader('Content-Type', contentType);
  dialog.signalingStateTransition(answer);
}

/** The dialog asks the transaction that made it for its request's body only; that exchange is over. */
export function finishedTransaction(): Core.InviteClientTransaction {
  return { request: {} } as unknown as Core.InviteClientTransaction;
}
