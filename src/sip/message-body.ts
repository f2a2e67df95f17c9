import { withPlainLines } from '../domain/description-lines';
import { headerOf, isNamed, type MessageText } from './message-text';

const sdpType = 'application/sdp';
/** The headers that describe a body. */
const described = ['Content-Length', 'Content-Type', 'Content-Encoding', 'Content-Disposition'];
/** Parts of a multipart body that are looked at. */
const mostParts = 20;

/**
 * The message with as much body as Content-Length says, in bytes; what follows in the same frame is another
 * message, or nothing that matters (RFC 3261 section 18.3). Undefined when there is less than it says.
 */
export function cutToLength(message: MessageText): MessageText | undefined {
  const bytes = new TextEncoder().encode(message.body);
  const told = headerOf(message, 'Content-Length');
  const length = told === undefined ? bytes.length : Number(told);
  if (length > bytes.length) return undefined;
  const body = length < bytes.length ? new TextDecoder().decode(bytes.subarray(0, length)) : message.body;
  return withBody(message, body, ['Content-Length']);
}

/**
 * The message with nothing but its session description as body: taken out of a multipart body (RFC 5621),
 * and a body left out that need not be understood. Undefined when it has one that this phone does not know.
 */
export function withSdpOnly(message: MessageText): MessageText | undefined {
  if (message.body === '') return message;
  const type = headerOf(message, 'Content-Type') ?? '';
  const encoding = headerOf(message, 'Content-Encoding') ?? '';
  const isPlain = encoding === '' || encoding.toLowerCase() === 'identity';
  const part = isPlain ? sdpPart(type, message.body) : undefined;
  if (part !== undefined) return withBody(message, withPlainLines(part), described, sdpType);
  const disposition = headerOf(message, 'Content-Disposition') ?? '';
  if (/;\s*handling\s*=\s*optional\b/i.test(disposition)) return withBody(message, '', described);
  return undefined;
}

function isSdp(type: string): boolean {
  return /^application\s*\/\s*sdp\s*(;|$)/i.test(type);
}

function sdpPart(type: string, body: string): string | undefined {
  if (isSdp(type)) return body;
  if (!/^multipart\s*\//i.test(type)) return undefined;
  const [, quoted, bare] = /;\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) return undefined;
  for (const part of body.split(`--${boundary}`, mostParts).slice(1)) {
    const [, head = '', content] = /^[ \t]*\r?\n((?:[^\r\n]+\r?\n)*)\r?\n(.*)$/s.exec(part) ?? [];
    const partType = /^content-type[ \t]*:[ \t]*([^\r\n]*)/im.exec(head)?.[1] ?? '';
    if (content !== undefined && isSdp(partType)) return content.replace(/\r?\n$/, '');
  }
  return undefined;
}

/** Another body, with none of these headers about the old one. */
function withBody(
  message: MessageText,
  body: string,
  without: readonly string[],
  type?: string,
): MessageText {
  const kept = message.headers.filter((header) => !without.some((name) => isNamed(header, name)));
  const { length } = new TextEncoder().encode(body);
  const headers = [
    ...kept,
    ...(type === undefined ? [] : [{ name: 'Content-Type', value: type }]),
    { name: 'Content-Length', value: String(length) },
  ];
  return { ...message, headers, body };
}
