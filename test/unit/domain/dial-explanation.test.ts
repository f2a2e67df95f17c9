import { type DialExplanation, explainDialling } from '../../../src/domain/dial-rules';
import { dialPlanTables } from './dial-plan-table';

const plans = new Map(dialPlanTables().map(({ file, rules }) => [file, rules]));

function explained(plan: string, typed: string): DialExplanation {
  const rules = plans.get(plan);
  if (!rules) throw new Error(`no plan ${plan}`);
  return explainDialling(typed, rules);
}

function inShort({ prefixes, removed }: DialExplanation) {
  return {
    front: prefixes.map(({ meaning, digits }) => `${meaning} ${digits}`),
    gone: removed.map(({ meaning, digits }) => `${meaning} ${digits}`),
  };
}

describe('what a screen says about a number', () => {
  it.each([
    ['us.txt', '(212) 555-0100', ['outside-line 9', 'long-distance 1'], []],
    ['us.txt', '+1 212 555 0100', ['outside-line 9', 'long-distance 1'], ['country-code 1']],
    ['us.txt', '1 212 555 0100', ['outside-line 9', 'long-distance 1'], []],
    ['us.txt', '1 303 555 1234', ['outside-line 9'], ['long-distance-prefix 1', 'area-code 303']],
    ['us.txt', '+44 20 7946 0000', ['outside-line 9', 'international 011'], []],
    ['us.txt', '011 44 20 7946 0000', ['outside-line 9', 'international 011'], []],
    [
      'us.txt',
      '011 1 212 555 0100',
      ['outside-line 9', 'long-distance 1'],
      ['international-prefix 011', 'country-code 1'],
    ],
    ['us.txt', '+1 303 538 1234', [], ['country-code 1', 'area-code 303', 'pbx-prefix 538']],
    ['us.txt', '5381234', [], ['pbx-prefix 538']],
    ['us.txt', '5551234', ['outside-line 9'], []],
    ['us.txt', '9 1 212 555 0100', ['outside-line 9', 'long-distance 1'], []],
    ['us.txt', '9 011 44 20 7946 0000', ['outside-line 9', 'international 011'], []],
    ['us.txt', '411', ['outside-line 9'], []],
    ['us.txt', '1234', [], []],
    ['us.txt', '911', [], []],
    ['us.txt', '9911', ['outside-line 9'], []],
    ['us-plus-as-typed.txt', '+44 20 7946 0000', [], []],
    ['us-rules-off.txt', '(212) 555-0100', [], []],
    ['uk.txt', '0116 496 0123', ['outside-line 9'], ['long-distance-prefix 0', 'area-code 116']],
    [
      'uk.txt',
      '+44 (0)116 496 0123',
      ['outside-line 9'],
      ['trunk-prefix 0', 'country-code 44', 'area-code 116'],
    ],
    [
      'uk.txt',
      '+44 0116 496 0123',
      ['outside-line 9'],
      ['country-code 44', 'trunk-prefix 0', 'area-code 116'],
    ],
    ['uk.txt', '+44 (0)20 7946 0000', ['outside-line 9', 'long-distance 0'], ['country-code 44']],
    ['denmark.txt', '33 12 34 56', ['outside-line 0'], []],
  ])('%s: for %s it names what stands in front, and what was left out', (plan, typed, front, gone) => {
    expect(inShort(explained(plan, typed))).toEqual({ front, gone });
  });
});

describe('the steps', () => {
  const steps = (plan: string, typed: string) =>
    explained(plan, typed).steps.map(
      ({ step, applied, number }) => `${step} ${applied ? 'yes' : 'no'} ${number}`,
    );

  it('are all told, up to the one that decides', () => {
    expect(steps('us.txt', '+1 212 555 0100')).toEqual([
      'cleaned yes +12125550100',
      'emergency no +12125550100',
      'feature no +12125550100',
      '4 yes 2125550100',
      'N1 no 2125550100',
      'N2 no 2125550100',
      'N3 no 2125550100',
      'N4 yes 912125550100',
    ]);
  });

  it('tell how a local number becomes a national one where the area code is kept', () => {
    expect(steps('uk-area-code-kept.txt', '4960123').slice(-4)).toEqual([
      '11 yes 1164960123',
      'N1 no 1164960123',
      'N2 no 1164960123',
      'N3 yes 901164960123',
    ]);
  });

  it('say that nothing had to be cleaned where that is so', () => {
    expect(steps('us.txt', '1234')).toEqual([
      'cleaned no 1234',
      'emergency no 1234',
      'feature no 1234',
      '4 no 1234',
      '5 yes 1234',
    ]);
  });

  it('are few where no rules apply', () => {
    expect(steps('us-rules-off.txt', '555-1234')).toEqual(['cleaned yes 5551234', 'off yes 5551234']);
  });
});
