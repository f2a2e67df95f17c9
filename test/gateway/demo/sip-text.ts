import { randomBytes } from 'node:crypto';
import {
  type IncomingMessage,
  IncomingRequestMessage,
  IncomingResponseMessage,
  Parser,
} from 'sip.js/lib/core/index.js';

export type Header = readonly [name: string, value: string];
export type SipMessage = IncomingRequestMessage | IncomingResponseMessage;

export const isRequest = (message: SipMessage): message is IncomingRequestMessage =>
  message instanceof IncomingRequestMessage;
export const isResponse = (message: SipMessage): message is IncomingResponseMessage =>
  message instanceof IncomingResponseMessage;

export const randomToken = (bytes = 6): string => randomBytes(bytes).toString('hex');
export const newBranch = (): string => `z9hG4bK${randomToken(8)}`;

/** The header that stands for `Contact: *` in a parsed message. */
export const ALL_CONTACTS = 'X-All-Contacts';

const silent = () => undefined;
const silentLogger = { error: silent, warn: silent, log: silent, debug: silent };

/** What sip.js makes of the text; undefined when it is not SIP, or lacks what every message needs. */
export function parseSip(text: string): SipMessage | undefined {
  // sip.js sends `Contact: *`, but its parser drops it.
  const readable = text.replace(/^(?:contact|m)[ \t]*:[ \t]*\*[ \t]*$/im, `${ALL_CONTACTS}: *`);
  try {
    const message = Parser.parseMessage(
      readable,
      silentLogger as unknown as Parameters<typeof Parser.parseMessage>[1],
    );
    if (!message?.callId || !message.from || !message.to || !message.via || !message.hasHeader('cseq'))
      return;
    return message;
  } catch {
    return undefined;
  }
}

export function formatSip(startLine: string, headers: readonly Header[], body = ''): string {
  const lines = headers.map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, ' ')}`);
  return [startLine, ...lines, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
}

export interface Content {
  headers?: readonly Header[] | undefined;
  body?: string | undefined;
  contentType?: string | undefined;
}

export function formatResponse(
  request: IncomingRequestMessage,
  status: number,
  options: Content & { reason?: string | undefined; toTag?: string | undefined; received?: Received } = {},
): string {
  const to = request.getHeader('to') ?? '';
  const tagged = request.toTag || !options.toTag || status === 100 ? to : `${to};tag=${options.toTag}`;
  const contentType = options.body ? (options.contentType ?? 'application/sdp') : undefined;
  return formatSip(
    `SIP/2.0 ${status} ${options.reason ?? reasonPhrase(status)}`,
    [
      ...request
        .getHeaders('via')
        .map((via, index): Header => ['Via', index === 0 ? received(via, options.received) : via]),
      ...request.getHeaders('record-route').map((route): Header => ['Record-Route', route]),
      ['From', request.getHeader('from') ?? ''],
      ['To', tagged],
      ['Call-ID', request.callId],
      ['CSeq', request.getHeader('cseq') ?? ''],
      ['Server', 'Ringtab demo gateway'],
      ...(options.headers ?? []),
      ...(contentType ? [['Content-Type', contentType] as const] : []),
    ],
    options.body,
  );
}

export interface Received {
  address: string;
  port: number;
}

/** RFC 3261 section 18.2.1 and RFC 3581: where the request really came from. */
function received(via: string, from: Received | undefined): string {
  if (!from) return via;
  const withPort = via.replace(/;rport(?=;|$)/i, `;rport=${from.port}`);
  return `${withPort};received=${from.address}`;
}

// Headers a back-to-back user agent makes itself; all others travel from one leg to the other.
const OWN_HEADERS = new Set(
  `via from to call-id cseq contact max-forwards content-length content-type route record-route
   authorization proxy-authorization www-authenticate proxy-authenticate user-agent server date replaces rseq rack
   p-asserted-identity`.split(/\s+/),
);

export function passedThrough(message: IncomingMessage): Header[] {
  return Object.entries(message.headers)
    .filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()))
    .flatMap(([name, values]) => values.map(({ raw }): Header => [name, raw]))
    .map(
      ([name, value]): Header => [name, /^(supported|require)$/i.test(name) ? without100rel(value) : value],
    )
    .filter(([, value]) => value !== '');
}

// A provisional response would have to be acknowledged leg by leg (RFC 3262), which nobody here needs.
const without100rel = (value: string): string =>
  value
    .split(',')
    .map((option) => option.trim())
    .filter((option) => option.toLowerCase() !== '100rel')
    .join(', ');

const phrases: Record<number, string> = {
  100: 'Trying',
  180: 'Ringing',
  181: 'Call Is Being Forwarded',
  183: 'Session Progress',
  200: 'OK',
  202: 'Accepted',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  410: 'Gone',
  415: 'Unsupported Media Type',
  416: 'Unsupported URI Scheme',
  420: 'Bad Extension',
  423: 'Interval Too Brief',
  433: 'Anonymity Disallowed',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  482: 'Loop Detected',
  483: 'Too Many Hops',
  484: 'Address Incomplete',
  485: 'Ambiguous',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  489: 'Bad Event',
  491: 'Request Pending',
  500: 'Server Internal Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Server Time-out',
  600: 'Busy Everywhere',
  603: 'Decline',
  604: 'Does Not Exist Anywhere',
  606: 'Not Acceptable',
};

export const reasonPhrase = (status: number): string => phrases[status] ?? 'Status';
