import { Grammar } from 'sip.js';
import type { Verdict } from './incoming-request';
import { cutToLength, withSdpOnly } from './message-body';
import { repaired } from './message-repair';
import { type Header, headerOf, headersOf, isNamed, type MessageText } from './message-text';

const mandatory = ['Via', 'From', 'To', 'Call-ID', 'CSeq'];
/** Seconds for which a gateway may send us away. */
const longestRetryAfter = 3_600;

/** The status of a response, undefined when its first line is none that this phone knows. */
export function statusOf(start: string): number | undefined {
  const status = /^SIP\/2\.0\s+([1-6]\d\d)(?:\s|$)/i.exec(start)?.[1];
  return status === undefined ? undefined : Number(status);
}

/** The method that a response is about, '' when it does not say. */
export function methodOfResponse(message: MessageText): string {
  return /^\d{1,10}\s+(\S+)$/.exec(headerOf(message, 'CSeq') ?? '')?.[1] ?? '';
}

/** A response to a request of ours as sip.js can read it, or why it counts for nothing. */
export function judgeResponse(message: MessageText): Verdict {
  const status = statusOf(message.start);
  if (status === undefined) return ignore('a status line that cannot be read');
  const { headers, unreadable } = repaired(message);
  const vital = unreadable.find((name) => mandatory.includes(name));
  if (vital) return ignore(`${vital} cannot be read`);
  const wrong = mandatory.find((name) => headers.filter((header) => isNamed(header, name)).length !== 1);
  if (wrong) return ignore(`not one ${wrong}`);
  if (methodOfResponse(message) === '') return ignore('CSeq cannot be read');
  const lengths = headersOf(message, 'Content-Length').map(Number);
  if (new Set(lengths).size > 1) return ignore('more than one Content-Length');
  const kept = headers.filter(({ name }) => !unreadable.includes(name)).map(withinReason);
  const whole = cutToLength({ ...message, start: startLine(message.start, status), headers: kept });
  if (!whole) return ignore('less body than Content-Length says');
  return { type: 'pass', message: withContact(withSdpOnly(whole) ?? whole, status) };
}

/** Without a Contact sip.js throws on what answers an INVITE, and the call would hang: they are where we called them. */
function withContact(message: MessageText, status: number): MessageText {
  if (status === 100 || status >= 300 || methodOfResponse(message) !== 'INVITE') return message;
  if (headerOf(message, 'Contact') !== undefined) return message;
  const uri = /<([^<>]+)>/.exec(headerOf(message, 'To') ?? '')?.[1];
  const contact = { name: 'Contact', value: `<${uri}>` };
  return uri === undefined ? message : { ...message, headers: [...message.headers, contact] };
}

function startLine(start: string, status: number): string {
  const line = start.replace(/^SIP\/2\.0\s+\d+\s*/i, `SIP/2.0 ${status} `);
  return Grammar.parse(line, 'Request_Response') === -1 ? `SIP/2.0 ${status} ` : line;
}

/** A timer takes no more than 2^31 milliseconds, and beyond that fires at once. */
function withinReason(header: Header): Header {
  if (!isNamed(header, 'Retry-After')) return header;
  const seconds = Number.parseInt(header.value, 10);
  return seconds > longestRetryAfter ? { ...header, value: String(longestRetryAfter) } : header;
}

function ignore(why: string): Verdict {
  return { type: 'ignore', why };
}
