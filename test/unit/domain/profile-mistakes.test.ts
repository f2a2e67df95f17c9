import { parseProfiles } from '../../../src/domain/profile';
import { SETTING_KEYS, SETTINGS, type SettingKey, settingOf } from '../../../src/domain/profile-keys';

const good = { Name: 'Good', Address: 'good.example' };
const names = (text: string) => parseProfiles(text).profiles.map(({ name }) => name);

/** Every setting with a good value that is not its default, but one. */
function profileWith(key: SettingKey, value: unknown): string {
  const values = SETTING_KEYS.map((each) => [each, JSON.parse(SETTINGS[each].example)]);
  const ours = { STUNPort: '5000', TURNPort: '5001', ContactMatchingDigits: '7', ApplyToPlusNumber: true };
  return JSON.stringify([{ ...Object.fromEntries(values), ...ours, [key]: value }]);
}

/** What of a profile each setting decides that does not cost the whole of it. */
const fields: Partial<Record<SettingKey, string[]>> = {
  AccountsToken: ['accountsToken'],
  LogDownload: ['logDownload'],
  STUNHost: ['stun'],
  STUNPort: ['stun'],
  AutoFailover: ['autoFailover'],
  SecondaryAddress: ['secondaryAddress'],
  TURNHost: ['turn'],
  TURNPort: ['turn'],
  TURNUser: ['turn'],
  TURNPassword: ['turn'],
  Codecs: ['features'],
  EmergencyNumbers: ['dialRules', 'emergencyNumbers'],
  VoicemailNumber: ['voicemailNumber'],
  ConferenceURI: ['conferenceUri'],
  CallStealCode: ['callStealCode'],
  DeclineWith: ['features'],
  ContactMatchingDigits: ['contactMatchingDigits'],
  DirectoryURL: ['directoryUrl'],
  // What was meant as a restriction and cannot be read stays one.
  AllowForwarding: [],
  AllowAutoAnswer: [],
  AllowCallHandover: [],
  AllowOtherPhone: [],
  DirectoryRequiresIdentity: [],
};

describe('a wrong value', () => {
  it.each(SETTING_KEYS)('of %s costs what the table says, and nothing else', (key) => {
    const { costs, example } = settingOf(key);
    const [whole = {}] = parseProfiles(profileWith('Name', 'Office')).profiles;
    const { profiles, problems } = parseProfiles(profileWith(key, { no: 'value' }));
    const severity = costs === 'value' ? 'warning' : 'error';
    expect(problems).toContainEqual(
      expect.objectContaining({ path: `$[0].${key}`, severity, costs, expected: example }),
    );
    if (costs === 'profile') {
      expect(profiles).toEqual([]);
      return;
    }
    const left = new Map(Object.entries(profiles[0] ?? {}));
    const changed = Object.entries({ ...whole, name: 'Office' })
      .filter(([field, value]) => JSON.stringify(left.get(field)) !== JSON.stringify(value))
      .map(([field]) => field);
    expect(changed.sort()).toEqual(costs === 'rules' ? ['dialRules'] : fields[key]);
    if (costs === 'rules') expect(left.get('dialRules')).toMatchObject({ mode: 'off' });
  });

  it('of a dialing setting puts the rules of this system out, and leaves it the emergency numbers of its country and its own', () => {
    const bad = {
      Name: 'Bad',
      Address: 'a.example',
      DialRule: true,
      OutsidePrefix: 'nine',
      CountryCode: '1',
    };
    const { profiles } = parseProfiles(
      JSON.stringify([
        { ...bad, EmergencyNumbers: '911' },
        { ...good, DialRule: true, OutsidePrefix: '9' },
      ]),
    );
    expect(profiles.map(({ dialRules }) => dialRules)).toMatchObject([
      { mode: 'off', countryCode: '1', emergencyNumbers: ['911'] },
      { mode: 'profile', outsidePrefix: '9' },
    ]);
  });

  it.each([
    ['DialRule', '"yes"'],
    ['DialRule', '1'],
    ['DialRule', 'null'],
    ['DialRules', 'true'],
  ])('of DialRule (%s: %s) puts the rules out', (key, value) => {
    const { profiles, problems } = parseProfiles(
      `[{"Name": "A", "Address": "a.example", "${key}": ${value}, "OutsidePrefix": "9"}]`,
    );
    expect(profiles).toMatchObject([{ dialRules: { mode: 'off' } }]);
    expect(problems[0]).toMatchObject({ severity: 'error', costs: 'rules' });
  });

  it('of a dialing setting is harmless while the rules are not in force', () => {
    for (const rule of ['', ', "DialRule": false']) {
      const { profiles, problems } = parseProfiles(
        `[{"Name": "A", "Address": "a.example", "OutsidePrefix": "nine"${rule}}]`,
      );
      expect(profiles).toMatchObject([{ dialRules: { outsidePrefix: '' } }]);
      expect(problems.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
    }
  });

  it('leaves the good emergency numbers standing', () => {
    const text = JSON.stringify([{ ...good, EmergencyNumbers: '911,police,112' }]);
    expect(parseProfiles(text).profiles).toMatchObject([{ emergencyNumbers: ['911', '112'] }]);
  });

  it('in a list of codecs leaves the good ones standing', () => {
    const text = JSON.stringify([{ ...good, Codecs: 'g711a,g729' }]);
    expect(parseProfiles(text).profiles).toMatchObject([{ features: { codecOrder: ['g711a'] } }]);
  });

  it.each([{}, { TURNUser: 'u' }, { TURNPassword: 'p' }, { TURNUser: 'u', TURNPassword: '' }])(
    'or none for the credentials (%j) leaves the TURN server out',
    (credentials) => {
      const text = JSON.stringify([{ ...good, TURNHost: 't.example', ...credentials }]);
      const { profiles, problems } = parseProfiles(text);
      expect(profiles[0]).not.toHaveProperty('turn');
      expect(problems).toContainEqual(expect.objectContaining({ code: 'needs-setting', found: 'TURNHost' }));
    },
  );

  it('of STUNPort is the standard port', () => {
    const text = JSON.stringify([{ ...good, STUNHost: 's.example', STUNPort: 'x' }]);
    expect(parseProfiles(text).profiles).toMatchObject([{ stun: { host: 's.example', port: 3478 } }]);
  });

  it('of LogDownload does not allow the download, however it is spelt', () => {
    expect(parseProfiles(JSON.stringify([{ ...good, LogDownload: 'no' }])).profiles).toMatchObject([
      { logDownload: false },
    ]);
    expect(parseProfiles(JSON.stringify([{ ...good, LogDownlod: false }])).profiles).toMatchObject([
      { logDownload: false },
    ]);
  });
});

describe('a profile', () => {
  it.each([
    ['a bad address', { Name: 'Bad', Address: 'ws://gateway.example' }],
    ['no name', { Address: 'a.example' }],
    ['no address', { Name: 'Bad' }],
    ['a long name', { Name: 'Fifteen letters', Address: 'a.example' }],
    ['a bad ICEPolicy', { Name: 'Bad', Address: 'a.example', ICEPolicy: 'none' }],
    ['a misspelt ICEPolicy', { Name: 'Bad', Address: 'a.example', ICEPolcy: 'relay' }],
    ['a bad Domain', { Name: 'Bad', Address: 'a.example', Domain: 'sip domain' }],
    ['no braces', 'Bad'],
  ])('is left out for %s, and the others stay', (_, bad) => {
    expect(names(JSON.stringify([bad, good]))).toEqual(['Good']);
  });

  it.each([
    ['a missing colon', '{"Name": "Bad", "Address" "a.example"}'],
    ['a missing comma', '{"Name": "Bad" "Address": "a.example"}'],
    ['a missing quotation mark', '{"Name": "Bad", "Address": "a.example}\n'],
    ['a missing value', '{"Name": "Bad", "Address": "a.example", "ICEPolicy": }'],
    ['a character that was lost', '{"Name": "B\uFFFDd", "Address": "a.example"}'],
  ])('is left out for %s inside it, and the others stay', (_, bad) => {
    expect(names(`[${JSON.stringify(good)},\n${bad}]`)).toEqual(['Good']);
  });

  it('is left out where the comma before it is missing', () => {
    const text = `[${JSON.stringify(good)} {"Name": "B", "Address": "b.example"}]`;
    expect(names(text)).toEqual(['Good']);
    expect(parseProfiles(text).problems.map(({ code }) => code)).toEqual(['json-missing-comma']);
  });

  it.each([
    ['json-unclosed-string', '{"Name": "B",\n"Address": "b.example,\n"LogDownload": true}'],
    ['boolean-expected', '{"Name": "B", "Address": "b.example", "DialRule": "yes", "OutsidePrefix": "9"}'],
    ['key-misspelt', '{"Name": "B", "Address": "b.example", "DialRul": true, "OutsidePrefix": "9"}'],
  ])('names a mistake once, and not what follows from it: %s', (code, bad) => {
    expect(parseProfiles(`[${bad}]`).problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('is read as it is meant where there is one way only to read it', () => {
    const text = `[{Name: 'Good', “Address”: good.example, "LogDownload": False, "DialRule": true,
      "InternationalPrefix": 011, // as dialled
    },]`;
    const { profiles, problems } = parseProfiles(text);
    expect(profiles).toMatchObject([
      {
        name: 'Good',
        address: 'good.example',
        logDownload: false,
        dialRules: { internationalPrefix: '011' },
      },
    ]);
    expect(problems.map(({ costs }) => costs)).toEqual(problems.map(() => 'nothing'));
  });

  it('with a name that another has already is left out', () => {
    const { profiles, problems } = parseProfiles(
      JSON.stringify([good, { ...good, Name: 'GOOD ', Address: 'other.example' }]),
    );
    expect(profiles.map(({ address }) => address)).toEqual(['good.example']);
    expect(problems).toMatchObject([
      { severity: 'error', code: 'name-duplicate', path: '$[1].Name', found: 'GOOD' },
    ]);
  });
});

describe('nothing is used of a text that', () => {
  it.each([
    ['is cut short', `[${JSON.stringify(good)}, {"Name": "B", "Addr`],
    ['is cut short behind a profile', `{"IP_Office_Server_Profile": [${JSON.stringify(good)},`],
    ['is cut short before the end of the list', `{"IP_Office_Server_Profile": [${JSON.stringify(good)}`],
    ['may go on after a comma', `{"IP_Office_Server_Profile": [${JSON.stringify(good)}],`],
    ['goes on after its end', `[${JSON.stringify(good)}] and more`],
    ['was read in a wrong encoding', [...`[${JSON.stringify(good)}]`].join('\0')],
    ['is too deep', `[${JSON.stringify(good)}, ${'['.repeat(200)}`],
  ])('%s', (_, text) => {
    const { profiles, problems } = parseProfiles(text);
    expect(profiles).toEqual([]);
    expect(problems.some(({ severity, costs }) => severity === 'error' && costs === 'text')).toBe(true);
  });
});
