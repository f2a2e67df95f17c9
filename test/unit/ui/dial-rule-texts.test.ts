import * as v from 'valibot';
import { ownDialRulesSchema } from '../../../src/contract/settings';
import {
  DIAL_RULE_TEXTS,
  type DialRuleText,
  exampleOfRule,
  readRule,
  textOfRule,
} from '../../../src/ui/settings/dial-rule-texts';
import { americanRules } from '../../fakes/dialling-states';

function ruleText(rule: DialRuleText['rule']): DialRuleText {
  const found = DIAL_RULE_TEXTS.find((text) => text.rule === rule);
  if (!found) throw new Error(`There is no field for ${rule}.`);
  return found;
}

describe('a dial rule in a field', () => {
  it.each([
    ['outsidePrefix', ' 9 ', { outsidePrefix: '9' }],
    ['outsidePrefix', '*9#', { outsidePrefix: '*9#' }],
    ['outsidePrefix', '', { outsidePrefix: '' }],
    ['outsidePrefix', 'nine', undefined],
    ['outsidePrefix', '0 0', undefined],
    ['internationalPrefix', '+', undefined],
    ['countryCode', '44', { countryCode: '44' }],
    // As people write it everywhere else.
    ['countryCode', '+44', { countryCode: '44' }],
    ['countryCode', '0044', { countryCode: '44' }],
    ['countryCode', '+', undefined],
    ['countryCode', '00', undefined],
    ['countryCode', '', { countryCode: '' }],
    ['cityCodes', '303,720', { cityCodes: ['303', '720'] }],
    ['cityCodes', ' 303 , 720, 303,', { cityCodes: ['303', '720'] }],
    ['cityCodes', '', { cityCodes: [] }],
    ['cityCodes', '303 720', undefined],
    ['nationalLengths', '10, 11', { nationalLengths: [10, 11] }],
    ['nationalLengths', '', { nationalLengths: [] }],
    ['nationalLengths', '10-11', undefined],
    ['extensionLengths', '0', undefined],
    ['extensionLengths', '21', undefined],
    ['extensionLengths', '3.5', undefined],
  ] as const)('%s %p is %p', (rule, text, change) => {
    expect(readRule(text, ruleText(rule))).toEqual(change);
  });

  it('has no more entries than are kept', () => {
    const codes = Array.from({ length: 51 }, (_, index) => String(200 + index));
    expect(readRule(codes.slice(1).join(','), ruleText('cityCodes'))).toBeDefined();
    expect(readRule(codes.join(','), ruleText('cityCodes'))).toBeUndefined();
  });

  it.each(DIAL_RULE_TEXTS)('comes back as it was written: $rule', (text) => {
    expect(readRule(textOfRule(americanRules, text), text)).toEqual({
      [text.rule]: americanRules[text.rule],
    });
  });

  it.each(DIAL_RULE_TEXTS)('has an example that can be kept: $rule', (text) => {
    const change = readRule(exampleOfRule(text), text);
    const rules = { ...americanRules, mode: 'user', ...change };
    expect(change && v.is(ownDialRulesSchema, rules)).toBe(true);
  });
});
