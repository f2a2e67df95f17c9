import type { Core } from 'sip.js';
import type { CallFacts, Party } from '../domain/call-facts';
import { parseNameAddrs, parseParty } from './name-addr';
import { wayHere } from './way-here';

type Message = Pick<Core.IncomingMessage, 'getHeader' | 'getHeaders'>;

const nobody: Party = { number: '', name: '' };
const withheld: Party = { ...nobody, withheld: true };

/** What an incoming INVITE tells about the call, beyond its media. */
export function factsOfInvite(
  message: Message,
): Pick<
  CallFacts,
  'party' | 'called' | 'divertedBy' | 'calledFirst' | 'transferredBy' | 'userToUser' | 'alertInfo'
> {
  const transferredBy = parseParty(message.getHeader('Referred-By'));
  const userToUser = message.getHeader('User-to-User');
  const alertInfo = message.getHeader('Alert-Info');
  return {
    party: callerOf(message),
    called: parseParty(message.getHeader('To'))?.number ?? '',
    ...wayHere(message.getHeaders('History-Info'), message.getHeaders('Diversion')),
    ...(transferredBy && { transferredBy }),
    ...(userToUser !== undefined && { userToUser }),
    ...(alertInfo !== undefined && { alertInfo }),
  };
}

/** Who the gateway says the caller is: P-Asserted-Identity (RFC 3325) before From. */
function callerOf(message: Message): Party {
  if (wantsPrivacy(message)) return withheld;
  const asserted = assertedParty(message);
  const named = parseParty(message.getHeader('From'));
  if (!asserted) return named ?? nobody;
  const name = asserted.name || named?.name || '';
  return { ...asserted, name };
}

/** Whoever asks not to be shown is not, though a gateway may have told us who it is (RFC 3323 section 4.2, RFC 3325 section 9.3). */
function wantsPrivacy(message: Message): boolean {
  const wishes = message.getHeaders('Privacy').flatMap((header) => header.split(/[;,]/));
  return wishes.some((wish) => /^(id|user|full)$/i.test(wish.trim()));
}

/**
 * Who the gateway says has answered, or calls: a SIP URI, a telephone number or both (RFC 3325 section 9.1). The To of an
 * answer says nothing: it is what we have sent ourselves.
 */
export function assertedParty(message: Message): Party | undefined {
  const parties = parseNameAddrs(message.getHeaders('P-Asserted-Identity')).map(({ party }) => party);
  const known = parties.filter(({ number }) => number !== '');
  const best = known.find(({ number }) => isDialled(number)) ?? known[0] ?? parties[0];
  return best && { ...best, name: best.name || parties.find(({ name }) => name !== '')?.name || '' };
}

function isDialled(number: string): boolean {
  return /^\+?[\d*#().\- ]+$/.test(number);
}

/**
 * Whether a CANCEL or BYE says that another device took the call (RFC 3326, RFC 3261 section 9): there may be a reason by
 * SIP and one by Q.850, whose 26 means that this one was not chosen.
 */
export function answeredElsewhere(reasons: readonly string[]): boolean {
  return reasons.some(
    (reason) =>
      /;\s*cause\s*=\s*200\b/i.test(reason) ||
      /\bQ\.850\s*;[^,]*\bcause\s*=\s*26\b/i.test(reason) ||
      /completed elsewhere/i.test(reason),
  );
}
