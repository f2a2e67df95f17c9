import type { Party } from './call-facts';
import type { DialogNames, WatchedDialog } from './dialog-info';
import { showable, uriUser } from './uri-user';

/** A call that rings at a colleague, or that another device of the user has, as it is taken over. */
export interface PickUp {
  /** Where its caller's phone is asked: a SIP address. */
  target: string;
  names: DialogNames;
  /** What it may be called instead, where that is not known to the other side. */
  otherNames?: readonly DialogNames[];
  /** They talk there already. */
  answered: boolean;
  /** The caller. */
  party: Party;
}

/** A call of another device of the user that the gateway brings here: it is dialled for, and asks nobody else. */
export interface Steal {
  code: string;
  party: Party;
}

/** @param pattern of the profile, with `{number}` for the extension */
export function stealOf({ remote }: WatchedDialog, pattern: string, user: string): Steal {
  return { code: pattern.replace('{number}', () => user), party: partyOf(remote) };
}

/** Answers of the caller's phone, or of the gateway, that say no more than that there is nothing to be taken over. */
const tooLate: ReadonlySet<number> = new Set([404, 410, 420, 480, 481, 486, 487, 491, 501, 603]);

/**
 * What it takes to take a call over: not the one whose phone rings, or who talks, is asked, but the other side (RFC 3891
 * section 3, RFC 5359 section 2.16). By the address that the gateway knows where it is one of its own, as a phone's own
 * address may lead nowhere. Undefined where the gateway does not tell enough.
 *
 * @param domains of the gateway
 */
export function pickUpOf(
  { names, remote, state }: WatchedDialog,
  domains: readonly string[],
): PickUp | undefined {
  const { identity, target } = remote;
  const ours = domains.some((domain) => hostOf(identity) === domain.toLowerCase());
  const asked = [ours ? identity : target, identity, target].find((uri) => /^sips?:[^\s<>"]+$/i.test(uri));
  if (!names || asked === undefined) return undefined;
  return { target: asked, names, answered: state === 'confirmed', party: partyOf(remote) };
}

function partyOf({ identity, target, display }: WatchedDialog['remote']): Party {
  return { number: uriUser(identity === '' ? target : identity), name: showable(display) };
}

/** Why a pick-up has come to nothing. */
export function isTooLate(status: number | undefined): boolean {
  return status !== undefined && tooLate.has(status);
}

function hostOf(uri: string): string {
  return /^sips?:(?:[^@]*@)?([^;:?>]*)/i.exec(uri)?.[1]?.toLowerCase() ?? '';
}
