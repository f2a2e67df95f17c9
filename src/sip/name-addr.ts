import type { Party } from '../domain/call';
import { excerpt } from '../domain/excerpt';
import { isOtherScheme } from './foreign-uri';

/** Characters of a number or a name; more is no help to anybody. */
const longest = 120;

/**
 * The first party of a From, P-Asserted-Identity, Diversion or Referred-By header (RFC 3261 section 20.10, RFC 3325).
 * Tolerant: lists, tel: and bare URIs are understood, what is not is undefined.
 */
export function parseParty(header: string | undefined): Party | undefined {
  if (!header) return undefined;
  const text = header.trim().slice(0, 2_000);
  // A name between quotation marks may have a bracket in it.
  const open = text.indexOf('<', /^"(?:\\.|[^"\\])*"/.exec(text)?.[0].length ?? 0);
  const close = text.indexOf('>', open);
  const uri = open >= 0 && close > open ? text.slice(open + 1, close) : text.split(/[,;]/, 1)[0];
  const number = uriUser(uri ?? '');
  if (number === undefined) return undefined;
  return { number: showable(number), name: open > 0 ? showable(unquote(text.slice(0, open).trim())) : '' };
}

/** Nothing that has no shape, and nothing that turns the writing around: who calls must not be able to look like another. */
function showable(text: string): string {
  return excerpt(
    text.replace(/[\p{Cc}\p{Cs}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\s]+/gu, ' ').trim(),
    longest,
  );
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
  const host = match[3] ?? '';
  const isNobody = host.endsWith('anonymous.invalid') || (raw === match[2] && isOtherScheme(host));
  return isNobody || /^(anonymous|unknown|restricted)$/i.test(user) ? '' : user;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
