import type { Core } from 'sip.js';
import type { TurnAway } from '../domain/arrival';
import { targetUri } from './target-uri';
import { lastIndex } from './way-here';

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

type Invite = Pick<Core.IncomingMessage, 'getHeaders'>;

/** Characters of what others have written that are sent back; more is a loop. */
const longestWay = 4_000;

/**
 * A redirection with the way that the call has come, for whoever follows it: the earlier diversions below ours, as they
 * were (RFC 5806), and the history where the caller's side wants it back, with what was mapped to another target
 * (RFC 7044: `histinfo` in Supported, `mp` of Contact).
 */
export function withWayHere({ status, headers }: Refusal, invite: Invite): string[] {
  if (status < 300 || status > 399) return headers;
  const earlier = written('Diversion', invite);
  const wantsHistory = invite.getHeaders('Supported').some((tags) => /(^|[\s,])histinfo\b/i.test(tags));
  const history = wantsHistory ? written('History-Info', invite) : [];
  const index = history.length > 0 ? lastIndex(invite.getHeaders('History-Info')) : undefined;
  const mapped = (header: string) =>
    index !== undefined && header.startsWith('Contact:') ? `${header};mp=${index}` : header;
  return [...headers.map(mapped), ...earlier, ...history];
}

/** None where they are too long. */
function written(name: 'Diversion' | 'History-Info', invite: Invite): string[] {
  const lines = invite.getHeaders(name).map((value) => `${name}: ${value}`);
  return lines.join('').length > longestWay ? [] : lines;
}
