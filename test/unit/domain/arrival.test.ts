import fc from 'fast-check';
import {
  type ArrivalRules,
  declined,
  forwardTimes,
  goesOn,
  isColleague,
  redirectTarget,
  turnedAway,
} from '../../../src/domain/arrival';
import { type DialRules, dialRulesOff } from '../../../src/domain/dial-rules-settings';
import { profileOf } from '../../fakes/profiles';

const plain: ArrivalRules = {
  doNotDisturb: false,
  forwardWhen: 'never',
  forwardTo: '205',
  voicemail: '*98',
  features: { callDeclinePolicy: undefined, dndSacLink: false },
};
const quiet: ArrivalRules = { ...plain, doNotDisturb: true, forwardWhen: 'always' };
const linked = { callDeclinePolicy: undefined, dndSacLink: true };

describe('a call that comes in', () => {
  it.each<[string, ArrivalRules, boolean, unknown]>([
    ['rings', plain, false, undefined],
    ['rings beside another', plain, true, undefined],
    [
      'is not to disturb',
      { ...quiet, forwardWhen: 'never' },
      false,
      { reason: 'do-not-disturb', how: { status: 480 } },
    ],
    ['is not to disturb, forwarded or not', quiet, true, { reason: 'do-not-disturb', how: { status: 480 } }],
    [
      'is sent away from all phones',
      { ...quiet, features: linked, voicemail: undefined },
      false,
      { reason: 'do-not-disturb', how: { status: 603 } },
    ],
    [
      'is sent to the voicemail',
      { ...quiet, features: linked },
      false,
      { reason: 'do-not-disturb', how: { to: '*98', why: 'do-not-disturb' } },
    ],
    [
      'is always forwarded',
      { ...plain, forwardWhen: 'always' },
      false,
      { reason: 'forwarded', how: { to: '205', why: 'unconditional' } },
    ],
    [
      'is forwarded in a call',
      { ...plain, forwardWhen: 'busy' },
      true,
      { reason: 'forwarded', how: { to: '205', why: 'user-busy' } },
    ],
    ['rings where no call is', { ...plain, forwardWhen: 'busy-or-unanswered' }, false, undefined],
    ['rings at first, also in a call', { ...plain, forwardWhen: 'unanswered' }, true, undefined],
    [
      'rings where it can be forwarded nowhere',
      { ...plain, forwardWhen: 'always', forwardTo: undefined },
      true,
      undefined,
    ],
  ])('%s', (_name, rules, busy, expected) => {
    expect(turnedAway(rules, busy)).toEqual(expected);
  });

  it('that nobody answers is sent on where that is wanted', () => {
    const wanted = forwardTimes.filter((forwardWhen) => goesOn({ ...plain, forwardWhen }));
    expect(wanted).toEqual(['unanswered', 'busy-or-unanswered']);
    expect(goesOn({ ...plain, forwardWhen: 'unanswered' })).toEqual({ to: '205', why: 'no-answer' });
    expect(goesOn({ ...plain, forwardWhen: 'unanswered', forwardTo: undefined })).toBeUndefined();
  });

  it.each<[number | undefined, string | undefined, unknown]>([
    [undefined, '*98', { status: 486 }],
    [0, '*98', { status: 486 }],
    [1, '*98', { status: 486 }],
    [2, '*98', { status: 603 }],
    [3, '*98', { to: '*98', why: 'deflection' }],
    [3, undefined, { status: 486 }],
    [9, '*98', { status: 486 }],
  ])('declined by policy %p with voicemail %p', (callDeclinePolicy, voicemail, how) => {
    expect(declined({ features: { callDeclinePolicy, dndSacLink: false }, voicemail })).toEqual(how);
  });
});

describe('where calls are sent to', () => {
  const self = { user: '201', domains: ['pbx.example.com'] };
  const rules = dialRulesOff();
  const denverRules: DialRules = profileOf({
    ...{ OutsidePrefix: '9', CountryCode: '1', CityCode: '303', LongDistancePrefix: '1' },
    ...{
      InternationalPrefix: '011',
      ApplyToPlusNumber: true,
      ExtensionLength: '4',
      NationalLength: '10',
      DialRule: true,
    },
  }).dialRules;

  it('is dialled as the rules have it', () => {
    expect(redirectTarget(' 205 ', rules, self)).toBe('205');
    expect(redirectTarget('+49 89 1234', denverRules, self)).toBe('901149891234');
    expect(redirectTarget('sip:ann@example.com', rules, self)).toBe('sip:ann@example.com');
  });

  it.each(['', '  ', undefined, '201', '112', '911', 'sip:112@pbx.example.com', 'tel:911'])(
    '%p is nowhere',
    (written) => {
      expect(redirectTarget(written, rules, self)).toBeUndefined();
    },
  );

  it('is never a number of emergency, however it is written', () => {
    const spaced = fc.constantFrom('112', '1 1 2', '(911)', 'tel:112', ' 911', '9911', '9,112', '112,,3');
    fc.assert(
      fc.property(spaced, fc.constantFrom(rules, denverRules), (written, inForce) => {
        const target = redirectTarget(written, inForce, self) ?? '';
        expect(['112', '911']).not.toContain(target);
      }),
    );
  });
});

describe('a colleague', () => {
  it.each<[string, number[], boolean]>([
    ['205', [], true],
    ['2005', [], false],
    ['', [], false],
    ['+45', [], false],
    ['ann', [], false],
    ['2005', [4], true],
    ['205', [4], false],
  ])('%p with extensions of %p digits: %p', (number, extensionLengths, expected) => {
    const rules: DialRules = {
      ...dialRulesOff(),
      mode: extensionLengths.length > 0 ? 'profile' : 'off',
      extensionLengths,
    };
    expect(isColleague(number, rules, '201')).toBe(expected);
  });
});
