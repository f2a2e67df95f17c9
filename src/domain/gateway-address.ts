import { isIpv6Loopback, isLoopback, parseHostPort } from './host';
import type { ProfileProblemCode } from './profile-problem';

/** Where a gateway listens. */
export interface Gateway {
  /** Always whole: `wss://host:port/path`. */
  url: string;
  /** Lower case; an IPv6 address in brackets. */
  host: string;
  port: number;
}

export interface AddressProblem {
  code: Extract<ProfileProblemCode, 'address-invalid' | 'address-scheme' | 'address-insecure'>;
  expected: string;
}

export const DEFAULT_GATEWAY_PORT = 9443;

const EXAMPLE = 'gateway.example.com';
const ADDRESS = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#@\s\\]+)(\/[!$-;=@-_a-z~?]*)?$/i;

/**
 * An Address is `host`, `host:port` or `wss://host:port/path`; what is left out is wss, 9443 and `/`. An
 * unencrypted `ws://` may only name the machine itself: beyond it the password's hash and the calls' keys
 * would travel in the open. A content security policy cannot name `[::1]`, so that becomes `localhost`, which a
 * browser takes for both addresses.
 */
export function parseGatewayAddress(address: string): Gateway | AddressProblem {
  const parts = ADDRESS.exec(address);
  const place = parts?.[2] === undefined ? undefined : parseHostPort(parts[2]);
  if (!parts || !place) return { code: 'address-invalid', expected: EXAMPLE };
  const { port = DEFAULT_GATEWAY_PORT } = place;
  const scheme = parts[1]?.toLowerCase() ?? 'wss';
  const host = scheme === 'ws' && isIpv6Loopback(place.host) ? 'localhost' : place.host;
  const rest = `${host}:${port}${parts[3] ?? '/'}`;
  if (scheme === 'ws' && !isLoopback(host)) return { code: 'address-insecure', expected: `wss://${rest}` };
  if (scheme !== 'ws' && scheme !== 'wss') return { code: 'address-scheme', expected: `wss://${rest}` };
  return { url: `${scheme}://${rest}`, host, port };
}
