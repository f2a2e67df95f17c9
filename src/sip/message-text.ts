/** A SIP message as text taken apart: header names in their long form, values unfolded. */
export interface MessageText {
  start: string;
  headers: Header[];
  body: string;
  /** A header line that is none: no colon, or a name that cannot be one. */
  broken: boolean;
}

export interface Header {
  name: string;
  value: string;
}

/** Characters: more than any gateway sends, little enough to read in a moment. */
export const longestMessage = 65_536;
const longestHead = 24_576;
const mostHeaders = 150;

/** RFC 3261 section 7.3.3 and the IANA registry of header fields. */
const longNames: ReadonlyMap<string, string> = new Map([
  ['a', 'Accept-Contact'],
  ['b', 'Referred-By'],
  ['c', 'Content-Type'],
  ['d', 'Request-Disposition'],
  ['e', 'Content-Encoding'],
  ['f', 'From'],
  ['i', 'Call-ID'],
  ['j', 'Reject-Contact'],
  ['k', 'Supported'],
  ['l', 'Content-Length'],
  ['m', 'Contact'],
  ['n', 'Identity-Info'],
  ['o', 'Event'],
  ['r', 'Refer-To'],
  ['s', 'Subject'],
  ['t', 'To'],
  ['u', 'Allow-Events'],
  ['v', 'Via'],
  ['x', 'Session-Expires'],
  ['y', 'Identity'],
]);

const headerName = /^[\w!%*+.`'~-]{1,64}$/;

/**
 * Reads a message leniently, in linear time (RFC 3261 section 7): empty lines before it and lines that end
 * with LF alone are taken, what cannot stand in a header becomes a space. 'too-large' leaves the beginning
 * to whoever must answer; undefined when there is no end of the headers. Never throws.
 */
export function readMessage(text: string): MessageText | { tooLarge: MessageText | undefined } | undefined {
  if (text.length <= longestMessage) {
    const whole = takeApart(text);
    return whole && isTooMuch(whole) ? { tooLarge: whole.message } : whole?.message;
  }
  return { tooLarge: takeApart(text.slice(0, longestHead))?.message };
}

/** The text of it, for sip.js. */
export function writeMessage({ start, headers, body }: MessageText): string {
  return `${[start, ...headers.map(({ name, value }) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n${body}`;
}

/** The first value of that name, in its long form; undefined when there is none. */
export function headerOf(message: MessageText, name: string): string | undefined {
  return message.headers.find((header) => isNamed(header, name))?.value;
}

export function headersOf(message: MessageText, name: string): string[] {
  return message.headers.filter((header) => isNamed(header, name)).map(({ value }) => value);
}

export function isNamed(header: Header, name: string): boolean {
  return header.name.length === name.length && header.name.toLowerCase() === name.toLowerCase();
}

interface Apart {
  message: MessageText;
  /** Characters of start line and headers. */
  headLength: number;
}

function takeApart(text: string): Apart | undefined {
  let begin = 0;
  while (text[begin] === '\r' || text[begin] === '\n') begin += 1;
  const end = /\r?\n\r?\n/.exec(text.slice(begin, begin + longestHead + 4));
  // No end within the limit: the head is too long, or the message is not whole.
  const headLength = end?.index ?? Math.min(text.length - begin, longestHead + 1);
  if (!end && headLength <= longestHead) return undefined;
  const head = text.slice(begin, begin + headLength);
  const [start = '', ...lines] = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const message: MessageText = { start: clean(start), headers: [], body: '', broken: false };
  for (const line of lines) {
    const header = readHeader(line);
    if (header) message.headers.push(header);
    else message.broken = true;
  }
  if (end) message.body = text.slice(begin + end.index + end[0].length);
  return { message, headLength };
}

function isTooMuch({ message, headLength }: Apart): boolean {
  return headLength > longestHead || message.headers.length > mostHeaders;
}

function readHeader(line: string): Header | undefined {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon).trim();
  if (colon < 0 || !headerName.test(name)) return undefined;
  return { name: longNames.get(name.toLowerCase()) ?? name, value: clean(line.slice(colon + 1)) };
}

/** No control characters, and no half characters. */
function clean(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}]/gu, ' ').trim();
}
