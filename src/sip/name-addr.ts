import type { Party } from '../domain/call';

/**
 * The first party of a From, P-Asserted-Identity or Diversion header (RFC 3261 section 20.10, RFC 3325).
 * Tolerant: lists, tel: and bare URIs are understood, what is not is undefined.
 */
export function parseParty(header: string | undefined): Party | undefined {
  if (!header) return undefined;
  const text = header.trim().slice(0, 2_000);
  const open = text.indexOf('<');
  const close = text.indexOf('>', open);
  const uri = open >= 0 && close > open ? text.slice(open + 1, close) : text.split(/[,;]/, 1)[0];
  const number = uriUser(uri ?? '');
  if (number === undefined) return undefined;
  return { number, name: open > 0 ? unquote(text.slice(0, open).trim()) : '' };
}

function unquote(name: string): string {
  const quoted = /^"((?:\\.|[^"\\])*)"/.exec(name);
  return (quoted?.[1]?.replace(/\\(.)/g, '$1') ?? name).trim();
}

/** The user part of a sip: or tel: URI, percent-decoded; '' for an anonymous one. */
function uriUser(uri: string): string | undefined {
  const match = /^(sips?|tel):(?:([^@>]*)@)?([^;?>]*)/i.exec(uri.trim());
  if (!match) return undefined;
  const raw = match[1]?.toLowerCase() === 'tel' ? match[3] : match[2];
  const user = decode((raw ?? '').split(/[;:]/, 1)[0] ?? '');
  return /^(anonymous|unknown|restricted)$/i.test(user) || match[3]?.endsWith('anonymous.invalid')
    ? ''
    : user;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
