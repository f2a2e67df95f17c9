import type { TurnAway } from '../domain/arrival';
import { targetUri } from './target-uri';

/** A final response that says no, or where else to go (RFC 3261 sections 21.3 to 21.6). */
export interface Refusal {
  status: number;
  headers: string[];
}

/**
 * How a call that comes in is turned away. A redirection says who sends it on and why (Diversion, RFC 5806), so that
 * whoever gets it knows for whom it was. Throws PhoneError 'number-not-diallable'.
 */
export function refusalFor(how: TurnAway, { user, domain }: { user: string; domain: string }): Refusal {
  if ('status' in how) return { status: how.status, headers: [] };
  const contact = `Contact: <${targetUri(how.to, domain)}>`;
  const diversion = `Diversion: <${targetUri(user, domain)}>;reason=${how.why}`;
  return { status: 302, headers: [contact, diversion] };
}
