import { type Core, Grammar } from 'sip.js';

/**
 * What is needed to go on with an established call after the worker died: the dialog's state (RFC 3261
 * section 12) as plain values for `storage.session`.
 */
export interface SavedDialog {
  callId: string;
  localTag: string;
  remoteTag: string;
  localSequenceNumber: number;
  remoteSequenceNumber: number | undefined;
  localUri: string;
  remoteUri: string;
  remoteTarget: string;
  routeSet: string[];
  secure: boolean;
  /** Our Contact, which must stay what the far end has been told. */
  contact: string;
  /** The call was ours: its Call-ID was made here (RFC 3261 section 14.1). */
  ownsCallId: boolean;
}

/** Requests sent since the last save may have used higher numbers; a gap is allowed (RFC 3261 12.2.1.1). */
const sequenceGap = 1_000;

export function saveDialog(
  dialog: Core.SessionDialog,
  { contact, ownsCallId }: Pick<SavedDialog, 'contact' | 'ownsCallId'>,
): SavedDialog {
  return {
    callId: dialog.callId,
    localTag: dialog.localTag,
    remoteTag: dialog.remoteTag,
    localSequenceNumber: dialog.localSequenceNumber ?? 1,
    remoteSequenceNumber: dialog.remoteSequenceNumber,
    localUri: dialog.localURI.toString(),
    remoteUri: dialog.remoteURI.toString(),
    remoteTarget: dialog.remoteTarget.toString(),
    routeSet: [...dialog.routeSet],
    secure: dialog.secure,
    contact,
    ownsCallId,
  };
}

/** sip.js's dialog state; undefined when the saved URIs cannot be read. */
export function dialogState(saved: SavedDialog): Core.DialogState | undefined {
  const localURI = Grammar.URIParse(saved.localUri);
  const remoteURI = Grammar.URIParse(saved.remoteUri);
  const remoteTarget = Grammar.URIParse(saved.remoteTarget);
  if (!localURI || !remoteURI || !remoteTarget) return undefined;
  return {
    id: saved.callId + saved.localTag + saved.remoteTag,
    early: false,
    callId: saved.callId,
    localTag: saved.localTag,
    remoteTag: saved.remoteTag,
    localSequenceNumber: saved.localSequenceNumber + sequenceGap,
    remoteSequenceNumber: saved.remoteSequenceNumber,
    localURI,
    remoteURI,
    remoteTarget,
    routeSet: saved.routeSet,
    secure: saved.secure,
  };
}
