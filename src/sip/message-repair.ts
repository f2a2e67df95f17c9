import { Grammar } from 'sip.js';
import { toSipUri } from './foreign-uri';
import { headerValues } from './header-list';
import { type Header, isNamed, type MessageText } from './message-text';

/** The headers that sip.js reads itself, and its rule for each; what it cannot read there drops the message. */
const rules: ReadonlyMap<string, string> = new Map([
  ['via', 'Via'],
  ['from', 'From'],
  ['to', 'To'],
  ['contact', 'Contact'],
  ['record-route', 'Record_Route'],
  ['refer-to', 'Refer_To'],
  ['call-id', 'Call_ID'],
  ['cseq', 'CSeq'],
  ['max-forwards', 'Max_Forwards'],
  ['content-length', 'Content_Length'],
  ['content-type', 'Content_Type'],
  ['content-disposition', 'Content_Disposition'],
]);
const addresses = new Set(['from', 'to', 'contact', 'refer-to']);
/** Characters of a header that sip.js reads letter by letter. */
const longestRead = 2_048;

/**
 * The headers as sip.js can read them: what names somebody in a way that it does not know is rewritten,
 * lists of Via come apart. `unreadable` are the names of those that are beyond repair.
 */
export function repaired(message: MessageText): { headers: Header[]; unreadable: string[] } {
  const headers = message.headers.flatMap(repair);
  const unreadable = headers.filter((header) => !isReadable(header, headers)).map(({ name }) => name);
  return { headers, unreadable };
}

function repair(header: Header): Header[] {
  if (isNamed(header, 'Via')) return headerValues(header.value).map((value) => ({ ...header, value }));
  if (!addresses.has(header.name.toLowerCase())) return [header];
  return [{ ...header, value: headerValues(header.value).map(repairAddress).join(', ') }];
}

function isReadable(header: Header, all: Header[]): boolean {
  const rule = rules.get(header.name.toLowerCase());
  if (rule === undefined) return true;
  if (header.value.length > longestRead) return false;
  // Of Via sip.js reads the first one only; the others are repeated as they are.
  if (rule === 'Via' && header !== all.find((other) => isNamed(other, 'Via'))) return true;
  return Grammar.parse(header.value, rule) !== -1;
}

/**
 * A name-addr or addr-spec (RFC 3261 section 20.10) that sip.js may not know: its URI as a SIP URI, its name
 * between quotation marks where it must be.
 */
function repairAddress(address: string): string {
  const open = openingBracket(address);
  if (open < 0) {
    const [uri = ''] = address.split(';', 1);
    const known = toSipUri(uri.trim());
    return known === uri.trim() ? address : `<${known}>${address.slice(uri.length)}`;
  }
  const close = address.indexOf('>', open);
  if (close < 0) return address;
  const uri = toSipUri(address.slice(open + 1, close).trim());
  return `${quoted(address.slice(0, open).trim())}<${uri}>${address.slice(close + 1)}`;
}

const tokens = /^[\w.!%*+`'~ \t-]*$/;
const quotedString = /^"(?:[^"\\]|\\.)*"$/;

function quoted(name: string): string {
  if (name === '') return '';
  if (tokens.test(name) || quotedString.test(name)) return `${name} `;
  return `"${name.replace(/^"|"$/g, '').replace(/["\\]/g, '\\$&')}" `;
}

/** Where the URI's bracket opens, outside of quotation marks that are closed. */
function openingBracket(address: string): number {
  const name = /^\s*"(?:[^"\\]|\\.)*"/.exec(address)?.[0] ?? '';
  return address.indexOf('<', name.length);
}
