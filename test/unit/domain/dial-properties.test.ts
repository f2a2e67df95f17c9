import fc from 'fast-check';
import { applyDialRules, type Dialled, explainDialling } from '../../../src/domain/dial-rules';
import { type DialRules, dialRulesOff } from '../../../src/domain/dial-rules-settings';
import { emergencyNumbers } from '../../../src/domain/emergency-numbers';
import { anyRules, digits, separators, unambiguousPlan } from './dial-arbitraries';

/** The long run sets RINGTAB_FUZZ_RUNS. */
const runs = { numRuns: Number(process.env.RINGTAB_FUZZ_RUNS ?? 1000), seed: 20261121 };
jest.setTimeout(Math.max(30_000, runs.numRuns * 10));

/** What is typed between two digits says nothing. */
const spread = (number: string, between: string[]) =>
  [...number].map((digit, index) => digit + (between[index % Math.max(between.length, 1)] ?? '')).join('');

describe('an emergency number', () => {
  it('passes as typed under any rules, with and without the outside prefix', () => {
    fc.assert(
      fc.property(
        anyRules,
        fc.nat(),
        fc.boolean(),
        fc.array(separators),
        (rules, which, outside, between) => {
          const numbers = emergencyNumbers(rules);
          const prefix = outside ? rules.outsidePrefix.replace(/[^0-9*#]/g, '') : '';
          const number = prefix + (numbers[which % numbers.length] ?? '112');
          const { dialed, kind } = applyDialRules(spread(number, between), rules);
          expect({ dialed, kind }).toEqual({ dialed: number, kind: 'emergency' });
        },
      ),
      runs,
    );
  });
});

describe('what came out, typed again', () => {
  /*
   * A plan is unambiguous when no string of digits can be read in two ways: no outside number is as long as an
   * extension; the outside, long-distance and international prefixes begin with digits that no local or national
   * number begins with, and not with each other's; a local number behind the outside prefix is shorter than a
   * national one. Numbers the plan has no length for (steps 12 and 13) cannot be known again and are left out.
   */
  it('comes out the same where the plan is unambiguous', () => {
    fc.assert(
      fc.property(unambiguousPlan, ({ rules, typed }) => {
        const once = applyDialRules(typed, rules);
        const twice = applyDialRules(once.dialed, rules);
        expect({ typed, ...same(twice) }).toEqual({ typed, ...same(once) });
        expect(['12', '13']).not.toContain(once.rule);
      }),
      runs,
    );
  });

  it('comes out the same where no rules apply, whatever it was', () => {
    fc.assert(
      fc.property(anyRules, fc.string({ unit: 'binary' }), (rules, typed) => {
        const off = { ...rules, mode: 'off' } as const;
        const once = applyDialRules(typed, off);
        expect(same(applyDialRules(once.dialed, off))).toEqual(same(once));
      }),
      runs,
    );
  });

  const same = ({ dialed, kind }: Dialled) => ({ dialed, kind });
});

describe('digits for after the answer', () => {
  const marks = fc.constantFrom(
    ',',
    ',,',
    ';',
    'p',
    'P',
    'w',
    'x',
    ' x ',
    ' ext. ',
    ' Ext ',
    ' poste ',
    ';ext=',
  );
  const tail = fc.stringMatching(/^[0-9*#][0-9*#,w]{0,8}[0-9*#]$/);

  it('are never lost, and change nothing in the number', () => {
    fc.assert(
      fc.property(anyRules, digits(1, 15), marks, tail, fc.boolean(), (rules, number, mark, tones, plus) => {
        const typed = (plus ? '+' : '') + number;
        const { postDial, ...dialled } = applyDialRules(typed + mark + tones, rules);
        expect(postDial.replace(/^[,w]+/, '')).toBe(tones);
        expect({ ...dialled, postDial: '' }).toEqual(applyDialRules(typed, rules));
      }),
      runs,
    );
  });
});

describe('any text under any rules', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'0123456789+*#(),;.-pwxABCext @%=:＋١é/') }),
    fc
      .tuple(fc.constantFrom('tel:', 'callto:', 'sip:', 'TEL: ', '+', '00'), fc.string({ unit: 'binary' }))
      .map(([front, rest]) => front + rest),
  );

  it('is answered in the alphabet of telephones, and its steps end in the answer', () => {
    fc.assert(
      fc.property(anyRules, text, (rules, typed) => {
        const { dialed, postDial, rule, kind, prefixes, steps } = explainDialling(typed, rules);
        if (kind === 'uri') expect(dialed).toMatch(/^sips?:\S+$/i);
        else if (kind === 'name') expect(dialed).not.toMatch(/[\s\d@]/);
        else expect(dialed).toMatch(/^\+?[0-9*#]+$/);
        expect(postDial).toMatch(/^([0-9A-D*#,w]*[0-9A-D*#])?$/);
        expect(dialed.startsWith(prefixes.map((prefix) => prefix.digits).join(''))).toBe(true);
        expect(steps.at(-1)).toMatchObject({ applied: true, number: dialed });
        expect(applyDialRules(typed, rules)).toEqual({ dialed, postDial, rule, kind });
      }),
      runs,
    );
  });

  it('with no rules that apply is dialled with nothing in front', () => {
    fc.assert(
      fc.property(anyRules, text, (rules, typed) => {
        const without = applyDialRules(typed, dialRulesOff());
        expect(applyDialRules(typed, { ...rules, mode: 'off' }).dialed).toBe(without.dialed);
      }),
      runs,
    );
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
  ])('of %s is answered within a moment', (_, front, unit) => {
    const typed = front + unit.repeat(megabyte / unit.length);
    const started = performance.now();
    for (const ending of ['', 'z\uDC00']) applyDialRules(typed + ending, rules);
    // A step that took quadratic time would take minutes.
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
