import { parseSettingsFile } from '../../../src/domain/settings-46xx';
import { checkIntervalDays } from '../../../src/domain/settings-features';
import { profileFromSettings } from '../../../src/domain/settings-profile';
import { directory, readFixture, values } from './settings-files/read-settings';

const main = readFixture('46xxsettings.txt');
const both = () => directory({ '46xxspecials.txt': readFixture('46xxspecials.txt') });

/** A settings file of the shape that IP Office makes, and the specials that it ends with. */
describe('a settings file as a system makes it', () => {
  it('is followed through its GOTO chains to the specials, without a word of complaint', async () => {
    const { asked, fetchFile } = both();
    const parsed = await parseSettingsFile(main, { fetchFile });
    expect(parsed.problems).toEqual([]);
    expect(parsed.files).toEqual(['46xxsettings.txt', '46xxspecials.txt']);
    expect(asked).toEqual(['46xxspecials.txt']);
    expect(values(parsed.settings)).toEqual({
      SIPDOMAIN: 'harbourside.example',
      SIP_CONTROLLER_LIST:
        'pbx.harbourside.example:5061;transport=tls,spare.harbourside.example:5061;transport=tls',
      CONFERENCE_FACTORY_URI: 'Meet@harbourside.example',
      PSTN_VM_NUM: 'Mail.box@harbourside.example',
      CELLULAR_DIRECT_NUMBER_LIST: '999,9999,112',
      COUNTRY: 'UK',
      ENABLE_OPUS: '1',
      ENABLE_G722: '1',
      ENABLE_G711A: '1',
      ENABLE_G711U: '0',
      DND_SAC_LINK: '1',
      OBSCURE_PREFERENCES: 'DIRENABLED,DIRSRVR,DIRSRVRPRT,DIRTOPDN,DIRUSERNAME,DIRPASSWORD,PSTN_VM_NUM',
      SETTINGS_CHECK_INTERVAL: '3',
      CALL_DECLINE_POLICY: '2',
      IPO_OTHER_PHONE_MODE_ENABLED: '1',
      IPO_CALL_HANDOVER_ENABLED: '1',
      AUTO_ANSWER: '1',
      ENHDIALSTAT: '1',
      PHNOL: '9',
      PHNCC: '44',
      SP_AC: '117',
      DIALPLANAREACODE: '116',
      PHNLD: '0',
      PHNIC: '00',
      PHNDPLENGTH: '4',
      DIALPLANEXTENSIONLENGTHLIST: '3,4',
      DIALPLANNATIONALPHONENUMLENGTHLIST: '9,10',
      PHNREMOVEAREACODE: '1',
      APPLY_DIALINGRULES_TO_PLUS_NUMBERS: '1',
    });
    expect(checkIntervalDays(parsed.settings)).toBe(3);
  });

  it('says where each setting stood, the specials last', async () => {
    const { settings } = await parseSettingsFile(main, both());
    const lines = main.split('\n');
    expect(settings.SIPDOMAIN).toEqual({
      value: 'harbourside.example',
      file: '46xxsettings.txt',
      line: lines.indexOf('SET SIPDOMAIN harbourside.example') + 1,
    });
    expect(settings.ENABLE_OPUS).toMatchObject({ value: '1', file: '46xxspecials.txt' });
  });

  it('becomes a profile', async () => {
    const { settings } = await parseSettingsFile(main, both());
    const url = 'http://pbx.harbourside.example:8411/46xxsettings.txt';
    const { profile, problems } = profileFromSettings({ name: 'Harbour', url, settings });
    expect(problems).toEqual([]);
    expect(profile).toEqual({
      id: expect.stringMatching(/^harbour-[\da-f]{8}$/),
      name: 'Harbour',
      address: 'pbx.harbourside.example',
      gateway: { url: 'wss://pbx.harbourside.example:9443/', host: 'pbx.harbourside.example', port: 9443 },
      secondaryAddress: 'wss://spare.harbourside.example:9443/',
      autoFailover: true,
      domain: 'harbourside.example',
      accountsToken: false,
      logDownload: true,
      icePolicy: 'all',
      conferenceUri: 'Meet@harbourside.example',
      voicemailNumber: 'Mail.box@harbourside.example',
      contactMatchingDigits: 10,
      directoryRequiresIdentity: false,
      emergencyNumbers: ['999', '9999', '112'],
      dialRules: {
        mode: 'profile',
        outsidePrefix: '9',
        countryCode: '44',
        cityCodes: ['116'],
        pbxPrefix: '',
        longDistancePrefix: '0',
        internationalPrefix: '00',
        extensionLengths: [3, 4],
        nationalLengths: [9, 10],
        removeAreaCode: true,
        applyToPlusNumber: true,
        emergencyNumbers: ['999', '9999', '112'],
      },
      features: {
        codecs: { opus: true, g722: true, g711a: true, g711u: false },
        callHandover: true,
        otherPhoneMode: true,
        autoAnswer: true,
        forwarding: true,
        callDeclinePolicy: 2,
        dndSacLink: true,
        country: 'UK',
        obscuredPreferences: [
          'DIRENABLED',
          'DIRSRVR',
          'DIRSRVRPRT',
          'DIRTOPDN',
          'DIRUSERNAME',
          'DIRPASSWORD',
          'PSTN_VM_NUM',
        ],
      },
    });
  });

  it.each([
    ['aca', { SIPDOMAIN: 'harbourside.example', AUTO_ANSWER: '1', PHNOL: '9' }],
    ['aci', { SIPDOMAIN: 'harbourside.example', CONTACT_MATCHING_MIN_DIGITS: '8', PHNOL: '9' }],
    ['acm', { SIPDOMAIN: 'harbourside.example', AUTO_ANSWER: '1', PHNOL: '9' }],
    ['J179', { SIPDOMAIN: 'desk.harbourside.example', AUTO_ANSWER: '0', PHNOL: '0', PHNEMERGNUM: '112' }],
    ['1616', { SIPDOMAIN: 'sixteen.example', PHNDPLENGTH: '3', ENHDIALSTAT: '0' }],
    ['9641', { ENHDIALSTAT: '0' }],
  ])('gives the model %s what is meant for it', async (model4, expected) => {
    const { settings, problems } = await parseSettingsFile(main, { ...both(), model4 });
    expect(problems).toEqual([]);
    expect(values(settings)).toMatchObject(expected);
    if (model4 === '9641') expect(values(settings)).toEqual(expected);
  });

  it.each([
    [undefined, { AUTO_ANSWER: '1', PSTN_VM_NUM: 'Mail.box@harbourside.example' }],
    ['1', { AUTO_ANSWER: '0', PSTN_VM_NUM: 'Mail.box@harbourside.example' }],
    ['2', { AUTO_ANSWER: '1', PSTN_VM_NUM: '*17', CELLULAR_DIRECT_NUMBER_LIST: 'DISABLED' }],
    ['3', { CONFERENCE_FACTORY_URI: '' }],
    ['4', { AUTO_ANSWER: '1', CONFERENCE_FACTORY_URI: 'Meet@harbourside.example' }],
  ])('gives group %s what is meant for it', async (group, expected) => {
    const { settings, problems } = await parseSettingsFile(main, { ...both(), group });
    expect(problems).toEqual([]);
    expect(values(settings)).toMatchObject(expected);
  });

  it('is used without its specials where there are none, and says so', async () => {
    const { settings, problems, files } = await parseSettingsFile(main, directory({}));
    expect(values(settings)).toMatchObject({ ENHDIALSTAT: '0', ENABLE_OPUS: '0' });
    expect(files).toEqual(['46xxsettings.txt']);
    expect(problems).toEqual([
      {
        severity: 'warning',
        costs: 'nothing',
        code: 'settings-get-failed',
        file: '46xxsettings.txt',
        line: main.split('\n').indexOf('GET 46xxspecials.txt') + 1,
        found: '46xxspecials.txt',
        expected: '46xxspecials.txt',
      },
    ]);
    const { profile } = profileFromSettings({ settings });
    expect(profile).toMatchObject({ name: 'pbx', dialRules: { mode: 'off' } });
  });

  it('is read the same with Windows line ends, old Macintosh line ends, a byte order mark and tabs', async () => {
    const { settings } = await parseSettingsFile(main, directory({}));
    for (const text of [
      main.replaceAll('\n', '\r\n'),
      main.replaceAll('\n', '\r'),
      `\uFEFF${main}`,
      main.replaceAll(' ', '\t'),
      main.replaceAll(/^(?=\w)/gm, '  ').replaceAll('\n', ' \n'),
    ]) {
      const again = await parseSettingsFile(text, directory({}));
      if (!text.includes('\t')) expect(again.settings).toEqual(settings);
      else expect(values(again.settings)).toEqual(values(settings));
    }
  });
});
