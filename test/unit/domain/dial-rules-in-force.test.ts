import { type DialRules, dialRulesOff, rulesInForce } from '../../../src/domain/dial-rules-settings';
import { emergencyNumbers } from '../../../src/domain/emergency-numbers';

const profile = (rules: Partial<DialRules>): DialRules => ({
  ...dialRulesOff(),
  outsidePrefix: '9',
  countryCode: '44',
  emergencyNumbers: ['2222'],
  ...rules,
});
const own: DialRules = {
  ...dialRulesOff(),
  mode: 'user',
  outsidePrefix: '8',
  countryCode: '1',
  emergencyNumbers: ['3333'],
};

describe('the dial rules in force', () => {
  it('are the profile’s, and nothing of the user’s, where the profile locks them', () => {
    const locked = profile({ mode: 'profile' });
    expect(rulesInForce(locked, own)).toEqual(locked);
  });

  it('are none where the profile has none, whatever the user has set', () => {
    const off = profile({ mode: 'off' });
    expect(rulesInForce(off, own)).toEqual(off);
  });

  it('are the user’s own where the profile leaves them to the user', () => {
    const rules = rulesInForce(profile({ mode: 'user' }), own);
    expect(rules).toMatchObject({ mode: 'user', outsidePrefix: '8', countryCode: '1' });
  });

  it('are none where the user has switched the own ones off', () => {
    expect(rulesInForce(profile({ mode: 'user' }), { ...own, mode: 'off' }).mode).toBe('off');
  });

  it('never claim to be the profile’s when they are the user’s', () => {
    expect(rulesInForce(profile({ mode: 'user' }), { ...own, mode: 'profile' }).mode).toBe('user');
  });

  it('keep the emergency numbers of the profile and of its country beside the user’s', () => {
    for (const mode of ['user', 'off'] as const) {
      const numbers = emergencyNumbers(rulesInForce(profile({ mode: 'user' }), { ...own, mode }));
      expect(numbers).toEqual(expect.arrayContaining(['911', '999', '112', '2222', '3333']));
    }
  });
});
