/** What a typed number becomes when no dialling rules apply. */
export type DialTarget =
  | { type: 'number'; number: string }
  /** A SIP address, to be called as it stands. */
  | { type: 'uri'; uri: string };

const visualSeparators = /[\s\u00a0\u202f().\-/]/g;

/** What to call for what was typed; undefined when there is nothing in it that could be called. */
export function dialTarget(typed: string): DialTarget | undefined {
  const text = typed.trim().replace(/^(tel|callto):/i, '');
  if (/^sips?:/i.test(text)) return { type: 'uri', uri: text };
  if (text.includes('@')) return { type: 'uri', uri: `sip:${text}` };
  const compact = text.replace(visualSeparators, '');
  if (/^\+?[0-9*#]+$/.test(compact)) return { type: 'number', number: compact };
  // A user without a number: letters and what RFC 3261 allows unescaped beside them.
  return /^[\p{L}\p{N}][\p{L}\p{N}_.!~*'+-]*$/u.test(text) ? { type: 'number', number: text } : undefined;
}
