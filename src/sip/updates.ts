/**
 * UPDATE (RFC 3311), which sip.js does not know: by it a far end, or a gateway on the way, refreshes a call, changes its
 * sound, or says who talks there now.
 */
import { Core, type Session, SessionState } from 'sip.js';
import type { DescriptionHandler } from './description-handler';
import type { SessionTimer } from './session-timer';

const method = 'UPDATE';
/** Seconds; both sides have an offer of their own, and this one is to come again (section 5.2). */
const comeAgain = 'Retry-After: 2';

/** To be answered once. */
export type Update = Core.UserAgentServer;

interface InDialog {
  receiveInsideDialogRequest(message: Core.IncomingRequestMessage): void;
}

interface Sequenced {
  dialogState: Core.DialogState;
  initialTransaction: unknown;
  sequenceGuard(message: Core.IncomingRequestMessage): boolean;
}

/**
 * From now on the phone takes UPDATE.
 *
 * @param take answers one of a call that stands, of the dialog with this id; false where there is none
 */
export function takeUpdates(
  core: Core.UserAgentCore,
  take: (dialogId: string, update: Update) => boolean,
): void {
  const seam = core as unknown as InDialog;
  const receive = seam.receiveInsideDialogRequest.bind(core);
  seam.receiveInsideDialogRequest = (message) => {
    const { callId, toTag, fromTag } = message;
    const dialog = message.method === method && core.dialogs.get(callId + toTag + fromTag);
    if (!(dialog instanceof Core.SessionDialog)) {
      receive(message);
      return;
    }
    const state = dialog as unknown as Sequenced;
    if (!state.sequenceGuard(message)) return;
    Core.Dialog.prototype.receiveRequest.call(dialog, message);
    const contact: unknown = message.parseHeader('contact');
    if (contact instanceof Core.NameAddrHeader) state.dialogState.remoteTarget = contact.uri;
    const update = new Core.UserAgentServer(Core.NonInviteServerTransaction, core, message);
    if (!take(dialog.id, update)) answerEarly(update, core, state);
  };
}

/** Of a call that does not stand yet: its own description is still under way (section 5.2). */
function answerEarly(update: Update, core: Core.UserAgentCore, { initialTransaction }: Sequenced): void {
  const { body } = update.message;
  if (!body) update.accept({ statusCode: 200, extraHeaders: [`Contact: ${core.configuration.contact}`] });
  else if (initialTransaction instanceof Core.InviteServerTransaction)
    update.reject({ statusCode: 500, extraHeaders: [comeAgain] });
  else update.reject({ statusCode: 491 });
}

/** What an answer to one is made of. */
export interface UpdatedCall {
  session: Session;
  description: DescriptionHandler;
  timer: SessionTimer;
}

/** Of a call that stands. True when it was taken. */
export async function answerUpdate(update: Update, call: UpdatedCall): Promise<boolean> {
  const { session, description, timer } = call;
  const { body: offer } = update.message;
  if (!offer) {
    accept(update, call);
    return true;
  }
  if (description.underWay) {
    const ours = description.underWay === 'local-offer';
    update.reject(ours ? { statusCode: 491 } : { statusCode: 500, extraHeaders: [comeAgain] });
    return false;
  }
  try {
    await description.setDescription(offer);
    const { body, contentType } = await description.getDescription();
    if (session.state !== SessionState.Established) throw new Error('the call is over');
    accept(update, { session, timer }, { contentDisposition: 'session', contentType, content: body });
    return true;
  } catch {
    await description.rollbackDescription().catch(() => undefined);
    update.reject({ statusCode: 488 });
    return false;
  }
}

function accept(
  update: Update,
  { session, timer }: Pick<UpdatedCall, 'session' | 'timer'>,
  body?: Core.Body,
): void {
  const extraHeaders = [`Contact: ${session._contact}`, ...timer.answerHeaders(update.message)];
  update.accept({ statusCode: 200, extraHeaders, ...(body && { body }) });
}
