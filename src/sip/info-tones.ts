import { Core, type Session, SessionState } from 'sip.js';
import { takesNextNumber } from './next-number';

/** Tones by INFO (application/dtmf-relay), one request for each. Rejects where the call does not stand. */
export async function sendTonesByInfo({ dialog, state }: Session, tones: string): Promise<void> {
  if (!(dialog instanceof Core.SessionDialog) || state !== SessionState.Established)
    throw new Error('tones in a call that does not stand');
  for (const tone of tones) {
    const request = dialog.info(undefined, {
      body: {
        contentDisposition: 'render',
        contentType: 'application/dtmf-relay',
        content: `Signal=${tone}\r\nDuration=160\r\n`,
      },
    });
    takesNextNumber(request, dialog);
  }
}
