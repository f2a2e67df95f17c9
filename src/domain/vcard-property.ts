/** One content line of a card. */
export interface VCardProperty {
  /** What holds lines together, such as `item1`; '' where there is none. In lower case, as the names are. */
  group: string;
  name: string;
  /** By name; TYPE also takes those that vCard 2.1 writes without it. */
  parameters: Map<string, string[]>;
  /** As it is written, once quoted-printable is decoded. */
  value: string;
}

/** Undefined for what is no content line (RFC 6350 section 3.3). */
export function readProperty(line: string): VCardProperty | undefined {
  const head = /^(?:([\w-]+)\.)?([\w-]+)((?:;(?:"[^"]*"|[^":])*)?):/.exec(line);
  if (!head) return undefined;
  const [whole, group = '', name = '', written = ''] = head;
  const parameters = readParameters(written);
  const encoding = parameters.get('encoding')?.[0]?.toLowerCase();
  const value = line.slice(whole.length);
  const decoded =
    encoding === 'quoted-printable' ? fromQuotedPrintable(value, parameters.get('charset')?.[0]) : value;
  return { group: group.toLowerCase(), name: name.toLowerCase(), parameters, value: decoded };
}

/** The text of a value, or of a part of one (RFC 6350 section 3.4). */
export function unescaped(value: string): string {
  return value.replace(/\\([\\,;:nN])/g, (_, char: string) => (char === 'n' || char === 'N' ? '\n' : char));
}

/** The parts of a structured value, such as a name. */
export function partsOf(value: string): string[] {
  const parts = [''];
  for (const [piece] of value.matchAll(/\\.|[^;\\]+|;|\\/gs)) {
    if (piece === ';') parts.push('');
    else parts.push((parts.pop() ?? '') + piece);
  }
  return parts.map(unescaped);
}

function readParameters(written: string): Map<string, string[]> {
  const parameters = new Map<string, string[]>();
  for (const [part] of written.matchAll(/(?:"[^"]*"|[^;"])+/g)) {
    const equals = part.indexOf('=');
    const name = equals < 0 ? bareName(part) : part.slice(0, equals).trim().toLowerCase();
    const values = [...part.slice(equals + 1).matchAll(/"([^"]*)"|[^,"]+/g)].map(([value, quoted]) =>
      withoutCarets(quoted ?? value).trim(),
    );
    // Outlook and others write TYPE="work,voice" for TYPE=work,voice.
    const each = name === 'type' ? values.flatMap((value) => value.toLowerCase().split(',')) : values;
    parameters.set(name, [...(parameters.get(name) ?? []), ...each]);
  }
  return parameters;
}

/** vCard 2.1 writes only the value where it tells which parameter it is of. */
function bareName(value: string): string {
  return /^(?:quoted-printable|base64|8bit|7bit)$/i.test(value.trim()) ? 'encoding' : 'type';
}

/** RFC 6868. */
function withoutCarets(value: string): string {
  return value.replace(/\^([n'^])/g, (_, char: string) => ({ n: '\n', "'": '"' })[char] ?? '^');
}

function fromQuotedPrintable(value: string, charset = 'utf-8'): string {
  const isUtf8 = /^utf-?8$/i.test(charset);
  return value.replace(/(?:=[0-9A-Fa-f]{2})+/g, (coded) =>
    isUtf8 ? (fromUtf8(coded) ?? fromLatin(coded)) : fromLatin(coded),
  );
}

function fromUtf8(coded: string): string | undefined {
  try {
    return decodeURIComponent(coded.replaceAll('=', '%'));
  } catch {
    return undefined;
  }
}

/** What windows-1252 has where ISO 8859-1 has control characters. */
const windows =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178';

function fromLatin(coded: string): string {
  return coded.replace(/=(..)/g, (_, hex: string) => {
    const byte = Number.parseInt(hex, 16);
    return byte >= 0x80 && byte < 0xa0 ? windows.charAt(byte - 0x80) : String.fromCharCode(byte);
  });
}
