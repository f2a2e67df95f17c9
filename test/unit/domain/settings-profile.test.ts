import type { ProfileProblem } from '../../../src/domain/profile-problem';
import { SETTINGS_46XX } from '../../../src/domain/settings-46xx-names';
import { checkIntervalDays } from '../../../src/domain/settings-features';
import { profileFromSettings, type SettingsOfSystem } from '../../../src/domain/settings-profile';
import { emptyRecord, mergeSettings } from '../../../src/domain/settings-record';
import { read } from './settings-files/read-settings';

const GATEWAY = 'SET SIP_CONTROLLER_LIST pbx.example.com:5061;transport=tls';

/** The profile of a file with these lines and a gateway. */
async function profileOf(lines: string[], system: Partial<SettingsOfSystem> = {}) {
  const { full } = await read([GATEWAY, ...lines]);
  const { profile, problems } = profileFromSettings({ settings: full.settings, ...system });
  return { profile, problems, rules: profile?.dialRules, features: profile?.features };
}

describe('the dialing settings', () => {
  const on = 'SET ENHDIALSTAT 1';
  const whole = [on, 'SET PHNCC 44', 'SET PHNLDLENGTH 10', 'SET PHNDPLENGTH 4'];
  /** Without what is said of a numbering plan that may surprise. */
  const grave = (problems: ProfileProblem[]) => problems.filter(({ code }) => !code.startsWith('plan-'));

  it.each([
    ['SET PHNOL 9', { outsidePrefix: '9' }],
    ['SET PHNCC 33', { countryCode: '33' }],
    ['SET SP_AC 116', { cityCodes: ['116'] }],
    ['SET DIALPLANAREACODE "116,117"', { cityCodes: ['116', '117'] }],
    ['SET PHNPBXMAINPREFIX 496', { pbxPrefix: '496' }],
    ['SET DIALPLANPBXPREFIX 538', { pbxPrefix: '538' }],
    ['SET PHNLD 0', { longDistancePrefix: '0' }],
    ['SET PHNIC 00', { internationalPrefix: '00' }],
    ['SET PHNDPLENGTH 3', { extensionLengths: [3] }],
    ['SET DIALPLANEXTENSIONLENGTHLIST 3,4', { extensionLengths: [3, 4] }],
    ['SET PHNLDLENGTH 9', { nationalLengths: [9] }],
    ['SET DIALPLANNATIONALPHONENUMLENGTHLIST "9,10"', { nationalLengths: [9, 10] }],
    ['SET PHNREMOVEAREACODE 1', { removeAreaCode: true }],
    ['SET DIALPLANLOCALCALLPREFIX 1', { removeAreaCode: true }],
    ['SET APPLY_DIALINGRULES_TO_PLUS_NUMBERS 1', { applyToPlusNumber: true }],
    ['SET APPLY_DIALINGRULES_TO_PLUS_NUMBERS 0', { applyToPlusNumber: false }],
    ['SET PHNEMERGNUM 999', { emergencyNumbers: ['999'] }],
    ['SET PHNMOREEMERGNUMS "999,112"', { emergencyNumbers: ['999', '112'] }],
    ['SET CELLULAR_DIRECT_NUMBER_LIST "911","9911"', { emergencyNumbers: ['911', '9911'] }],
    ['SET CELLULAR_DIRECT_NUMBER_LIST DISABLED', { emergencyNumbers: [] }],
    ['SET CELLULAR_DIRECT_NUMBER_LIST disabled', { emergencyNumbers: [] }],
  ])('%s', async (line, expected) => {
    const { rules, problems } = await profileOf([...whole, line]);
    expect(rules).toMatchObject({ mode: 'profile', ...expected });
    expect(grave(problems)).toEqual([]);
  });

  it.each([
    ['SET DIALPLANAREACODE 116', 'SET SP_AC 117', { cityCodes: ['116'] }],
    ['SET DIALPLANPBXPREFIX 538', 'SET PHNPBXMAINPREFIX 496', { pbxPrefix: '538' }],
    ['SET DIALPLANEXTENSIONLENGTHLIST 3', 'SET PHNDPLENGTH 5', { extensionLengths: [3] }],
    ['SET DIALPLANNATIONALPHONENUMLENGTHLIST 9', 'SET PHNLDLENGTH 8', { nationalLengths: [9] }],
    ['SET DIALPLANLOCALCALLPREFIX 0', 'SET PHNREMOVEAREACODE 1', { removeAreaCode: false }],
  ])('%s goes before %s, and no longer when it is empty', async (first, second, expected) => {
    const [key = ''] = Object.keys(expected);
    for (const lines of [
      [first, second],
      [second, first],
    ]) {
      expect((await profileOf([...whole, ...lines])).rules).toMatchObject(expected);
    }
    const emptied = first.replace(/\S+$/, '""');
    const alone = (await profileOf([...whole, second])).rules;
    expect((await profileOf([...whole, second, first, emptied])).rules).toEqual(alone);
    expect(alone).not.toMatchObject({ [key]: Object.values(expected)[0] });
  });

  it('adds up all emergency numbers, each once', async () => {
    const { profile } = await profileOf([
      'SET PHNEMERGNUM 999',
      'SET PHNMOREEMERGNUMS "112,999"',
      'SET CELLULAR_DIRECT_NUMBER_LIST "9999","112"',
    ]);
    expect(profile?.emergencyNumbers).toEqual(['999', '112', '9999']);
    expect(profile?.dialRules.emergencyNumbers).toEqual(['999', '112', '9999']);
  });

  it.each([
    ['SET ENHDIALSTAT 1', 'profile'],
    ['SET ENHDIALSTAT 2', 'profile'],
    ['SET ENHDIALSTAT 0', 'off'],
    ['SET ENHDIALSTAT ""', 'off'],
    ['## nothing', 'off'],
  ])('%s: %s', async (line, mode) => {
    expect((await profileOf([line])).rules).toMatchObject({ mode });
  });

  it('are no oversight under ENHDIALSTAT 0, as IP Office ships them', async () => {
    expect((await profileOf(['SET ENHDIALSTAT 0', 'SET PHNOL 9'])).problems).toEqual([]);
  });

  it('do nothing without ENHDIALSTAT, which is said', async () => {
    expect((await profileOf(['SET PHNOL 9', 'SET SP_AC 116'])).problems).toEqual([
      {
        severity: 'warning',
        costs: 'value',
        code: 'dialing-without-rule',
        file: '46xxsettings.txt',
        line: 2,
        setting: 'PHNOL',
        found: 'PHNOL, SP_AC',
        expected: 'SET ENHDIALSTAT 1',
      },
    ]);
  });

  it('that may surprise are pointed at in the words of the file', async () => {
    const plan = ['SET PHNLD 0', 'SET SP_AC 0116', 'SET APPLY_DIALINGRULES_TO_PLUS_NUMBERS 1'];
    const { problems } = await profileOf([...whole, ...plan]);
    const file = '46xxsettings.txt';
    const usual = { severity: 'warning', costs: 'nothing' };
    expect(problems).toHaveLength(2);
    expect(problems).toContainEqual({
      ...usual,
      code: 'plan-area-code-with-trunk-prefix',
      ...{ file, line: 7, setting: 'SP_AC', found: '0116', expected: '"116"' },
    });
    expect(problems).toContainEqual({
      ...usual,
      code: 'plan-international-prefix-missing',
      ...{ setting: 'PHNIC', expected: 'SET PHNIC 011' },
    });
  });

  it('are no guess where the file leaves out what tells numbers apart', async () => {
    const { rules, problems } = await profileOf([on, 'SET PHNOL 9', 'SET PHNLDLENGTH 10']);
    expect(rules).toMatchObject({ mode: 'profile', countryCode: '', extensionLengths: [] });
    expect(problems).toMatchObject([
      { code: 'settings-rules-incomplete', setting: 'ENHDIALSTAT', line: 2, expected: 'PHNCC, PHNDPLENGTH' },
    ]);
  });
});

describe('SIP_CONTROLLER_LIST', () => {
  it.each([
    ['a.example', 'wss://a.example:9443/', undefined],
    ['A.Example:5060', 'wss://a.example:9443/', undefined],
    ['192.0.2.7:5061;transport=tls', 'wss://192.0.2.7:9443/', undefined],
    ['[2001:db8::7]:5061;transport=tls', 'wss://[2001:db8::7]:9443/', undefined],
    ['a.example:5060;transport=tcp,b.example:5060', 'wss://a.example:9443/', 'wss://b.example:9443/'],
    ['a.example:5061;transport=tls,a.example:5060;transport=tcp', 'wss://a.example:9443/', undefined],
    ['a.example,b.example,c.example', 'wss://a.example:9443/', 'wss://b.example:9443/'],
    ['a.example:443;transport=wss', 'wss://a.example:443/', undefined],
    ['a.example:8443;lr;transport=WSS,b.example', 'wss://a.example:8443/', 'wss://b.example:9443/'],
    ['127.0.0.1:8088;transport=ws', 'ws://127.0.0.1:8088/', undefined],
    ['a.example;transport=wss', 'wss://a.example:9443/', undefined],
  ])('%s', async (list, url, secondaryAddress) => {
    const { profile, problems } = await profileOf([`SET SIP_CONTROLLER_LIST ${list}`]);
    expect(problems).toEqual([]);
    expect(profile).toMatchObject({ gateway: { url }, autoFailover: secondaryAddress !== undefined });
    expect(profile?.secondaryAddress).toBe(secondaryAddress);
  });

  it('is needed: the domain alone is no gateway', async () => {
    const { full } = await read(['SET SIPDOMAIN example.com']);
    const { profile, problems } = profileFromSettings({ name: 'Office', settings: full.settings });
    expect(profile).toBeUndefined();
    expect(problems).toEqual([
      {
        severity: 'error',
        costs: 'profile',
        code: 'settings-gateway-missing',
        setting: 'SIP_CONTROLLER_LIST',
        expected: 'SET SIP_CONTROLLER_LIST pbx.example.com:5061;transport=tls',
      },
    ]);
  });

  it('that would leave the machine without encryption is refused where it stands', async () => {
    const { profile, problems } = await profileOf(['SET SIP_CONTROLLER_LIST a.example:80;transport=ws']);
    expect(profile).toBeUndefined();
    expect(problems).toMatchObject([
      {
        severity: 'error',
        code: 'address-insecure',
        file: '46xxsettings.txt',
        line: 2,
        setting: 'SIP_CONTROLLER_LIST',
      },
    ]);
    expect(problems[0]).not.toHaveProperty('path');
    expect(problems[0]).not.toHaveProperty('column');
  });
});

describe('the other settings', () => {
  it.each([
    ['SET SIPDOMAIN example.com', { domain: 'example.com' }],
    ['SET CONTACT_MATCHING_MIN_DIGITS 8', { contactMatchingDigits: 8 }],
    ['SET CONTACT_MATCHING_MIN_DIGITS ""', { contactMatchingDigits: 10 }],
    ['SET CONFERENCE_FACTORY_URI "ConfServer@example.com"', { conferenceUri: 'ConfServer@example.com' }],
    ['SET PSTN_VM_NUM "VM.user@example.com"', { voicemailNumber: 'VM.user@example.com' }],
    ['SET PSTN_VM_NUM *17', { voicemailNumber: '*17' }],
  ])('%s', async (line, expected) => {
    const { profile, problems } = await profileOf([line]);
    expect(profile).toMatchObject(expected);
    expect(problems).toEqual([]);
  });

  it.each([
    ['SET ENABLE_OPUS 0', { codecs: { opus: false, g722: true, g711a: true, g711u: true } }],
    ['SET ENABLE_OPUS 3', { codecs: { opus: true, g722: true, g711a: true, g711u: true } }],
    ['SET ENABLE_G722 0', { codecs: { opus: true, g722: false, g711a: true, g711u: true } }],
    ['SET ENABLE_G711A 0', { codecs: { opus: true, g722: true, g711a: false, g711u: true } }],
    ['SET ENABLE_G711U 0', { codecs: { opus: true, g722: true, g711a: true, g711u: false } }],
    ['SET IPO_CALL_HANDOVER_ENABLED 1', { callHandover: true }],
    ['SET IPO_CALL_HANDOVER_ENABLED 0', { callHandover: false }],
    ['SET IPO_OTHER_PHONE_MODE_ENABLED 1', { otherPhoneMode: true }],
    ['SET IPO_OTHER_PHONE_MODE_ENABLED 0', { otherPhoneMode: false }],
    ['SET COUNTRY FR', { otherPhoneMode: false }],
    ['SET AUTO_ANSWER 1', { autoAnswer: true }],
    ['SET CALL_DECLINE_POLICY 2', { callDeclinePolicy: 2 }],
    ['SET CALL_DECLINE_POLICY 0', { callDeclinePolicy: 0 }],
    ['## nothing', { callDeclinePolicy: undefined, autoAnswer: false, country: '', obscuredPreferences: [] }],
    ['SET DND_SAC_LINK 1', { dndSacLink: true }],
    ['SET COUNTRY UK', { country: 'UK' }],
    ['SET OBSCURE_PREFERENCES "DIRSRVR, DIRPORT,,DIRSRVR"', { obscuredPreferences: ['DIRSRVR', 'DIRPORT'] }],
  ])('%s', async (line, expected) => {
    const { features, problems } = await profileOf([line]);
    expect(features).toMatchObject(expected);
    expect(problems).toEqual([]);
  });

  it('leave some codec on, whatever they say', async () => {
    const off = ['OPUS', 'G722', 'G711A', 'G711U'].map((name) => `SET ENABLE_${name} 0`);
    const { features, problems } = await profileOf(off);
    expect(features?.codecs).toEqual({ opus: true, g722: true, g711a: true, g711u: true });
    expect(problems).toMatchObject([{ code: 'settings-codecs-off', line: 4, setting: 'ENABLE_G711A' }]);
  });

  it.each([
    ['## nothing', 1],
    ['SET SETTINGS_CHECK_INTERVAL 1', 1],
    ['SET SETTINGS_CHECK_INTERVAL 7', 7],
    ['SET SETTINGS_CHECK_INTERVAL 0', 1],
    ['SET SETTINGS_CHECK_INTERVAL 99999', 30],
    ['SET SETTINGS_CHECK_INTERVAL ""', 1],
  ])('%s: every %s days', async (line, days) => {
    expect(checkIntervalDays((await read(['SET PHNOL 9', line])).full.settings)).toBe(days);
  });
});

describe('the name of the system', () => {
  it.each([
    [{ name: 'Head Office', url: 'https://pbx.example.com/46xxsettings.txt' }, 'Head Office'],
    [{ url: 'https://office.example/46xxsettings.txt' }, 'office.example'],
    [{ url: 'http://ipoffice.example.com:8411/46xxsettings.txt' }, 'ipoffice'],
    [{ url: 'https://a-very-long-name-of-a-host.example.com/x' }, 'a-very-long-n…'],
    [{ url: 'https://192.168.100.200/46xxsettings.txt' }, '….168.100.200'.slice(-14)],
    [{ url: 'https://[2001:db8:1:2::7]:411/46xxsettings.txt' }, '…db8:1:2::7]'],
    [{ url: 'not an address' }, 'pbx'],
    [{}, 'pbx'],
  ])('%j: %s', async (system, name) => {
    const { profile, problems } = await profileOf([], system);
    expect(problems).toEqual([]);
    expect(profile?.name).toMatch(name.startsWith('…') ? /^….{13}$/ : new RegExp(`^${name}$`));
    expect(profile?.name.endsWith(name.replace('…', '')) || name.endsWith('…')).toBe(true);
  });
});

describe('settings over time', () => {
  const settingsOf = async (...lines: string[]) => (await read(lines)).full;

  it('keep what is no longer in the file, and take back what is empty there', async () => {
    const first = mergeSettings(
      emptyRecord(),
      await settingsOf('SET PHNOL 9', 'SET PHNCC 44', 'SET PHNLD 0'),
    );
    const second = mergeSettings(first, await settingsOf('SET PHNCC 33', 'SET PHNLD ""'));
    expect(second).toEqual({
      PHNOL: { value: '9', file: '46xxsettings.txt', line: 1 },
      PHNCC: { value: '33', file: '46xxsettings.txt', line: 1 },
    });
    expect(Object.keys(first)).toEqual(['PHNOL', 'PHNCC', 'PHNLD']);
  });

  it('keep what was good when the new value is bad', async () => {
    const first = mergeSettings(emptyRecord(), await settingsOf('SET PHNCC 44'));
    expect(mergeSettings(first, await settingsOf('SET PHNCC x'))).toEqual(first);
  });

  it('may be kept as JSON, with nothing but settings in it', async () => {
    const kept = mergeSettings(emptyRecord(), await settingsOf('SET PHNOL 9', GATEWAY));
    const restored = JSON.parse(JSON.stringify(kept));
    const tampered = JSON.parse(`{"__proto__":{"value":"x","line":1,"file":"x"},"X":{"value":"1"}}`);
    const merged = mergeSettings({ ...restored, ...tampered }, await settingsOf('SET PHNCC 44'));
    expect(Object.keys(merged)).toEqual(['PHNOL', 'SIP_CONTROLLER_LIST', 'PHNCC']);
    expect(Object.getPrototypeOf(merged)).toBeNull();
    expect(profileFromSettings({ settings: restored })).toEqual(profileFromSettings({ settings: kept }));
  });
});

describe('the examples that problems show', () => {
  it.each(Object.values(SETTINGS_46XX).map(({ example }) => example))(
    '%s is good itself',
    async (example) => {
      const { settings, problems } = await read(example);
      expect(problems).toEqual([]);
      expect(example.length).toBeLessThanOrEqual(60);
      expect(Object.keys(settings)).toEqual([example.split(' ')[1]]);
    },
  );
});
