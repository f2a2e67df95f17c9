/** A fingerprint as descriptions have it. */
export const fingerprint = `a=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}`;

/** A description with one stream of sound in it, as a WebRTC gateway writes it. */
export const soundDescription = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 0',
  'c=IN IP4 127.0.0.1',
  fingerprint,
  'a=setup:actpass',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:abcdefghijklmnopqrstuvwx',
  'a=rtcp-mux',
  '',
].join('\r\n');

/** The same without its fingerprint. */
export const unencryptedDescription = soundDescription.replace(`${fingerprint}\r\n`, '');
