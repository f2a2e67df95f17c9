import type { Party } from '../domain/call-facts';
import { showable, uriUser } from '../domain/uri-user';
import { isOtherScheme } from './foreign-uri';
import { headerValues } from './header-list';

/** Characters of a header that are read. */
const longestHeader = 2_000;
/** Nobody is named so: what gateways write where somebody does not want to be known. */
const withheldName = /^(anonymous|anonyme|anonym|private|privat|privé|restricted|withheld)$/i;

/** One value of a header that names somebody (RFC 3261 section 20.10): who, and what stands around them. */
export interface NameAddr {
  party: Party;
  /** The URI as it stands there. */
  uri: string;
  /** What follows the URI, from its `;` on. */
  parameters: string;
}

/**
 * The first party of a From, P-Asserted-Identity, Diversion or Referred-By header (RFC 3261 section 20.10, RFC 3325).
 * Tolerant: lists, tel: and bare URIs are understood, what is not is undefined.
 */
export function parseParty(header: string | undefined): Party | undefined {
  return header ? parseNameAddr(header.slice(0, longestHeader))?.party : undefined;
}

/** All that a header names, however often it stands there; what cannot be read is left out. */
export function parseNameAddrs(headers: readonly string[]): NameAddr[] {
  const values = headers.flatMap((header) => headerValues(header.slice(0, longestHeader)));
  return values.map(parseNameAddr).filter((read) => read !== undefined);
}

function parseNameAddr(value: string): NameAddr | undefined {
  const text = value.trim();
  // A name between quotation marks may have a bracket in it.
  const open = text.indexOf('<', /^"(?:\\.|[^"\\])*"/.exec(text)?.[0].length ?? 0);
  const close = text.indexOf('>', open);
  const isBracketed = open >= 0 && close > open;
  const uri = isBracketed ? text.slice(open + 1, close).trim() : (text.split(/[,;]/, 1)[0] ?? '').trim();
  const user = userOf(uri);
  if (!user) return undefined;
  const name = open > 0 ? showable(unquote(text.slice(0, open).trim())) : '';
  const parameters = isBracketed ? text.slice(close + 1) : text.slice(uri.length);
  return { party: partyOf(user, name), uri, parameters };
}

function partyOf({ number, withheld }: User, name: string): Party {
  const nameless = withheldName.test(name);
  const party = { number, name: nameless ? '' : name };
  return party.number === '' && (withheld || nameless) ? { ...party, withheld: true } : party;
}

function unquote(name: string): string {
  const quoted = /^"((?:\\.|[^"\\])*)"/.exec(name);
  return (quoted?.[1]?.replace(/\\(.)/g, '$1') ?? name).trim();
}

interface User {
  /** '' where there is none. */
  number: string;
  withheld: boolean;
}

/** Who a sip: or tel: URI names; an anonymous one (RFC 3323 section 4.1.1.3) has no number. */
function userOf(uri: string): User | undefined {
  const match = /^(sips?|tel):(?:[^@>]*@)?([^;?>]*)/i.exec(uri);
  if (!match) return undefined;
  const isTel = match[1]?.toLowerCase() === 'tel';
  const host = match[2] ?? '';
  const user = uriUser(uri);
  const withheld = /(^|\.)anonymous\.invalid$/i.test(host) || /^(anonymous|restricted|private)$/i.test(user);
  const isNobody = withheld || (!isTel && isOtherScheme(host)) || /^(unknown|unavailable)$/i.test(user);
  return { number: isNobody ? '' : user, withheld };
}
