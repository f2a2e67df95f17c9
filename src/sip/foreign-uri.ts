/**
 * sip.js knows sip: and sips: only, and drops a message that names anybody by another scheme. Such a URI
 * crosses it as the user part of a SIP URI at a host that cannot exist, and leaves again as it came.
 */
const telHost = 'tel.invalid';
const otherHost = 'uri.invalid';

/** A tel: URI (RFC 3966) or one of any other scheme, as a SIP URI; SIP URIs as they are. */
export function toSipUri(uri: string): string {
  if (/^sips?:/i.test(uri)) return uri;
  const tel = /^tel:([^?>]+)$/i.exec(uri)?.[1];
  if (tel !== undefined) return `sip:${escaped(tel)}@${telHost};user=phone`;
  return /^[a-z][a-z\d+.-]*:./i.test(uri) ? `sip:${escaped(uri)}@${otherHost}` : uri;
}

/** A message that leaves, with every URI as the far end has written it. */
export function withForeignUris(message: string): string {
  if (!message.includes('.invalid')) return message;
  const end = message.indexOf('\r\n\r\n');
  return withForeignUri(message.slice(0, end)) + message.slice(end);
}

/** A URI, or any header, as the far end has written it. */
export function withForeignUri(text: string): string {
  return text.replace(foreign, original);
}

/** Whether this is the host of a URI that is neither sip: nor tel:. */
export function isOtherScheme(host: string): boolean {
  return host.toLowerCase() === otherHost;
}

const foreign = /sip:([\w%.!~*'()+;=-]+)@(?:tel\.invalid;user=phone|uri\.invalid)/g;

function original(whole: string, user: string): string {
  const uri = unescaped(user);
  // Nothing that could end a header, or the brackets around a URI, is ever put back.
  if (uri === undefined || !/^[!#-;=?-~]+$/.test(uri)) return whole;
  return whole.endsWith(otherHost) ? uri : `tel:${uri}`;
}

/** What is percent-encoded already is so twice, and comes out as it was. */
function escaped(text: string): string {
  return encodeURIComponent(text).replaceAll('%2B', '+').replaceAll('%3B', ';').replaceAll('%3D', '=');
}

function unescaped(user: string): string | undefined {
  try {
    return decodeURIComponent(user);
  } catch {
    return undefined;
  }
}
