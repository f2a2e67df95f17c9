/**
 * Whether a description would have sound travel by DTLS-SRTP (RFC 5764, RFC 8827 section 6.5): its first
 * stream of sound that is not refused has such a transport and the fingerprint of a certificate. True where
 * it has no such stream, as then nothing travels.
 */
export function encryptsSound(sdp: string): boolean {
  const [head = '', ...streams] = `\n${sdp}`.split(/^(?=m=)/m);
  const sound = streams.find(isSound);
  if (sound === undefined) return true;
  return secureTransport.test(sound) && (hasFingerprint(sound) || hasFingerprint(head));
}

/** Some gateways leave UDP/TLS/ out, as WebRTC once did. */
const secureTransport = /^m=audio \S+ (?:(?:UDP|TCP)\/(?:DTLS|TLS)\/)?RTP\/SAVPF?\s/i;

/** Port 0 refuses a stream, unless it travels in another one's bundle (RFC 9143 section 6). */
function isSound(stream: string): boolean {
  return (
    /^m=audio (?!0[\s/])/i.test(stream) ||
    (/^m=audio 0\s/i.test(stream) && /^a=bundle-only\s*$/m.test(stream))
  );
}

/** By a hash that still counts as one (RFC 8122 section 5). */
function hasFingerprint(lines: string): boolean {
  return /^a=fingerprint:\s*sha-(?:1|224|256|384|512)\s+(?:[\da-f]{2}:){19,63}[\da-f]{2}\s*$/im.test(lines);
}
