import fc from 'fast-check';
import { mutated } from './mutated';

/** What is put into messages: separators of the grammar, odd numbers, odd characters. */
const tokens = [
  ...[
    '<',
    '>',
    '"',
    '\\',
    ';',
    ',',
    ':',
    '@',
    '?',
    '=',
    '%',
    '%00',
    '%0d%0a',
    '[',
    ']',
    '\r\n',
    '\r\n\r\n',
    '\r\n ',
    '\n',
  ],
  ...['0', '-1', '255', '2147483648', '4294967296', '99999999999999999999', '1e9', 'NaN', '0x10'],
  ...['\u0000', '\u0007', 'é', '\u202e', '\ud800', '🙂', ' ', '\t'],
  ...['sip:', 'sips:', 'tel:', 'http://', ';tag=', ';branch=z9hG4bK', ';lr', '__proto__', 'constructor', '*'],
  ...[
    'SIP/2.0',
    'INVITE',
    'ACK',
    'BYE',
    'CANCEL',
    'PRACK',
    'NOTIFY',
    '200',
    '180',
    '{our-branch}',
    '{call-id}',
  ],
];

/** As long, or as odd, as a whole value can be. */
const values = [
  '',
  '*',
  ',',
  '<>',
  '"',
  '0',
  '-5',
  '999999999999999999999',
  '\u0000\u0001',
  'é'.repeat(200),
  `<sip:${'a'.repeat(3_000)}@b>`,
  `"${'\\"'.repeat(1_500)}`,
  'a;'.repeat(1_000),
  '<sip:a@b>,'.repeat(150),
  'tel:+1;tag=x',
  '<sip:[::1]>;tag=x',
  'application/octet-stream',
  'multipart/mixed;boundary=x',
  'timer, 100rel',
  'Digest realm="x", nonce="y"',
];

const names = [
  ...[
    'Via',
    'v',
    'From',
    'f',
    'To',
    't',
    'Call-ID',
    'i',
    'CSeq',
    'Contact',
    'm',
    'Max-Forwards',
    'Content-Length',
    'l',
  ],
  ...[
    'Content-Type',
    'c',
    'Content-Encoding',
    'Content-Disposition',
    'Require',
    'Supported',
    'k',
    'Record-Route',
    'Route',
  ],
  ...[
    'Refer-To',
    'r',
    'Replaces',
    'Event',
    'o',
    'Expires',
    'Retry-After',
    'RSeq',
    'RAck',
    'Reason',
    'Diversion',
  ],
  ...[
    'P-Asserted-Identity',
    'WWW-Authenticate',
    'Proxy-Authenticate',
    'Session-Expires',
    '__proto__',
    'X'.repeat(70),
  ],
];

type Change = 'drop' | 'twice' | 'value' | 'add' | 'swap' | 'rename' | 'graft' | 'body' | 'fold' | 'start';
const changes: Change[] = [
  'drop',
  'twice',
  'value',
  'add',
  'swap',
  'rename',
  'graft',
  'body',
  'fold',
  'start',
];

/**
 * One of the messages with wounds of two kinds: some between its characters, and some between its headers,
 * where one is lost, doubled, emptied, exchanged, renamed, or comes from another message.
 */
export function mutatedSip(texts: readonly string[]): fc.Arbitrary<string> {
  const operation = fc.record({
    change: fc.constantFrom(...changes),
    at: fc.nat(60),
    other: fc.nat(60),
    name: fc.constantFrom(...names),
    value: fc.constantFrom(...values),
    donor: fc.constantFrom(...texts),
  });
  const grafted = (source: fc.Arbitrary<string>) =>
    fc
      .tuple(source, fc.array(operation, { minLength: 1, maxLength: 3 }))
      .map(([text, all]) => all.reduce(apply, text));
  const wounded = fc.oneof(
    { weight: 4, arbitrary: grafted(fc.constantFrom(...texts)) },
    { weight: 3, arbitrary: mutated(texts, tokens) },
    { weight: 1, arbitrary: grafted(mutated(texts, tokens)) },
  );
  // Most would be refused for nothing but their length, and hide what else is wrong with them.
  return fc
    .tuple(wounded, fc.integer({ min: 0, max: 3 }))
    .map(([text, way]) => (way > 0 ? withLength(text) : text));
}

function withLength(text: string): string {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return text;
  const length = Buffer.byteLength(text.slice(end + 4));
  return text.slice(0, end).replace(/^(content-length|l)[ \t]*:.*$/im, `$1: ${length}`) + text.slice(end);
}

interface Operation {
  change: Change;
  at: number;
  other: number;
  name: string;
  value: string;
  donor: string;
}

function apply(text: string, { change, at, other, name, value, donor }: Operation): string {
  const end = text.indexOf('\r\n\r\n');
  const [start = '', ...headers] = (end < 0 ? text : text.slice(0, end)).split('\r\n');
  const body = end < 0 ? '' : text.slice(end + 4);
  const one = at % Math.max(1, headers.length);
  const two = other % Math.max(1, headers.length);
  const line = headers[one] ?? '';
  const [headName = ''] = line.split(':', 1);
  const donated = donor.split('\r\n');
  const whole = (lines: string[], first = start, last = body) => [first, ...lines, '', last].join('\r\n');
  const replaced = (by: string[]) => whole([...headers.slice(0, one), ...by, ...headers.slice(one + 1)]);
  switch (change) {
    case 'drop':
      return replaced([]);
    case 'twice':
      return replaced([line, line]);
    case 'value':
      return replaced([`${headName}: ${value}`]);
    case 'add':
      return replaced([line, `${name}: ${value}`]);
    case 'swap':
      return whole(
        headers.map((header, i) => (i === one ? headers[two] : i === two ? line : header) ?? header),
      );
    case 'rename':
      return replaced([`${name}${line.slice(headName.length)}`]);
    case 'graft':
      return replaced([donated[1 + (other % Math.max(1, donated.length - 1))] ?? '', line]);
    case 'body':
      return whole(headers, start, donor.slice(donor.indexOf('\r\n\r\n') + 4));
    case 'fold':
      return replaced([line.replaceAll(' ', '\r\n ')]);
    case 'start':
      return whole(headers, donated[0] ?? '');
  }
}
