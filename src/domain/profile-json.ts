import { FRENCH_LITERALS, type JsonMember, type JsonNode, type JsonValue } from './json-node';
import type { JsonPath } from './json-path';
import { CLOSING_QUOTES, JsonScanner } from './json-scanner';
import type { Report } from './profile-problem';

const DEEPEST = 100;
const LITERAL = /(?:true|false|null)(?![\w.+-])/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/y;
const NEAR_LITERAL = /(?:true|false|null|vraie?|faux|fausse)(?![\w.+-])/iy;
const KEY_WORD = /[^\s,:=[\]{}"“”„«»]+/y;
const VALUE_WORDS = /[^,[\]{}"“”„«»\r\n]+/y;
const ONE_WORD = /^\S+$/;
const QUOTE_AT_END = /"(?=[ \t]*(?:[,}\]\r\n]|$))/y;

/**
 * Reads JSON as `JSON.parse` does, but goes on after a mistake so that one reading finds them all, and says
 * where each value stands. A text that `JSON.parse` takes is read without a report (a doubled key and
 * nesting beyond 100 excepted); any other gets at least one. Linear time, never throws.
 */
export function readJson(text: string, report: Report): JsonNode | undefined {
  return new JsonReader(new JsonScanner(text, report)).readText();
}

class JsonReader {
  /** The brackets still to come, outermost first. */
  private readonly closers: string[] = [];

  constructor(private readonly scan: JsonScanner) {}

  readText(): JsonNode | undefined {
    const { scan } = this;
    const start = scan.peek(undefined);
    const at = scan.pos;
    if (start === '') {
      scan.complain('json-empty', at, undefined, '{');
      return undefined;
    }
    const quoted = start in CLOSING_QUOTES;
    if (!quoted && start !== '{' && start !== '[' && !scan.match(LITERAL) && !scan.match(NUMBER)) {
      scan.complain('json-not-json', at, undefined, '{', scan.match(VALUE_WORDS).trimEnd() || start);
      return undefined;
    }
    const unbraced = quoted && scan.seesKey();
    if (unbraced) scan.complain('braces-missing', at, undefined, '{', scan.upcoming());
    const root: JsonNode = unbraced
      ? { ...this.readObject(undefined, false), at, end: scan.pos, path: undefined }
      : this.readValue(undefined);
    if (scan.peek(undefined) !== '') {
      scan.complain('json-trailing-text', scan.pos, undefined, undefined, scan.upcoming());
    }
    return root;
  }

  private readValue(path: JsonPath): JsonNode {
    const start = this.scan.peek(path);
    const at = this.scan.pos;
    const value = this.readPlain(start, path);
    return Object.assign(value, { at, end: this.scan.pos, path });
  }

  private readPlain(start: string, path: JsonPath): JsonValue {
    const { scan } = this;
    if (start === '{') return this.readObject(path, true);
    if (start === '[') return this.readArray(path);
    if (start in CLOSING_QUOTES) return this.readString(path);
    const literal = scan.take(LITERAL);
    if (literal === 'null') return { kind: 'null' };
    if (literal) return { kind: 'boolean', value: literal === 'true' };
    const number = scan.take(NUMBER);
    if (number) return { kind: 'number', text: number };
    return this.readUnquoted(start, path);
  }

  /** Where a text without its closing quote ends nobody knows: nothing more is said of it. */
  private readString(path: JsonPath): JsonValue {
    const value = this.scan.readString(path);
    return this.scan.afterUnclosedString ? { kind: 'damaged' } : { kind: 'string', value };
  }

  /** A value that forgot its quotes, or true and false in another spelling. */
  private readUnquoted(start: string, path: JsonPath): JsonValue {
    const { scan } = this;
    const at = scan.pos;
    const near = scan.take(NEAR_LITERAL);
    if (near) {
      const english = FRENCH_LITERALS.get(near.toLowerCase());
      const meant = english ?? near.toLowerCase();
      scan.complain(english ? 'french-literal' : 'json-literal-case', at, path, meant, near);
      return meant === 'null' ? { kind: 'null' } : { kind: 'boolean', value: meant === 'true' };
    }
    if (start === '') {
      this.complainOfEnd(path, '"…"');
      return { kind: 'damaged' };
    }
    if (',:=]}'.includes(start)) {
      scan.complain('json-value-expected', at, path, '"…"', start);
      if (start === ':' || start === '=') scan.pos++;
      return { kind: 'damaged' };
    }
    const value = scan.match(VALUE_WORDS).trimEnd();
    scan.pos += value.length;
    scan.take(QUOTE_AT_END);
    const costs = ONE_WORD.test(value) ? 'nothing' : undefined;
    scan.complain('json-unquoted', at, path, JSON.stringify(value), value, costs);
    return { kind: 'string', value };
  }

  private readArray(path: JsonPath): JsonValue {
    const items: JsonNode[] = [];
    this.readList(']', path, true, () => items.push(this.readValue({ parent: path, key: items.length })));
    return { kind: 'array', items };
  }

  private readObject(path: JsonPath, braced: boolean): JsonValue {
    const members: JsonMember[] = [];
    const seen = new Set<string>();
    this.readList('}', path, braced, () => {
      const keyAt = this.scan.pos;
      const key = this.readKey(path);
      const place = { parent: path, key };
      if (seen.has(key)) this.scan.complain('json-duplicate-key', keyAt, place, undefined, key);
      seen.add(key);
      members.push({ key, keyAt, value: this.readAfterColon(place) });
    });
    return { kind: 'object', members };
  }

  private readKey(path: JsonPath): string {
    const { scan } = this;
    const at = scan.pos;
    const start = scan.peek(path);
    if (start in CLOSING_QUOTES) return scan.readString(path);
    const word = scan.take(KEY_WORD);
    if (word) scan.complain('json-unquoted', at, path, JSON.stringify(word), word, 'nothing');
    else scan.complain('json-key-expected', at, path, '"…"', start);
    // A list or an object where a key belongs is read over.
    if (start === '{' || start === '[') this.readValue({ parent: path, key: '' });
    return word;
  }

  private readAfterColon(path: JsonPath): JsonNode {
    const { scan } = this;
    const next = scan.peek(path);
    if (next === ':' || next === '=') scan.pos++;
    if (next !== ':') scan.complain('json-missing-colon', scan.pos, path, ':', next);
    if (next !== '' && ',]}'.includes(next)) return { kind: 'damaged', at: scan.pos, end: scan.pos, path };
    return this.readValue(path);
  }

  /** Items between commas, up to the closing bracket; `readItem` takes at least one character. */
  private readList(close: '}' | ']', path: JsonPath, bracketed: boolean, readItem: () => void): void {
    const { scan, closers } = this;
    if (closers.length === DEEPEST) {
      scan.complain('json-too-deep', scan.pos, path, String(DEEPEST));
      scan.stop();
      return;
    }
    if (bracketed) scan.pos++;
    closers.push(close);
    let comma = -1;
    let isFirst = true;
    for (;;) {
      const next = scan.peek(path);
      if (next === close || next === '' || (next !== ',' && ']}'.includes(next))) {
        if (this.closeList(close, next, path, bracketed, comma)) break;
      } else if (next === ',') {
        scan.complain('json-unexpected', scan.pos++, path, close === '}' ? '"…": …' : '{…}', next);
      } else {
        const needsComma = !isFirst && comma < 0 && !scan.afterUnclosedString;
        if (needsComma) scan.complain('json-missing-comma', scan.pos, path, ',', scan.upcoming());
        scan.afterUnclosedString = false;
        isFirst = false;
        readItem();
        comma = scan.peek(path) === ',' ? scan.pos++ : -1;
      }
    }
    closers.pop();
  }

  /** At a closing bracket or the end of the text: is the list over? A stray bracket is passed over. */
  private closeList(close: string, next: string, path: JsonPath, bracketed: boolean, comma: number): boolean {
    const { scan, closers } = this;
    if (next === close) {
      if (comma >= 0) scan.complain('json-trailing-comma', comma, path, close, ',');
      scan.pos++;
      return true;
    }
    if (next === '') {
      const onlyBrace = close === '}' && closers.length === 1 && comma < 0 && scan.readsOneWay;
      if (bracketed && onlyBrace) scan.complain('closing-brace-missing', scan.pos, path, close);
      else if (bracketed) this.complainOfEnd(path);
      return true;
    }
    scan.complain('json-unexpected', scan.pos, path, close, next);
    // A bracket that an outer list waits for ends this one too.
    if (closers.includes(next)) return true;
    scan.pos++;
    return false;
  }

  private complainOfEnd(path: JsonPath, missing = ''): void {
    const { scan, closers } = this;
    scan.complain('json-unexpected-end', scan.pos, path, missing + closers.toReversed().join(''));
    scan.stop();
  }
}
