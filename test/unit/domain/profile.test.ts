import { dialRulesOff } from '../../../src/domain/dial-rules-settings';
import { type Profile, parseProfiles, sipDomain } from '../../../src/domain/profile';
import { defaultFeatures } from '../../../src/domain/profile-features';

const wrap = (...entries: object[]) => JSON.stringify({ IP_Office_Server_Profile: entries });

function one(settings: object): Profile {
  const { profiles, problems } = parseProfiles(
    wrap({ Name: 'Office', Address: 'pbx.example.com', ...settings }),
  );
  expect(problems).toEqual([]);
  const [profile] = profiles;
  if (!profile) throw new Error('no profile');
  return profile;
}

describe('the examples of the administration manual', () => {
  it('reads the system with a single login, printed without its opening brace, and says so', () => {
    const text = `"IP_Office_Server_Profile":
[{
"Name": "Head Office",
"Address": "primary.example.com",
"AccountsToken": true
}] }`;
    const { profiles, problems } = parseProfiles(text);
    expect(profiles).toMatchObject([
      {
        name: 'Head Office',
        address: 'primary.example.com',
        gateway: { url: 'wss://primary.example.com:9443/', host: 'primary.example.com', port: 9443 },
        accountsToken: true,
      },
    ]);
    expect(problems).toMatchObject([{ severity: 'warning', code: 'braces-missing', line: 1, column: 1 }]);
  });

  it('reads systems with several logins without a problem', () => {
    const text = `{
  "IP_Office_Server_Profile":
  [{
    "Name": "West",
    "Address": "west.example.com",
    "AccountsToken": true
  },
  {
    "Name": "East",
    "Address": "east.example.com",
    "AccountsToken": true
  }]
}`;
    const { profiles, problems } = parseProfiles(text);
    expect(problems).toEqual([]);
    expect(profiles.map(({ name, gateway }) => [name, gateway.host])).toEqual([
      ['West', 'west.example.com'],
      ['East', 'east.example.com'],
    ]);
  });
});

describe('where the profiles may stand', () => {
  const entry = '{"Name": "A", "Address": "a.example"}';
  it.each([
    ['the documented object', `{"IP_Office_Server_Profile": [${entry}]}`],
    ['a bare list', `[${entry}]`],
    ['a single profile', entry],
    ['behind a byte order mark', `\uFEFF{"IP_Office_Server_Profile": [${entry}]}`],
    ['with Windows line ends', `{\r\n"IP_Office_Server_Profile":\r\n[${entry}]\r\n}\r\n`],
  ])('reads %s without a problem', (_, text) => {
    const { profiles, problems } = parseProfiles(text);
    expect(problems).toEqual([]);
    expect(profiles.map(({ name }) => name)).toEqual(['A']);
  });

  it.each([
    ['both outer braces missing', `"IP_Office_Server_Profile": [${entry}]`, 'braces-missing'],
    ['the opening brace missing', `"IP_Office_Server_Profile": [${entry}] }`, 'braces-missing'],
    ['the braces of a single profile missing', '"Name": "A", "Address": "a.example"', 'braces-missing'],
    ['no list around the one profile', `{"IP_Office_Server_Profile": ${entry}}`, 'profiles-not-a-list'],
    ['the outer key in another case', `{"ip_office_server_profile": [${entry}]}`, 'key-case'],
    ['the outer key misspelt', `{"IP_Office_Server_Profiles": [${entry}]}`, 'key-misspelt'],
    ['a comment', `/* ours */ {"IP_Office_Server_Profile": [${entry}]} // end`, 'json-comment'],
    ['hard spaces', `{\u00A0"IP_Office_Server_Profile":\u00A0[${entry}]}`, 'json-odd-space'],
  ])('reads %s with one warning', (_, text, code) => {
    const { profiles, problems } = parseProfiles(text);
    expect(problems.map((problem) => [problem.severity, problem.code])).toEqual([['warning', code]]);
    expect(profiles.map(({ name }) => name)).toEqual(['A']);
  });
});

describe('settings', () => {
  it('fills in what a minimal profile leaves out', () => {
    const { id, ...profile } = one({});
    expect(id).toMatch(/^office-[0-9a-f]{8}$/);
    expect(profile).toEqual({
      name: 'Office',
      address: 'pbx.example.com',
      gateway: { url: 'wss://pbx.example.com:9443/', host: 'pbx.example.com', port: 9443 },
      accountsToken: false,
      logDownload: true,
      icePolicy: 'all',
      autoFailover: false,
      dialRules: dialRulesOff(),
      emergencyNumbers: [],
      contactMatchingDigits: 10,
      directoryRequiresIdentity: false,
      features: defaultFeatures(),
    });
  });

  it.each<[string, object, Partial<Profile>]>([
    ['AccountsToken true', { AccountsToken: true }, { accountsToken: true }],
    ['AccountsToken false', { AccountsToken: false }, { accountsToken: false }],
    ['LogDownload false', { LogDownload: false }, { logDownload: false }],
    ['LogDownload true', { LogDownload: true }, { logDownload: true }],
    ['STUNHost', { STUNHost: 'absce.example.com' }, { stun: { host: 'absce.example.com', port: 3478 } }],
    ['STUNPort', { STUNHost: '192.0.2.1', STUNPort: '5000' }, { stun: { host: '192.0.2.1', port: 5000 } }],
    [
      'AutoFailover and SecondaryAddress',
      { AutoFailover: true, SecondaryAddress: 'backup.example.com:8443' },
      { autoFailover: true, secondaryAddress: 'wss://backup.example.com:8443/' },
    ],
    [
      'AutoFailover false',
      { AutoFailover: false, SecondaryAddress: 'a.example:8443' },
      { autoFailover: false, secondaryAddress: 'wss://a.example:8443/' },
    ],
    ['Domain', { Domain: 'Example.com' }, { domain: 'example.com' }],
    [
      'TURN settings',
      { TURNHost: 'turn.example.com', TURNPort: '5349', TURNUser: 'phone', TURNPassword: ' s p ' },
      { turn: { host: 'turn.example.com', port: 5349, user: 'phone', password: ' s p ' } },
    ],
    ['ICEPolicy all', { ICEPolicy: 'all' }, { icePolicy: 'all' }],
    [
      'ICEPolicy relay',
      { ICEPolicy: 'relay', TURNHost: 't.example', TURNUser: 'u', TURNPassword: 'p' },
      { icePolicy: 'relay', turn: { host: 't.example', port: 3478, user: 'u', password: 'p' } },
    ],
    [
      'Codecs',
      { Codecs: 'G722, Opus' },
      {
        features: {
          ...defaultFeatures(),
          codecs: { opus: true, g722: true, g711a: false, g711u: false },
          codecOrder: ['g722', 'opus'],
        },
      },
    ],
    ['EmergencyNumbers', { EmergencyNumbers: '911, 9911,' }, { emergencyNumbers: ['911', '9911'] }],
    [
      'VoicemailNumber',
      { VoicemailNumber: 'VM.user@example.com' },
      { voicemailNumber: 'VM.user@example.com' },
    ],
    ['VoicemailNumber as a short code', { VoicemailNumber: '*17' }, { voicemailNumber: '*17' }],
    [
      'ConferenceURI',
      { ConferenceURI: 'sip:ConfServer@example.com:5061' },
      { conferenceUri: 'sip:ConfServer@example.com:5061' },
    ],
    ['CallStealCode', { CallStealCode: '*45*{number}#' }, { callStealCode: '*45*{number}#' }],
    ['CallStealCode without an extension', { CallStealCode: '#46' }, { callStealCode: '#46' }],
    ['DeclineWith', { DeclineWith: 'decline' }, { features: { ...defaultFeatures(), callDeclinePolicy: 2 } }],
    [
      'AllowForwarding',
      { AllowForwarding: false },
      { features: { ...defaultFeatures(), forwarding: false } },
    ],
    ['ContactMatchingDigits', { ContactMatchingDigits: '7' }, { contactMatchingDigits: 7 }],
    ['DirectoryURL', { DirectoryURL: 'https://a.test/d' }, { directoryUrl: 'https://a.test/d' }],
    ['DirectoryRequiresIdentity', { DirectoryRequiresIdentity: true }, { directoryRequiresIdentity: true }],
    ['an empty optional value as absent', { STUNHost: '', Domain: ' ' }, {}],
  ])('reads %s', (_, settings, expected) => {
    const profile = one(settings);
    expect(profile).toMatchObject(expected);
    expect(Object.keys(profile).sort()).toEqual(
      [...new Set([...Object.keys(one({})), ...Object.keys(expected)])].sort(),
    );
  });

  it('reads the dialing settings as rules', () => {
    const { dialRules } = one({
      DialRule: true,
      OutsidePrefix: '9',
      CountryCode: '1',
      CityCode: '555',
      PbxPrefix: '538',
      LongDistancePrefix: '1',
      InternationalPrefix: '011',
      ExtensionLength: '3,4',
      NationalLength: '10,11',
      RemoveAreaCode: true,
      ApplyToPlusNumber: true,
      EmergencyNumbers: '911',
    });
    expect(dialRules).toEqual({
      mode: 'profile',
      outsidePrefix: '9',
      countryCode: '1',
      cityCodes: ['555'],
      pbxPrefix: '538',
      longDistancePrefix: '1',
      internationalPrefix: '011',
      extensionLengths: [3, 4],
      nationalLengths: [10, 11],
      removeAreaCode: true,
      applyToPlusNumber: true,
      emergencyNumbers: ['911'],
    });
  });

  it.each([
    [{}, 'off'],
    [{ DialRule: false }, 'user'],
    [{ DialRule: true, NationalLength: '10' }, 'profile'],
  ])('with %j the dial rules are %s', (settings, mode) => {
    expect(one(settings).dialRules.mode).toBe(mode);
  });

  it('takes the gateway for the SIP domain unless Domain says otherwise', () => {
    expect(sipDomain(one({}))).toBe('pbx.example.com');
    expect(sipDomain(one({ Domain: 'example.com' }))).toBe('example.com');
  });

  it('reads numbers and "true" where they are meant well, with a warning each', () => {
    const { profiles, problems } = parseProfiles(
      '[{"Name": 42, "Address": "a.example", "STUNHost": "s.example", "STUNPort": 3479, "LogDownload": "false"}]',
    );
    expect(profiles).toMatchObject([{ name: '42', stun: { port: 3479 }, logDownload: false }]);
    expect(problems.map(({ severity, code, path }) => [severity, code, path])).toEqual([
      ['warning', 'number-for-string', '$[0].Name'],
      ['warning', 'number-for-string', '$[0].STUNPort'],
      ['warning', 'string-for-boolean', '$[0].LogDownload'],
    ]);
  });

  it('does not allow the log download when LogDownload cannot be understood', () => {
    const { profiles } = parseProfiles('[{"Name": "A", "Address": "a.example", "LogDownload": "no"}]');
    expect(profiles).toMatchObject([{ logDownload: false }]);
  });

  it('takes a name with accents of 14 characters', () => {
    expect(one({ Name: 'Siège à Évry 1' }).name).toHaveLength(14);
  });
});

describe('the id', () => {
  it('stays when other settings change', () => {
    expect(one({ STUNHost: 's.example', DialRule: false }).id).toBe(one({}).id);
  });

  it('differs when the name or the address does', () => {
    const ids = [{}, { Name: 'Offices' }, { Address: 'pbx2.example.com' }, { Name: 'オフィス' }].map(
      (s) => one(s).id,
    );
    expect(new Set(ids).size).toBe(4);
  });
});
