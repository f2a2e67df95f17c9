// Reads the messages of this folder. Each begins with `## name`, says its category and verdict, and goes on
// to the next one. Line ends become CRLF. In a text
//   ...              stands for what a message must have and the text does not; `... but Via` leaves that out
//   {us} {our-host} {our-branch} {call-id} {n}   for what differs from phone to phone and time to time
//   {sdp}            for a description of sound, `{sdp over IPv6}` and `{sdp in the clear}` for odd ones
//   {hex 0d 0a}      for bytes, {line} for a line end, {repeat 3 abc} for abcabcabc
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { soundDescription, unencryptedDescription } from '../../../fakes/sound-description';

export interface TortureCase {
  name: string;
  category: string;
  verdict: string;
  text: string;
}

/** Whom a message is for. */
export interface Receiver {
  /** Its Contact, as a Request-URI. */
  us: string;
  ourHost: string;
  /** Makes this message another one than the last. */
  n: string;
  /** Of the request of ours that a response is about. */
  request?: { branch: string; callId: string; from: string; to: string; cseq: string };
}

export function readCases(file: string): TortureCase[] {
  const [, ...cases] = readFileSync(join(__dirname, file), 'utf8').split(/^## /m);
  return cases.map((part) => {
    const [name = '', category = '', verdict = '', ...lines] = part.replace(/\n\n?$/, '').split('\n');
    return {
      name,
      category: category.replace('category: ', ''),
      verdict: expand(verdict.replace('verdict: ', '')).trimEnd(),
      text: lines.join('\n'),
    };
  });
}

/** The message as bytes, ready for the wire; the text of it where it is text. */
export function messageFor({ text }: TortureCase, to: Receiver): Buffer {
  const [head = '', ...rest] = text.split('\n\n');
  const isFrame = !/^\.\.\./m.test(head);
  const body = fill(rest.join('\n\n'), to);
  const whole = isFrame ? fill(text, to) : Buffer.concat([headOf(head, body.length, to), body]);
  return whole;
}

function headOf(head: string, bodyLength: number, to: Receiver): Buffer {
  const isResponse = head.startsWith('SIP/');
  const present = (name: string) => new RegExp(`^${name}\\s*:`, 'im').test(head);
  const [, left = ''] = /^\.\.\. but (\S+)$/m.exec(head) ?? [];
  const method = head.split(/\s/, 1)[0] ?? '';
  const { request } = to;
  const usual: [names: string, line: string][] = [
    [
      'via|v',
      `Via: SIP/2.0/WSS ${isResponse ? '{our-host};branch={our-branch}' : 'far.example.com;branch=z9hG4bK{n}'}`,
    ],
    ['max-forwards', 'Max-Forwards: 70'],
    ['from|f', isResponse ? `From: ${request?.from}` : 'From: <sip:207@example.com>;tag=t{n}'],
    ['to|t', isResponse ? `To: ${request?.to};tag=far` : 'To: <sip:201@example.com>'],
    ['call-id|i', 'Call-ID: {call-id}'],
    ['cseq', isResponse ? `CSeq: ${request?.cseq}` : `CSeq: 1 ${method}`],
    ['contact|m', 'Contact: <sip:207@far.example.com>'],
    ...(bodyLength > 0 ? [['content-type|c', 'Content-Type: application/sdp'] as [string, string]] : []),
    ['content-length|l', `Content-Length: ${bodyLength}`],
  ];
  const added = usual
    .filter(([names]) => !present(`(?:${names})`) && !names.split('|').includes(left.toLowerCase()))
    .map(([, line]) => line);
  return fill(`${head.replace(/^\.\.\..*$/m, added.join('\n'))}\n\n`, to);
}

function fill(text: string, { us, ourHost, n, request }: Receiver): Buffer {
  const values: Record<string, string> = {
    us,
    'our-host': ourHost,
    'our-branch': request?.branch ?? `z9hG4bK${n}`,
    'call-id': request?.callId ?? `torture-${n}@far.example.com`,
    n,
    sdp: soundDescription.trimEnd(),
    'sdp in the clear': unencryptedDescription.trimEnd(),
    'sdp over IPv6': soundDescription.replaceAll('IP4 127.0.0.1', 'IP6 2001:db8::1').trimEnd(),
  };
  const filled = text.replace(/\{([a-z][\w -]*)\}/gi, (whole, name: string) => values[name] ?? whole);
  return bytesOf(expand(filled).replace(/\r?\n/g, '\r\n').replaceAll('{line}', '\r\n'));
}

/** {repeat 3 abc} */
function expand(text: string): string {
  return text.replace(/\{repeat (\d+) ((?:[^{}]|\{[^{}]*\})*)\}/g, (_whole, times: string, what: string) =>
    what.repeat(Number(times)),
  );
}

/** {hex 0d 0a} */
function bytesOf(text: string): Buffer {
  const parts = text.split(/\{hex ([\da-f ]+)\}/i);
  return Buffer.concat(
    parts.map((part, index) =>
      Buffer.from(index % 2 ? part.replaceAll(' ', '') : part, index % 2 ? 'hex' : 'utf8'),
    ),
  );
}
