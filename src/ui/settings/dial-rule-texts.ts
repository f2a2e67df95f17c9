/** Dial rules as people write them: what stands in a field, and what it means. */
import type { OwnDialRules } from '../../contract/settings';
import type { DialRules } from '../../domain/dial-rules-settings';
import { type SettingKey, settingOf } from '../../domain/profile-keys';

/** Where a value is a text or a list; in the order in which they are asked. */
export const DIAL_RULE_TEXTS = [
  { rule: 'outsidePrefix', id: 'outside-prefix', setting: 'OutsidePrefix', kind: 'digits' },
  { rule: 'longDistancePrefix', id: 'long-distance-prefix', setting: 'LongDistancePrefix', kind: 'digits' },
  {
    rule: 'internationalPrefix',
    id: 'international-prefix',
    setting: 'InternationalPrefix',
    kind: 'digits',
  },
  { rule: 'countryCode', id: 'country-code', setting: 'CountryCode', kind: 'country-code' },
  { rule: 'nationalLengths', id: 'national-lengths', setting: 'NationalLength', kind: 'lengths' },
  { rule: 'extensionLengths', id: 'extension-lengths', setting: 'ExtensionLength', kind: 'lengths' },
  { rule: 'cityCodes', id: 'city-codes', setting: 'CityCode', kind: 'area-codes' },
  { rule: 'pbxPrefix', id: 'pbx-prefix', setting: 'PbxPrefix', kind: 'digits' },
] as const satisfies readonly {
  rule: keyof OwnDialRules;
  id: string;
  /** The profile's name for it: what may stand there is the same. */
  setting: SettingKey;
  kind: 'digits' | 'country-code' | 'area-codes' | 'lengths';
}[];

export type DialRuleText = (typeof DIAL_RULE_TEXTS)[number];

/** More entries than these are not kept. */
const MOST = { 'area-codes': 50, lengths: 20 };

export function textOfRule(rules: DialRules, { rule }: DialRuleText): string {
  const value = rules[rule];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** What a text means for a rule, as a change to the rules; undefined when it means nothing. */
export function readRule(
  text: string,
  { rule, setting, kind }: DialRuleText,
): Partial<OwnDialRules> | undefined {
  const [isGood] = settingOf(setting).check ?? [];
  const good = (entry: string) => isGood?.(entry) ?? true;
  if (kind === 'digits' || kind === 'country-code') {
    const value = kind === 'country-code' ? text.trim().replace(/^(\+|00)(?=\d)/, '') : text.trim();
    return value === '' || good(value) ? { [rule]: value } : undefined;
  }
  const entries = text.split(',').map((entry) => entry.trim());
  const values = [...new Set(entries.filter((entry) => entry !== ''))];
  if (values.length > MOST[kind] || !values.every(good)) return undefined;
  return { [rule]: kind === 'lengths' ? values.map(Number) : values };
}

/** A value that can stand there. */
export function exampleOfRule({ setting }: DialRuleText): string {
  return String(JSON.parse(settingOf(setting).example));
}
