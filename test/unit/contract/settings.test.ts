import * as v from 'valibot';
import {
  defaultSettings,
  effectiveSettings,
  ownDialRulesSchema,
  readChoices,
  withoutDefaults,
} from '../../../src/contract/settings';

const none = { defaults: {}, enforced: {} };

describe('which value applies', () => {
  it('our own default where nobody has decided', () => {
    expect(effectiveSettings({}, none)).toEqual(defaultSettings);
  });

  it('the policy’s default before ours, the user’s choice before that, what is enforced before all', () => {
    const policy = { defaults: { ringVolume: 0.2, windowOnIncoming: true }, enforced: {} };
    expect(effectiveSettings({}, policy)).toMatchObject({ ringVolume: 0.2, windowOnIncoming: true });
    expect(effectiveSettings({ ringVolume: 0.9 }, policy)).toMatchObject({ ringVolume: 0.9 });
    const strict = { ...policy, enforced: { ringVolume: 0.5 } };
    expect(effectiveSettings({ ringVolume: 0.9 }, strict)).toMatchObject({ ringVolume: 0.5 });
  });

  it('a choice that is our own default stands against the policy’s default', () => {
    const policy = { defaults: { ringVolume: 0.2 }, enforced: {} };
    const chosen = { ringVolume: defaultSettings.ringVolume };
    expect(effectiveSettings(chosen, policy).ringVolume).toBe(defaultSettings.ringVolume);
  });
});

describe('what was kept', () => {
  it('of an earlier version, which kept everything: what is as by default was not chosen', () => {
    const kept = { ...defaultSettings, ringVolume: 0.1, microphoneId: 'jabra' };
    expect(withoutDefaults(readChoices(kept))).toEqual({ ringVolume: 0.1, microphoneId: 'jabra' });
  });

  it('loses only what is not good', () => {
    const kept = { ringVolume: 7, windowOnIncoming: true, dialRules: { mode: 'profile' }, gone: 1 };
    expect(readChoices(kept)).toEqual({ windowOnIncoming: true });
  });
});

describe('one’s own dial rules', () => {
  const rules = defaultSettings.dialRules;

  it.each([
    { outsidePrefix: '9' },
    { outsidePrefix: '*9#' },
    { countryCode: '49' },
    { cityCodes: ['555', '777'] },
    { nationalLengths: [10, 11] },
    { emergencyNumbers: ['112'] },
    { mode: 'user' },
  ])('may be %j', (change) => {
    expect(v.is(ownDialRulesSchema, { ...rules, ...change })).toBe(true);
  });

  it.each([
    { outsidePrefix: '+9' },
    { outsidePrefix: '1234567890123456' },
    { countryCode: '0049' },
    { cityCodes: ['Köln'] },
    { cityCodes: [''] },
    { nationalLengths: [0] },
    { extensionLengths: [21] },
    { extensionLengths: [2.5] },
    { mode: 'profile' },
  ])('may not be %j', (change) => {
    expect(v.is(ownDialRulesSchema, { ...rules, ...change })).toBe(false);
  });
});
