import { dialPlanWarnings } from '../../../src/domain/dial-plan-warnings';
import { type DialRules, dialRulesOff } from '../../../src/domain/dial-rules-settings';
import { dialPlanTables } from './dial-plan-table';

const sound: DialRules = {
  ...dialRulesOff(),
  mode: 'profile',
  outsidePrefix: '9',
  countryCode: '1',
  cityCodes: ['303'],
  longDistancePrefix: '1',
  internationalPrefix: '011',
  extensionLengths: [4],
  nationalLengths: [10],
  removeAreaCode: true,
  applyToPlusNumber: true,
};

describe('a warning about dial rules', () => {
  it('is not given where nothing can surprise', () => expect(dialPlanWarnings(sound)).toEqual([]));

  it.each<[string, Partial<DialRules>]>([
    ['several-area-codes-removed', { cityCodes: ['303', '720'] }],
    ['no-area-code-to-remove', { cityCodes: [] }],
    ['area-code-with-trunk-prefix', { cityCodes: ['0116'], longDistancePrefix: '0' }],
    ['national-length-missing', { nationalLengths: [] }],
    ['international-prefix-missing', { internationalPrefix: '' }],
    ['extension-length-of-outside-numbers', { extensionLengths: [4, 10] }],
    ['extension-length-of-outside-numbers', { extensionLengths: [4, 7] }],
    [
      'outside-prefix-reads-as-international',
      { outsidePrefix: '0', longDistancePrefix: '0', internationalPrefix: '00' },
    ],
  ])('%s is given for %p', (warning, change) => {
    expect(dialPlanWarnings({ ...sound, ...change })).toEqual([warning]);
  });

  it('is not given for rules that do not apply', () => {
    expect(dialPlanWarnings({ ...sound, cityCodes: [], mode: 'off' })).toEqual([]);
  });

  it('tells the plans with a known hazard from the others', () => {
    const warned = dialPlanTables().flatMap(({ file, rules }) =>
      dialPlanWarnings(rules).map((warning) => `${file} ${warning}`),
    );
    expect(warned).toEqual([
      'fr.txt outside-prefix-reads-as-international',
      'germany.txt outside-prefix-reads-as-international',
      'switzerland.txt outside-prefix-reads-as-international',
      'us-plus-as-typed.txt several-area-codes-removed',
      'us.txt several-area-codes-removed',
    ]);
  });
});
