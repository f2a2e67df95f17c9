import type { Core } from 'sip.js';
import type { CallFacts, Party } from '../domain/call';
import { parseParty } from './name-addr';

type Message = Pick<Core.IncomingMessage, 'getHeader'>;

const nobody: Party = { number: '', name: '' };

/** What an incoming INVITE tells about the call, beyond its media. */
export function factsOfInvite(
  message: Message,
): Pick<CallFacts, 'party' | 'called' | 'divertedBy' | 'transferredBy' | 'userToUser' | 'alertInfo'> {
  const divertedBy = parseParty(message.getHeader('Diversion'));
  const transferredBy = parseParty(message.getHeader('Referred-By'));
  const userToUser = message.getHeader('User-to-User');
  const alertInfo = message.getHeader('Alert-Info');
  return {
    party: callerOf(message) ?? nobody,
    called: parseParty(message.getHeader('To'))?.number ?? '',
    ...(divertedBy && { divertedBy }),
    ...(transferredBy && { transferredBy }),
    ...(userToUser !== undefined && { userToUser }),
    ...(alertInfo !== undefined && { alertInfo }),
  };
}

/** Who the gateway says the caller is: P-Asserted-Identity (RFC 3325) before From. */
function callerOf(message: Message): Party | undefined {
  const asserted = assertedParty(message);
  const named = parseParty(message.getHeader('From'));
  if (!asserted) return named;
  return { number: asserted.number, name: asserted.name || named?.name || '' };
}

/** Who the gateway says has answered. The To of an answer says nothing: it is what we have sent ourselves. */
export function assertedParty(message: Message): Party | undefined {
  return parseParty(message.getHeader('P-Asserted-Identity'));
}

/** Whether a CANCEL or BYE says that another device took the call (RFC 3326, RFC 3261 section 9). */
export function answeredElsewhere(reason: string | undefined): boolean {
  if (!reason) return false;
  return /;\s*cause\s*=\s*200\b/i.test(reason) || /completed elsewhere/i.test(reason);
}
