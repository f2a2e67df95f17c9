import { FRENCH_LITERALS, type JsonMember, type JsonNode, type ObjectNode } from './json-node';
import type { KeyMatch } from './profile-key-match';
import type { FlagKeys, ListKeys, Setting, SettingTable, TextKeys } from './profile-keys';
import type { ProblemCosts, ProblemDetails, ProfileProblemCode, Report } from './profile-problem';

/** What may stand in one kind of entry. */
export interface EntryKind<Table extends SettingTable> {
  table: Table;
  match: (written: string) => KeyMatch<keyof Table & string>;
}

/** One entry's settings by key. Each value is checked when asked for; a bad one is reported and reads as absent. */
export class EntrySettings<Table extends SettingTable> {
  /** Of all that was reported so far, something costs the dial rules. */
  rulesLost = false;
  private readonly members = new Map<string, JsonMember>();

  constructor(
    readonly node: ObjectNode,
    private readonly kind: EntryKind<Table>,
    private readonly report: Report,
  ) {
    const misspelt: [string, JsonMember][] = [];
    for (const member of node.members) {
      const match = kind.match(member.key);
      if (match.kind === 'misspelt') misspelt.push([match.key, member]);
      else this.recognise(member, match);
    }
    for (const [key, member] of misspelt) this.recogniseMisspelt(member, key);
  }

  /** Does the key stand there with a value other than ""? */
  has(key: keyof Table & string): boolean {
    const value = this.members.get(key)?.value;
    return value !== undefined && !(value.kind === 'string' && value.value.trim() === '');
  }

  /** As `text`, and reports when nothing stands there. */
  required(key: TextKeys<Table>): string | undefined {
    const text = this.text(key);
    if (!this.has(key)) this.note(key, 'required', { expected: key });
    return text;
  }

  text(key: TextKeys<Table>): string | undefined {
    const text = this.string(key);
    if (text === undefined || key === 'TURNPassword') return text;
    const trimmed = text.trim();
    return trimmed !== '' && this.passes(key, trimmed, text) ? trimmed : undefined;
  }

  /** The entries of a comma-separated list that are good. */
  list(key: ListKeys<Table>): string[] {
    const text = this.string(key) ?? '';
    const entries = [...new Set(text.split(',').map((entry) => entry.trim()))].filter(
      (entry) => entry !== '',
    );
    const [isGood, code] = this.setting(key).check ?? [];
    if (!isGood || !code) return entries;
    const bad = entries.filter((entry) => !isGood(entry));
    if (bad.length > 0) this.reject(key, code, bad.map((entry) => JSON.stringify(entry)).join(', '));
    return entries.filter(isGood);
  }

  flag(key: FlagKeys<Table>): boolean | undefined {
    const value = this.members.get(key)?.value;
    if (!value || value.kind === 'damaged') return undefined;
    if (value.kind === 'boolean') return value.value;
    const text = value.kind === 'string' ? value.value.trim().toLowerCase() : undefined;
    if (text === '') return undefined;
    const french = FRENCH_LITERALS.get(text ?? '');
    const meant = french ?? text;
    if (meant !== 'true' && meant !== 'false') {
      this.reject(key, 'boolean-expected', showValue(value));
      return undefined;
    }
    const code = french ? 'french-literal' : 'string-for-boolean';
    this.note(key, code, { expected: meant, found: showValue(value) });
    return meant === 'true';
  }

  /** Reports something about a key's value, or its absence. */
  note(key: keyof Table & string, code: ProfileProblemCode, details: ProblemDetails = {}): void {
    const value = this.members.get(key)?.value;
    this.report(code, value?.at ?? this.node.at, value?.path ?? { parent: this.node.path, key }, details);
  }

  /** Reports a bad value, which costs what the table says. */
  reject(
    key: keyof Table & string,
    code: ProfileProblemCode,
    found: string,
    expected = this.setting(key).example,
  ): void {
    this.note(key, code, { expected, found, costs: this.lose(key) });
  }

  private setting(key: string): Setting {
    return this.kind.table[key] as Setting;
  }

  /** What is lost with a key's value. A bad dialing setting is harmless while the rules are not in force. */
  private lose(key: string): ProblemCosts {
    const { costs } = this.setting(key);
    if (costs !== 'rules') return costs;
    if (key !== 'DialRule' && !this.rulesInForce()) return 'value';
    this.rulesLost = true;
    return costs;
  }

  private rulesInForce(): boolean {
    const rule = this.members.get('DialRule')?.value;
    return rule?.kind === 'boolean' ? rule.value : rule?.kind === 'string' && readsTrue(rule.value);
  }

  private recognise(member: JsonMember, match: KeyMatch<keyof Table & string>): void {
    const { key: found, keyAt, value } = member;
    if (match.kind === 'unknown') {
      this.report('key-unknown', keyAt, value.path, { found });
      return;
    }
    const expected = match.key;
    if (match.kind !== 'exact') {
      this.report(`key-${match.kind}`, keyAt, value.path, { found, expected });
    }
    const before = this.members.get(expected);
    // The same spelling twice has been reported where the text was read; the last one counts, as in JSON.
    if (before && before.key !== found) {
      const loser = match.kind === 'exact' ? before : member;
      this.report('json-duplicate-key', loser.keyAt, loser.value.path, { found: loser.key });
      if (loser === member) return;
    }
    this.members.set(expected, member);
  }

  /** What was meant is a guess. Where the key itself is missing, its value counts as there but unreadable. */
  private recogniseMisspelt(member: JsonMember, expected: string): void {
    const { key: found, keyAt, value } = member;
    const costs = this.members.has(expected) ? 'nothing' : this.lose(expected);
    this.report('key-misspelt', keyAt, value.path, { found, expected, costs });
    if (this.members.has(expected)) return;
    const { at, end, path } = value;
    this.members.set(expected, { key: found, keyAt, value: { kind: 'damaged', at, end, path } });
  }

  private string(key: keyof Table & string): string | undefined {
    const value = this.members.get(key)?.value;
    if (!value || value.kind === 'damaged') return undefined;
    if (value.kind === 'string') return value.value;
    if (value.kind === 'number') {
      this.note(key, 'number-for-string', { expected: JSON.stringify(value.text), found: value.text });
      return value.text;
    }
    this.reject(key, 'string-expected', showValue(value));
    return undefined;
  }

  private passes(key: keyof Table & string, text: string, found: string): boolean {
    const [isGood, code] = this.setting(key).check ?? [];
    if (!isGood || !code || isGood(text)) return true;
    this.reject(key, code, JSON.stringify(found));
    return false;
  }
}

function readsTrue(text: string): boolean {
  const word = text.trim().toLowerCase();
  return (FRENCH_LITERALS.get(word) ?? word) === 'true';
}

function showValue(value: JsonNode): string {
  switch (value.kind) {
    case 'object':
      return '{…}';
    case 'array':
      return '[…]';
    case 'string':
      return JSON.stringify(value.value);
    case 'number':
      return value.text;
    case 'boolean':
      return String(value.value);
    default:
      return 'null';
  }
}
