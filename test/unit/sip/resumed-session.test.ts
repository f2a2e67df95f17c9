import { Core, UserAgent } from 'sip.js';
import { ResumedSession } from '../../../src/sip/resumed-session';
import type { SavedDialog } from '../../../src/sip/saved-dialog';

const saved: SavedDialog = {
  callId: 'call-1',
  localTag: 'ours',
  remoteTag: 'theirs',
  localSequenceNumber: 3,
  remoteSequenceNumber: 7,
  localUri: 'sip:201@example.com',
  remoteUri: 'sip:600@example.com',
  remoteTarget: 'sip:600@192.0.2.1:5060;transport=udp',
  routeSet: ['<sip:edge.example.com;lr>'],
  secure: false,
  contact: '<sip:ringtab@abc.invalid;transport=ws>',
  ownsCallId: true,
};

function quietUserAgent(): UserAgent {
  return new UserAgent({
    logBuiltinEnabled: false,
    transportOptions: { server: 'wss://gateway.example.com' },
  });
}

function resumed(): { userAgent: UserAgent; session: ResumedSession; dialog: Core.SessionDialog } {
  const userAgent = quietUserAgent();
  const session = new ResumedSession(userAgent, saved);
  const { dialog } = session;
  if (!(dialog instanceof Core.SessionDialog)) throw new Error('no dialog');
  return { userAgent, session, dialog };
}

describe('a session on a dialog that outlived the worker', () => {
  it('stands, and is found by the dialog that the far end names', () => {
    const { userAgent, session, dialog } = resumed();
    expect(session.state).toBe('Established');
    expect(dialog.sessionState).toBe('Confirmed');
    expect(userAgent.userAgentCore.dialogs.get('call-1ourstheirs')).toBe(dialog);
  });

  it('goes on with numbers that have never been used', () => {
    const { dialog } = resumed();
    const next = dialog.createOutgoingRequestMessage('BYE');
    expect(next.cseq).toBeGreaterThan(saved.localSequenceNumber + 100);
    expect(next.callId).toBe('call-1');
    expect(next.toString()).toContain('Route: <sip:edge.example.com;lr>');
  });

  it('has offer and answer behind it, so that a refused re-INVITE leads back to them', () => {
    const { dialog } = resumed();
    expect(dialog.signalingState).toBe('Stable');
    dialog.signalingStateTransition({
      contentDisposition: 'session',
      contentType: 'application/sdp',
      content: 'v=0',
    });
    expect(dialog.signalingState).toBe('HaveLocalOffer');
    dialog.signalingStateRollback();
    expect(dialog.signalingState).toBe('Stable');
  });

  it('refuses a saved dialog that cannot be read', () => {
    const userAgent = quietUserAgent();
    expect(() => new ResumedSession(userAgent, { ...saved, remoteTarget: 'nonsense' })).toThrow();
  });
});
