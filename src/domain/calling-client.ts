import type { Dialled } from './dial-trace';

/** Who places a call that was asked for in a web page or in Chrome: Ringtab, or the system's own phone program. */
export type CallingClient = 'ringtab' | 'desktop';

export const callingClients = ['ringtab', 'desktop'] as const satisfies readonly CallingClient[];

/** What the user prefers; `ask` until they have said. */
export type ClientChoice = 'ask' | CallingClient;

/** Who shall place the next call; `ask` where there is a choice that the user has not made. */
export function clientFor(choice: ClientChoice, allowed: readonly CallingClient[]): ClientChoice {
  const [only] = allowed;
  if (only !== undefined && allowed.length === 1) return only;
  return choice !== 'ask' && allowed.includes(choice) ? choice : 'ask';
}

/**
 * The address that hands a number over to the system's own handler, which has dial rules of its own: so as it was
 * read, not as Ringtab would dial it. Undefined for what no other program could call.
 *
 * @param bare the number past the rules of Ringtab
 */
export function handOverUri({ dialed, postDial, kind }: Dialled): string | undefined {
  if (kind === 'uri') return dialed;
  if (dialed === '' || kind === 'name') return undefined;
  // RFC 3966 section 3: of what is dialled only # needs escaping.
  const digits = (dialed + postDial.replace(/w/g, ',')).replace(/#/g, '%23');
  return `tel:${digits}`;
}
