import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyDialRules, type Dialled, explainDialling } from '../../../src/domain/dial-rules';
import { type DialRules, dialRulesOff } from '../../../src/domain/dial-rules-settings';
import { emergencyNumbers } from '../../../src/domain/emergency-numbers';
import { worseThanLinear } from '../../fakes/work-time';
import { fuzz } from '../../fuzz/fuzz';
import { anyRules, anyText, digits, separators, unambiguousPlan } from './dial-arbitraries';

const shortRuns = 1000;
const same = ({ dialed, kind }: Dialled) => ({ dialed, kind });

describe('an emergency number', () => {
  fuzz('passes as typed under any rules, with and without the outside prefix', {
    shortRuns,
    cases: fc.record({
      rules: anyRules,
      which: fc.nat(),
      withPrefix: fc.boolean(),
      between: fc.array(separators, { minLength: 1 }),
    }),
    check: ({ rules, which, withPrefix, between }) => {
      const numbers = emergencyNumbers(rules);
      const prefix = withPrefix ? rules.outsidePrefix.replace(/[^0-9*#]/g, '') : '';
      const number = prefix + numbers[which % numbers.length];
      const typed = [...number].map((digit, index) => digit + between[index % between.length]).join('');
      assert.deepEqual(same(applyDialRules(typed, rules)), { dialed: number, kind: 'emergency' });
    },
  });
});

describe('what came out, typed again', () => {
  /*
   * A plan is unambiguous when no string of digits can be read in two ways: no outside number is as long as an
   * extension; the outside, long-distance and international prefixes begin with digits that no local or national
   * number begins with, and not with each other's; a local number behind the outside prefix is shorter than a
   * national one. Numbers the plan has no length for (steps 12 and 13) cannot be known again and are left out.
   */
  fuzz('comes out the same where the plan is unambiguous', {
    shortRuns,
    cases: unambiguousPlan,
    check: ({ rules, typed }) => {
      const once = applyDialRules(typed, rules);
      assert.deepEqual(same(applyDialRules(once.dialed, rules)), same(once));
      assert.ok(once.rule !== '12' && once.rule !== '13');
    },
  });

  fuzz('comes out the same where no rules apply, whatever it was', {
    shortRuns,
    cases: fc.record({ rules: anyRules, typed: anyText }),
    check: ({ rules, typed }) => {
      const off = { ...rules, mode: 'off' } as const;
      const once = applyDialRules(typed, off);
      assert.deepEqual(same(applyDialRules(once.dialed, off)), same(once));
    },
  });
});

describe('digits for after the answer', () => {
  fuzz('are never lost, and change nothing in the number', {
    shortRuns,
    cases: fc.record({
      rules: anyRules,
      plus: fc.constantFrom('', '+'),
      number: digits(1, 15),
      mark: fc.constantFrom(',', ',,', ';', 'p', 'P', 'w', 'x', ' x ', ' ext. ', ' Ext ', ' poste ', ';ext='),
      tones: fc.stringMatching(/^[0-9*#][0-9*#,w]{0,8}[0-9*#]$/),
    }),
    check: ({ rules, plus, number, mark, tones }) => {
      const { postDial, ...dialled } = applyDialRules(plus + number + mark + tones, rules);
      assert.equal(postDial.replace(/^[,w]+/, ''), tones);
      assert.deepEqual({ ...dialled, postDial: '' }, applyDialRules(plus + number, rules));
    },
  });
});

describe('any text under any rules', () => {
  fuzz('is answered in the alphabet of telephones, and its steps end in the answer', {
    shortRuns: 2 * shortRuns,
    cases: fc.record({ rules: anyRules, typed: anyText }),
    check: ({ rules, typed }) => {
      const { dialed, postDial, rule, kind, prefixes, steps } = explainDialling(typed, rules);
      assert.match(dialed, alphabets[kind] ?? /^\+?[0-9*#]+$/);
      assert.match(postDial, /^([0-9A-D*#,w]*[0-9A-D*#])?$/);
      assert.ok(dialed.startsWith(prefixes.map((prefix) => prefix.digits).join('')));
      assert.equal(steps.at(-1)?.number, dialed);
      assert.deepEqual(applyDialRules(typed, rules), { dialed, postDial, rule, kind });
    },
  });
  const alphabets: Partial<Record<Dialled['kind'], RegExp>> = { uri: /^sips?:\S+$/i, name: /^[^\s\d@]*$/ };

  fuzz('with no rules that apply is dialled with nothing in front', {
    shortRuns,
    cases: fc.record({ rules: anyRules, typed: anyText }),
    check: ({ rules, typed }) => {
      const without = applyDialRules(typed, dialRulesOff());
      assert.equal(applyDialRules(typed, { ...rules, mode: 'off' }).dialed, without.dialed);
    },
  });
});

describe('a text of a megabyte', () => {
  const rules: DialRules = {
    ...dialRulesOff(),
    mode: 'profile',
    outsidePrefix: '0',
    countryCode: '49',
    cityCodes: ['30'],
    pbxPrefix: '5',
    longDistancePrefix: '0',
    internationalPrefix: '00',
    extensionLengths: [3, 4],
    nationalLengths: [10, 11],
    applyToPlusNumber: true,
  };
  const megabyte = 2 ** 20;

  it.each([
    ['digits', '', '7'],
    ['zeros', '', '0'],
    ['a plus and digits', '+', '49'],
    ['pluses', '', '+'],
    ['pauses', '1', ','],
    ['pauses and digits', '1', ',2'],
    ['letters that may be marks', '1', 'p '],
    ['words that may be marks', '1', 'x y '],
    ['extensions', '1', ' ext 1'],
    ['spaces', '1', ' '],
    ['spaces before the end', '+49 (', ' '],
    ['brackets', '+49', '('],
    ['trunk prefixes in brackets', '+49', '(0) '],
    ['parameters', 'tel:1', ';ext=1'],
    ['contexts', 'tel:1', ';phone-context=+4'],
    ['half parameters', '1', ';ext'],
    ['percent signs', 'tel:', '%3'],
    ['escaped digits', 'tel:', '%31'],
    ['one name', '', 'a'],
    ['one name with dots', '', 'a.'],
    ['words', '', 'a '],
    ['a label', 'tel', ' '],
    ['slashes', 'tel:', '/'],
    ['an address', 'sip:', 'a'],
    ['an address with many hosts', 'sip:', 'a@'],
    ['at signs', '', '@'],
    ['digits of another script', '', '\u0663'],
    ['digits beyond the first plane', '', '\u{1D7D8}'],
    ['accents in falling order', 'e', '\u0301\u0323'],
    ['half characters', '', '\uD800'],
    ['stars', '', '*'],
    ['line breaks', '1', '\n'],
  ])('of %s takes no more than linear time', async (_, front, unit) => {
    const ofLength = (length: number) => front + unit.repeat(length / unit.length);
    applyDialRules(ofLength(megabyte / 4), rules);
    const apply = (length: number) => applyDialRules(`${ofLength(length)}z\uDC00`, rules);
    expect(await worseThanLinear(apply, megabyte)).toBeUndefined();
  });
});
