import { type DialRules, dialRulesOff } from '../../../src/domain/dial-rules-settings';
import { emergencyNumbers, isEmergencyNumber, isEmergencyUri } from '../../../src/domain/emergency-numbers';
import { emergencyNumbersOfEurope } from '../../../src/domain/emergency-numbers-europe';
import { emergencyNumbersOfTheWorld } from '../../../src/domain/emergency-numbers-world';

const rules = (some: Partial<DialRules>): DialRules => ({ ...dialRulesOff(), ...some });

describe('emergency numbers', () => {
  it.each([
    ['North America', '1', ['911']],
    ['France', '33', ['15', '17', '18', '112', '114', '115', '119', '191', '196', '197']],
    ['the United Kingdom', '44', ['999', '112']],
    ['Germany', '49', ['110', '112']],
    ['Austria', '43', ['112', '122', '133', '144']],
    ['Switzerland', '41', ['112', '117', '118', '144', '1414']],
    ['Norway', '47', ['110', '112', '113']],
    ['Australia', '61', ['000', '106', '112']],
    ['New Zealand', '64', ['111']],
    ['Japan', '81', ['110', '118', '119']],
    ['China', '86', ['110', '119', '120', '122']],
    ['India', '91', ['112', '100', '101', '102', '108']],
    ['Brazil', '55', ['190', '192', '193']],
    ['South Africa', '27', ['10111', '10177', '112']],
  ])('of %s', (_, countryCode, expected) => {
    expect(emergencyNumbers(rules({ countryCode }))).toEqual(expect.arrayContaining(expected));
  });

  it('of the European Union have 112 in every country', () => {
    const members =
      '43 32 359 385 357 420 45 372 358 33 49 30 36 353 39 371 370 352 356 31 48 351 40 421 386 34 46';
    for (const countryCode of members.split(' '))
      expect([countryCode, emergencyNumbers(rules({ countryCode }))]).toEqual([
        countryCode,
        expect.arrayContaining(['112']),
      ]);
  });

  it.each(['', '999', '44 or 1', 'constructor', '__proto__'])(
    'of an unknown country, %p, are those that work most often',
    (countryCode) => expect(emergencyNumbers(rules({ countryCode }))).toEqual(['112', '911']),
  );

  it('have the administrator’s beside those of the country, without what cannot be dialled', () => {
    const emergency = rules({ countryCode: '+1', emergencyNumbers: ['9-911', 'none', '*911', '911'] });
    expect(emergencyNumbers(emergency)).toEqual(['911', '9911', '*911']);
  });

  it('are known with and without the outside prefix, and no other number is one', () => {
    const us = rules({ countryCode: '1', outsidePrefix: '9' });
    expect(['911', '9911'].map((number) => isEmergencyNumber(number, us))).toEqual([true, true]);
    expect(['', '9', '91', '9112', '99911', '+911'].some((number) => isEmergencyNumber(number, us))).toBe(
      false,
    );
  });

  it('are known in an address at a domain of our own, and at no other', () => {
    const us = rules({ countryCode: '1', outsidePrefix: '9' });
    const own = ['pbx.example.com', '[2001:db8::1]'];
    const known = (uri: string) => isEmergencyUri(uri, us, own);
    const ours = [
      'sip:911@pbx.example.com',
      'SIPS:9911@PBX.example.com:5061;user=phone',
      'sip:911:secret@pbx.example.com',
      'sip:911;phone-context=office@pbx.example.com',
      'sip:%3911@pbx.example.com?subject=fire',
      'sip:911@[2001:db8::1]:5060',
    ];
    expect(ours.map(known)).toEqual(ours.map(() => true));
    const others = [
      'sip:911@example.com',
      'sip:911@pbx.example.com.evil.example',
      'sip:911@evil.example@pbx.example.com',
      'sip:9112@pbx.example.com',
      'sip:pbx.example.com',
      'sip:@pbx.example.com',
      'sip:911@',
      'sip:911',
      '',
    ];
    expect(others.map(known)).toEqual(others.map(() => false));
  });

  it('are digits, two to six of them, and each country is listed once', () => {
    const lists = [
      ...Object.entries(emergencyNumbersOfEurope),
      ...Object.entries(emergencyNumbersOfTheWorld),
    ];
    expect(new Set(lists.map(([code]) => code)).size).toBe(lists.length);
    expect(lists.length).toBeGreaterThan(190);
    for (const [code, numbers] of lists) {
      expect(code).toMatch(/^[1-9]\d{0,2}$/);
      expect(numbers).toMatch(/^\d{2,6}( \d{2,6})*$/);
      expect(new Set(numbers.split(' ')).size).toBe(numbers.split(' ').length);
    }
  });
});
