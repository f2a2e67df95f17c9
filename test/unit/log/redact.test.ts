import { redact } from '../../../src/log/redact';

const register = [
  'REGISTER sip:example.com SIP/2.0',
  'Authorization: Digest algorithm=MD5, username="201", realm="demo", nonce="abc123", uri="sip:example.com", response="0123456789abcdef", cnonce="q9", nc=00000001',
  'Proxy-Authorization: Bearer eyJhbGciOi.J9.abc',
  'Proxy-Authorization: Basic MjAxOnNlY3JldA==',
  `Authorization: Digest algorithm=SHA-256, username="201", realm="demo", response="${'5a'.repeat(32)}"`,
  `Proxy-Authorization:Digest realm="a, \\"b", nonce="n", response="${'6b'.repeat(32)}", qop=auth`,
  `  log: response="${'7c'.repeat(32)}"`,
  'WWW-Authenticate: Digest realm="demo", nonce="secretnonce", opaque="op"',
].join('\r\n');

const sdp = [
  'a=ice-ufrag:abcd',
  'a=ice-pwd:verysecretpassword',
  'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0',
  'k=clear:abc',
  'a=fingerprint:sha-256 AA:BB:CC',
  'a=candidate:1 1 udp 2113937151 192.168.1.20 5000 typ host',
  'a=candidate:2 1 udp 1 203.0.113.9 5000 typ srflx raddr 192.168.1.20 rport 5000',
].join('\r\n');

describe('a log line', () => {
  it.each([
    '0123456789abcdef',
    'abc123',
    'q9"',
    'eyJhbGciOi',
    'MjAxOnNl',
    'secretnonce',
    '"op"',
    '5a5a',
    '6b6b',
    '7c7c',
  ])('has no %s in it', (secret) => {
    expect(redact(register)).not.toContain(secret);
  });

  it.each(['verysecretpassword', 'c2VjcmV0', 'clear:abc', 'AA:BB:CC', '192.168.1.20', '203.0.113.9'])(
    'has no %s in it',
    (secret) => {
      expect(redact(sdp)).not.toContain(secret);
    },
  );

  it('keeps what a supporter needs', () => {
    expect(redact(register)).toContain('REGISTER sip:example.com SIP/2.0');
    expect(redact(register)).toContain('WWW-Authenticate: Digest realm="demo"');
    expect(redact(sdp)).toContain('typ srflx');
    expect(redact('call a: ended, busy 486')).toBe('call a: ended, busy 486');
  });

  it('blanks passwords in JSON and in URIs', () => {
    expect(redact('{"password":"hunter2","user":"201"}')).toBe('{"password":[redacted],"user":"201"}');
    expect(redact('sip:bob:hunter2@example.com')).not.toContain('hunter2');
    expect(redact('"TURNPassword": "turn-secret"')).not.toContain('turn-secret');
  });

  it('is the same when redacted twice', () => {
    expect(redact(redact(`${register}\r\n${sdp}`))).toBe(redact(`${register}\r\n${sdp}`));
  });
});
