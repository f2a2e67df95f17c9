import type { JsonPath } from './json-path';
import { type ProblemCosts, type ProfileProblemCode, type Report, usualCosts } from './profile-problem';

/** The quotes people's word processors write, each with the characters that may close it. */
export const CLOSING_QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '‘': "’'",
  '’': "’'",
  '“': '”“"',
  '”': '”“"',
  '„': '”“"',
  '«': '»"',
  '»': '»"',
};

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** With that many a text is no profile, and the last of them costs the whole of it. */
const MOST_MISTAKES = 1000;

const SPACE = /[ \t\r\n]*/y;
const ODD_SPACE = /[\s\u200B\uFEFF]+/y;
const COMMENT = /\/\/[^\r\n]*|\/\*/y;
const PLAIN = /[^"\\\p{Cc}“”„«»'‘’]*/uy;
const UNICODE_ESCAPE = /u[0-9a-fA-F]{4}/y;
const TOKEN = /"[^"\r\n]{0,40}"?|[^\s,:]{1,40}/y;

/** Walks through a JSON text: space, strings, patterns. Mistakes in them are reported and passed over. */
export class JsonScanner {
  pos: number;
  /** The string just read had no closing quote, so what follows is damaged too. */
  afterUnclosedString = false;
  /** All that was read could be read in one way only. */
  readsOneWay = true;
  private silent = false;
  private mistakes = 0;

  constructor(
    readonly text: string,
    private readonly report: Report,
  ) {
    this.pos = text.startsWith('\uFEFF') ? 1 : 0;
  }

  complain(
    code: ProfileProblemCode,
    at: number,
    path: JsonPath,
    expected?: string,
    found?: string,
    costs: ProblemCosts = usualCosts(code),
  ): void {
    if (this.silent) return;
    if (costs !== 'nothing') {
      this.readsOneWay = false;
      this.mistakes++;
    }
    const givesUp = this.mistakes === MOST_MISTAKES;
    this.report(code, at, path, { expected, found, costs: givesUp ? 'text' : costs });
    if (givesUp) this.stop();
  }

  /** Reads no further and reports nothing more. */
  stop(): void {
    this.silent = true;
    this.pos = this.text.length;
  }

  /** What a sticky pattern matches here, '' when nothing; stays here. */
  match(pattern: RegExp): string {
    pattern.lastIndex = this.pos;
    return pattern.exec(this.text)?.[0] ?? '';
  }

  /** As `match`, and goes behind it. */
  take(pattern: RegExp): string {
    const matched = this.match(pattern);
    this.pos += matched.length;
    return matched;
  }

  /** The next few characters, to show. */
  upcoming(): string {
    return this.match(TOKEN) || (this.text[this.pos] ?? '');
  }

  /** The next character behind space and comments, '' at the end. */
  peek(path: JsonPath): string {
    for (;;) {
      this.take(SPACE);
      const at = this.pos;
      const comment = this.take(COMMENT);
      if (comment) {
        if (comment === '/*') this.skipBehind('*/');
        this.complain('json-comment', at, path, undefined, comment);
      } else if (this.take(ODD_SPACE)) this.complain('json-odd-space', at, path);
      else return this.text[at] ?? '';
    }
  }

  readString(path: JsonPath): string {
    const at = this.pos;
    const quote = this.text[this.pos++] ?? '"';
    const closing = CLOSING_QUOTES[quote] ?? quote;
    if (quote === "'") this.complain('json-single-quotes', at, path, '"', quote);
    else if (quote !== '"') this.complain('json-typographic-quotes', at, path, '"', quote);
    const parts: string[] = [];
    for (;;) {
      parts.push(this.take(PLAIN));
      const char = this.text[this.pos] ?? '';
      if (char === '' || char === '\n' || char === '\r') {
        this.complain('json-unclosed-string', at, path, '"');
        this.afterUnclosedString = true;
        break;
      }
      this.pos++;
      if (closing.includes(char)) break;
      parts.push(char === '\\' ? this.readEscape(path) : char);
      if (char < ' ') this.complain('json-bad-string', this.pos - 1, path, asTyped(char), asTyped(char));
    }
    const value = parts.join('');
    // French typography puts spaces inside its quotes.
    return quote === '«' || quote === '»' ? value.trim() : value;
  }

  /** Does a name with its colon stand here, as in `"Name": …`? */
  seesKey(): boolean {
    const start = this.pos;
    this.silent = true;
    this.readString(undefined);
    const colon = this.peek(undefined) === ':';
    this.pos = start;
    this.silent = this.afterUnclosedString = false;
    return colon;
  }

  private readEscape(path: JsonPath): string {
    const unicode = this.take(UNICODE_ESCAPE);
    if (unicode) return String.fromCharCode(Number.parseInt(unicode.slice(1), 16));
    const letter = this.text[this.pos] ?? '';
    const meant = ESCAPES[letter];
    if (meant !== undefined) {
      this.pos++;
      return meant;
    }
    this.complain('json-bad-string', this.pos - 1, path, '\\\\', '\\');
    return '\\';
  }

  private skipBehind(end: string): void {
    const found = this.text.indexOf(end, this.pos);
    this.pos = found < 0 ? this.text.length : found + end.length;
  }
}

function asTyped(char: string): string {
  return JSON.stringify(char).slice(1, -1);
}
