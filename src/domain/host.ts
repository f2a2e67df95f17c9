const PORT_MOST = 65535;

/** What a host and an optional port are, taken apart. The host of an IPv6 address keeps its brackets. */
export interface HostPort {
  host: string;
  port: number | undefined;
}

/** `host`, `host:port`, an IPv4 address, `[IPv6]`, `[IPv6]:port` or a bare IPv6 address; undefined when none of these. */
export function parseHostPort(text: string): HostPort | undefined {
  if (isIpv6(text)) return { host: `[${text.toLowerCase()}]`, port: undefined };
  const parts = /^(\[[^\]]*\]|[^:[\]]*)(?::(\d{1,5}))?$/.exec(text);
  const host = parseHost(parts?.[1] ?? '');
  const port = parts?.[2] === undefined ? undefined : parsePort(parts[2]);
  if (host === undefined || (parts?.[2] !== undefined && port === undefined)) return undefined;
  return { host, port };
}

/** A host name or address in lower case, IPv6 in brackets; undefined when it is none. */
export function parseHost(text: string): string | undefined {
  const host = text.toLowerCase();
  if (isIpv6(host)) return `[${host}]`;
  if (host.startsWith('[') && host.endsWith(']')) return isIpv6(host.slice(1, -1)) ? host : undefined;
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  const labels = name.split('.');
  // A browser takes a name whose last label is a number for an IPv4 address.
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '')) return isIpv4(name) ? name : undefined;
  return name.length <= 253 && labels.every(isLabel) ? name : undefined;
}

/** 1 to 65535. */
export function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= PORT_MOST ? port : undefined;
}

/**
 * Does this host, as `parseHost` gives it, never leave the machine? Only the ones that the manifest's content
 * security policy can name beside `[::1]`: it knows no ranges, so not the rest of 127.0.0.0/8.
 */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1' || isIpv6Loopback(host);
}

export function isIpv6Loopback(host: string): boolean {
  return /^\[[0:]*:0*1\]$/.test(host);
}

function isLabel(label: string): boolean {
  return /^[\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}_])?$/u.test(label);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
  );
}

function isIpv6(text: string): boolean {
  if (text.length > 45 || !text.includes(':')) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const tail = groups.at(-1) ?? '';
  const endsInIpv4 = isIpv4(tail) && text.endsWith(tail);
  const hex = endsInIpv4 ? groups.slice(0, -1) : groups;
  const size = hex.length + (endsInIpv4 ? 2 : 0);
  return (
    hex.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) && (halves.length === 2 ? size < 8 : size === 8)
  );
}
