import type { Session } from 'sip.js';

/** Tones by INFO (application/dtmf-relay), one request for each. */
export async function sendTonesByInfo(session: Session, tones: string): Promise<void> {
  for (const tone of tones) {
    await session.info({
      requestOptions: {
        body: {
          contentDisposition: 'render',
          contentType: 'application/dtmf-relay',
          content: `Signal=${tone}\r\nDuration=160\r\n`,
        },
      },
    });
  }
}
