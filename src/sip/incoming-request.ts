import { Grammar } from 'sip.js';
import { toSipUri } from './foreign-uri';
import { cutToLength, withSdpOnly } from './message-body';
import { repaired } from './message-repair';
import { type Header, headerOf, headersOf, isNamed, type MessageText } from './message-text';

/** What becomes of a message: sip.js may read it, it is answered here, or nobody hears of it. */
export type Verdict =
  | { type: 'pass'; message: MessageText }
  | { type: 'refuse'; status: number; headers?: Header[]; why: string }
  | { type: 'ignore'; why: string };

/** What this phone takes, as it says in Allow. */
export const allowedMethods = 'ACK, BYE, CANCEL, INFO, INVITE, NOTIFY, OPTIONS, REFER, UPDATE';
/** Known, though not all of them taken (405); others are unknown (501). */
const knownMethods = new Set([
  ...allowedMethods.split(', '),
  'MESSAGE',
  'PRACK',
  'PUBLISH',
  'REGISTER',
  'SUBSCRIBE',
]);
/** Those whose body describes sound. */
const describing = ['INVITE', 'ACK', 'UPDATE'];
const onlyOnce = ['From', 'To', 'Call-ID', 'CSeq', 'Max-Forwards', 'Content-Type', 'Expires', 'Refer-To'];
/** Seconds; beyond this, and beyond what a timer can hold, a call's limit is none. */
const longestExpires = 86_400;
/** RFC 3261 section 8.1.1.5. */
const largestSequence = 2 ** 31 - 1;

export interface StartOfRequest {
  method: string;
  uri: string;
  version: string;
}

/** The first line of a request, whatever stands between its method and its version; undefined when it is none. */
export function startOfRequest(start: string): StartOfRequest | undefined {
  const [, method, uri, version] =
    /^([\w.!%*+`'~-]{1,64})\s+(\S.*)\s(SIP\/\d{1,9}\.\d{1,9})$/i.exec(start) ?? [];
  return method === undefined ? undefined : { method, uri: uri?.trim() ?? '', version: version ?? '' };
}

/**
 * A request as sip.js can read it, or why it is refused (RFC 3261 sections 8.2 and 16.3).
 *
 * @param extensions the option tags of Require that are understood
 */
export function judgeRequest(message: MessageText, extensions: readonly string[]): Verdict {
  const start = startOfRequest(message.start);
  if (!start) return refuse(400, 'a start line that cannot be read');
  if (start.version.toUpperCase() !== 'SIP/2.0') return refuse(505, 'another version of SIP');
  if (message.broken) return refuse(400, 'a line that is no header');
  const flaw = flawOf(message, start.method);
  if (flaw !== undefined) return refuse(400, flaw);
  if (!knownMethods.has(start.method)) return refuse(501, 'an unknown method', allow);
  const inDialog = /;\s*tag\s*=/i.test(headerOf(message, 'To') ?? '');
  // sip.js throws on one that belongs to no call.
  if (start.method === 'PRACK' && !inDialog) return refuse(405, 'a PRACK of no call', allow);
  const uri = toSipUri(start.uri).replace(/^sips:/i, 'sip:');
  if (/\.invalid$/.test(uri) && !/^(sips?|tel):/i.test(start.uri)) return refuse(416, 'an unknown scheme');
  const line = `${start.method} ${uri} SIP/2.0`;
  // What it cannot read as a SIP URI sip.js takes for one of another kind, without any parts.
  if (Grammar.URIParse(uri) === undefined || !/^sip:/i.test(uri) || uri.includes('?'))
    return refuse(400, 'a Request-URI that cannot be read');
  return judgeContent({ ...message, start: line }, start.method, extensions);
}

const allow = [{ name: 'Allow', value: allowedMethods }];

function judgeContent(message: MessageText, method: string, extensions: readonly string[]): Verdict {
  const unknown = method === 'ACK' || method === 'CANCEL' ? [] : unknownExtensions(message, extensions);
  if (unknown.length > 0)
    return refuse(420, 'an unknown extension', [{ name: 'Unsupported', value: unknown.join(', ') }]);
  const { headers, unreadable } = repaired(message);
  if (unreadable.length > 0) return refuse(400, `${unreadable[0]} cannot be read`);
  const whole = cutToLength({ ...message, headers: headers.filter((header) => !isEndlessExpiry(header)) });
  if (!whole) return refuse(400, 'less body than Content-Length says');
  if (!describing.includes(method)) return { type: 'pass', message: whole };
  const described = withSdpOnly(whole);
  if (!described)
    return refuse(415, 'a body of an unknown kind', [
      { name: 'Accept', value: 'application/sdp' },
      { name: 'Accept-Encoding', value: 'identity' },
    ]);
  return { type: 'pass', message: described };
}

/** What is wrong with the headers that every request has. */
function flawOf(message: MessageText, method: string): string | undefined {
  const missing = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].find((name) => !headerOf(message, name));
  if (missing) return `no ${missing}`;
  const repeated = onlyOnce.find((name) => headersOf(message, name).length > 1);
  if (repeated) return `more than one ${repeated}`;
  if (!/;\s*tag\s*=\s*[^\s;]/i.test(headerOf(message, 'From') ?? '')) return 'no tag in From';
  if (branchOf(message) === '') return 'no branch in Via';
  if (!/^(\d{1,10})\s+\S+$/.test(headerOf(message, 'CSeq') ?? '')) return 'CSeq cannot be read';
  const [number, named] = (headerOf(message, 'CSeq') ?? '').split(/\s+/);
  if (Number(number) > largestSequence) return 'a CSeq that is too large';
  if (named !== method) return 'CSeq of another method';
  const hops = headerOf(message, 'Max-Forwards');
  if (hops !== undefined && !(/^\d{1,9}$/.test(hops) && Number(hops) <= 255))
    return 'Max-Forwards out of range';
  return flawOfLength(message);
}

function flawOfLength(message: MessageText): string | undefined {
  const lengths = headersOf(message, 'Content-Length');
  if (lengths.some((length) => !/^\d{1,6}$/.test(length))) return 'Content-Length cannot be read';
  return new Set(lengths.map(Number)).size > 1 ? 'more than one Content-Length' : undefined;
}

/** The branch of the topmost Via, '' without one. */
export function branchOf(message: MessageText): string {
  const [top = ''] = (headerOf(message, 'Via') ?? '').split(',', 1);
  return /;\s*branch\s*=\s*([^\s;,]+)/i.exec(top)?.[1] ?? '';
}

function unknownExtensions(message: MessageText, known: readonly string[]): string[] {
  const wanted = headersOf(message, 'Require').flatMap((value) => value.split(',').map((tag) => tag.trim()));
  return wanted.filter((tag) => tag !== '' && !known.includes(tag.toLowerCase()));
}

/** sip.js would end the call at once: a timer takes no more than 2^31 milliseconds. */
function isEndlessExpiry(header: Header): boolean {
  if (!isNamed(header, 'Expires')) return false;
  return !/^\d+$/.test(header.value) || Number(header.value) > longestExpires;
}

function refuse(status: number, why: string, headers?: Header[]): Verdict {
  return { type: 'refuse', status, why, ...(headers && { headers }) };
}
