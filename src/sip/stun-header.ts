import { parseHostPort } from '../domain/host';
import type { Profile } from '../domain/profile';
import type { Logger } from '../log/logger';

/**
 * `Ringtab-STUN: host[:port]`, in the answer to a REGISTER. No standard lets a gateway name its STUN server
 * in SIP, so this header is our own.
 */
export const stunHeader = 'Ringtab-STUN';
const stunPort = 3478;

/** The STUN server that the gateway names; undefined when it names none that can be asked. */
export function readStunHeader(value: string | undefined, log: Logger): Profile['stun'] {
  if (value === undefined) return undefined;
  const named = parseHostPort(value.trim());
  if (!named) log.warn(`${stunHeader} names no host`);
  return named && { host: named.host, port: named.port ?? stunPort };
}
