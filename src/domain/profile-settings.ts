import { FRENCH_LITERALS, type JsonMember, type JsonNode, type ObjectNode } from './json-node';
import { matchSettingKey } from './profile-key-match';
import { type FlagKey, type ListKey, type SettingKey, settingOf, type TextKey } from './profile-keys';
import type { ProblemDetails, ProblemSeverity, ProfileProblemCode, Report } from './profile-problem';

/** One profile's settings by key. Each value is checked when asked for; a bad one is reported and reads as absent. */
export class ProfileSettings {
  private readonly members = new Map<SettingKey, JsonMember>();

  constructor(
    readonly node: ObjectNode,
    private readonly report: Report,
  ) {
    for (const member of node.members) this.recognise(member);
  }

  /** Does the key stand there with a value other than ""? */
  has(key: SettingKey): boolean {
    const value = this.members.get(key)?.value;
    return value !== undefined && !(value.kind === 'string' && value.value.trim() === '');
  }

  text(key: TextKey): string | undefined {
    const text = this.string(key);
    if (text === undefined || key === 'TURNPassword') return text;
    const trimmed = text.trim();
    return trimmed !== '' && this.passes(key, trimmed, text) ? trimmed : undefined;
  }

  /** The entries of a comma-separated list that are good. */
  list(key: ListKey): string[] {
    const text = this.string(key) ?? '';
    const entries = text.split(',').map((entry) => entry.trim());
    const bad = entries.find((entry) => entry !== '' && !this.isGood(key, entry));
    if (bad !== undefined) this.passes(key, bad, bad);
    return [...new Set(entries.filter((entry) => entry !== '' && this.isGood(key, entry)))];
  }

  flag(key: FlagKey): boolean | undefined {
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
  note(key: SettingKey, code: ProfileProblemCode, details: ProblemDetails = {}): void {
    const value = this.members.get(key)?.value;
    this.report(code, value?.at ?? this.node.at, value?.path ?? { parent: this.node.path, key }, details);
  }

  /** Reports a bad value, as gravely as the key deserves. */
  reject(key: SettingKey, code: ProfileProblemCode, found: string, expected = settingOf(key).example): void {
    this.note(key, code, { expected, found, severity: this.severityOf(key) });
  }

  /** A bad dialing setting is harmless while the rules are not in force. */
  private severityOf(key: SettingKey): ProblemSeverity {
    const { dialing, bad } = settingOf(key);
    const rule = this.members.get('DialRule')?.value;
    const inForce = rule?.kind === 'boolean' ? rule.value : rule?.kind === 'string' && readsTrue(rule.value);
    return dialing && !inForce ? 'warning' : bad;
  }

  private recognise(member: JsonMember): void {
    const { key: found, keyAt, value } = member;
    const match = matchSettingKey(found);
    if (match.kind === 'unknown') {
      this.report('key-unknown', keyAt, value.path, { found });
      return;
    }
    const expected = match.key;
    if (match.kind !== 'exact') {
      this.report(`key-${match.kind}`, keyAt, value.path, { found, expected });
    }
    if (match.kind === 'misspelt') return;
    const before = this.members.get(expected);
    // The same spelling twice has been reported where the text was read; the last one counts, as in JSON.
    if (before && before.key !== found) {
      const loser = match.kind === 'exact' ? before : member;
      this.report('json-duplicate-key', loser.keyAt, loser.value.path, { found: loser.key });
      if (loser === member) return;
    }
    this.members.set(expected, member);
  }

  private string(key: TextKey | ListKey): string | undefined {
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

  private isGood(key: SettingKey, text: string): boolean {
    return settingOf(key).check?.[0](text) ?? true;
  }

  private passes(key: SettingKey, text: string, found: string): boolean {
    const [isGood, code] = settingOf(key).check ?? [];
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
