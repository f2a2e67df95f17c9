/**
 * Blanks what must never be in a log: credentials, digest responses, tokens, SDP keys and the addresses
 * of this machine's own network that ICE candidates carry.
 */
const rules: [pattern: RegExp, replacement: string][] = [
  // What is typed in a call may be the number of a card.
  [/^(Signal\s*=\s*)[^\r\n]*/gim, '$1[redacted]'],
  [/^((?:user-to-user|identity|a=key-mgmt)\s*:)[^\r\n]*/gim, '$1 [redacted]'],
  [/^([oc]=.*IN IP[46] )\S+/gim, '$1[redacted]'],
  [/^(a=rtcp:\d+ IN IP[46] )\S+/gim, '$1[redacted]'],
  [/^((?:proxy-)?authorization:[ \t]*)(\S+)[^\r\n]*/gim, '$1$2 [redacted]'],
  [
    /\b((?:c|next)?nonce|response|rspauth|opaque|\w*(?:password|credential|token))("?\s*[=:]\s*)("(?:\\.|[^"\\\r\n])*"|[^\s,;&"\r\n]+)/gi,
    '$1$2[redacted]',
  ],
  [/\b(bearer\s+)[\w.~+/=-]+/gi, '$1[redacted]'],
  [/^(a=crypto:\d+ \S+ )[^\r\n]*/gim, '$1[redacted]'],
  [/^(k=)[^\r\n]*/gim, '$1[redacted]'],
  [/^(a=ice-pwd:)[^\r\n]*/gim, '$1[redacted]'],
  [/^(a=fingerprint:\S+ )[^\r\n]*/gim, '$1[redacted]'],
  [/^(a=candidate:\S+ \d+ \S+ \d+ )\S+/gim, '$1[redacted]'],
  [/( raddr )\S+/gi, '$1[redacted]'],
  [/\b(sips?:[^\s:@>]+):[^\s@>]+@/gi, '$1:[redacted]@'],
];

/** The text with everything secret blanked. Idempotent. */
export function redact(text: string): string {
  return rules.reduce((redacted, [pattern, replacement]) => redacted.replace(pattern, replacement), text);
}
