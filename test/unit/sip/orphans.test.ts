import { ackFor, callIdOfInvite, keepInvite, unavailableFor } from '../../../src/sip/orphans';

const invite = [
  'INVITE sip:600@example.com SIP/2.0',
  'Via: SIP/2.0/WSS abc.invalid;branch=z9hG4bK2',
  'Max-Forwards: 70',
  'To: <sip:600@example.com>',
  'From: <sip:201@example.com>;tag=ours',
  'Call-ID: call-1',
  'CSeq: 2 INVITE',
  'Route: <sip:edge.example.com;lr>',
  'Proxy-Authorization: Digest username="201", response="secret"',
  'Contact: <sip:x@abc.invalid;transport=ws>',
  'Content-Type: application/sdp',
  '',
  'v=0',
  'a=ice-pwd:secret',
].join('\r\n');

describe('what a call leaves behind', () => {
  it('is kept without credentials and without its description', () => {
    const kept = keepInvite(invite);
    expect(kept).toContain('Call-ID: call-1');
    expect(kept).not.toMatch(/secret|Contact|Content-Type/);
  });

  it('is told from an INVITE within a call', () => {
    expect(callIdOfInvite(invite)).toBe('call-1');
    expect(
      callIdOfInvite(invite.replace('To: <sip:600@example.com>', 'To: <sip:600@example.com>;tag=x')),
    ).toBeUndefined();
    expect(callIdOfInvite(invite.replace('INVITE sip', 'BYE sip'))).toBeUndefined();
  });

  it('has its refusal acknowledged within the same transaction', () => {
    expect(ackFor(keepInvite(invite), '<sip:600@example.com>;tag=theirs')).toBe(
      [
        'ACK sip:600@example.com SIP/2.0',
        'Via: SIP/2.0/WSS abc.invalid;branch=z9hG4bK2',
        'Max-Forwards: 70',
        'From: <sip:201@example.com>;tag=ours',
        'Call-ID: call-1',
        'Route: <sip:edge.example.com;lr>',
        'To: <sip:600@example.com>;tag=theirs',
        'CSeq: 2 ACK',
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n'),
    );
  });

  it('is answered with 480 and a tag of ours, over every Via', () => {
    const theirs = invite.replace('Max-Forwards', 'Via: SIP/2.0/UDP far;branch=z9hG4bK1\r\nMax-Forwards');
    expect(unavailableFor(keepInvite(theirs), 'mine')).toBe(
      [
        'SIP/2.0 480 Temporarily Unavailable',
        'Via: SIP/2.0/WSS abc.invalid;branch=z9hG4bK2',
        'Via: SIP/2.0/UDP far;branch=z9hG4bK1',
        'To: <sip:600@example.com>;tag=mine',
        'From: <sip:201@example.com>;tag=ours',
        'Call-ID: call-1',
        'CSeq: 2 INVITE',
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n'),
    );
  });
});
