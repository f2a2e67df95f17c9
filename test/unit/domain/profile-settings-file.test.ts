import { parseProfiles } from '../../../src/domain/profile';

const list = (...entries: unknown[]) => JSON.stringify({ Client_Settings_File_Address: entries });
const entry = (name: string, url: string) => ({ Profile_Name: name, Client_Settings_File_Url: url });

describe('the examples of the administration manual', () => {
  it('names the settings file of a system with a single login, printed without its last brace, and says so', () => {
    const text = `{
"Client_Settings_File_Address": [
{
"Profile_Name":"Head Office",
"Client_Settings_File_Url": "http://ipoffice.example.com/46xxsettings.txt"
}
]
`;
    const { profiles, settingsFiles, problems } = parseProfiles(text);
    expect(profiles).toEqual([]);
    expect(settingsFiles).toEqual([
      {
        name: 'Head Office',
        url: 'http://ipoffice.example.com/46xxsettings.txt',
        path: '$.Client_Settings_File_Address[0]',
      },
    ]);
    expect(problems).toMatchObject([
      { severity: 'warning', code: 'settings-file-insecure', line: 5 },
      { severity: 'warning', code: 'closing-brace-missing', expected: '}', line: 8, column: 1 },
    ]);
  });

  it('names those of systems with several logins', () => {
    const text = `{
"Client_Settings_File_Address": [
{
"Profile_Name": "East",
"Client_Settings_File_Url": "http://ipoeast.example.com/46xxsettings.txt"
},
{
"Profile_Name": "West",
"Client_Settings_File_Url": "http://ipowest.example.com/46xxsettings.txt"
}]`;
    expect(parseProfiles(text).settingsFiles).toMatchObject([
      { name: 'East', url: 'http://ipoeast.example.com/46xxsettings.txt' },
      { name: 'West', url: 'http://ipowest.example.com/46xxsettings.txt' },
    ]);
  });
});

describe('a settings file', () => {
  it('at an encrypted address is named without a problem', () => {
    const url = 'https://[2001:db8::1]:411/branch/46xxsettings.txt?site=1';
    const { settingsFiles, problems } = parseProfiles(list(entry('Office', url)));
    expect(settingsFiles).toEqual([{ name: 'Office', url, path: '$.Client_Settings_File_Address[0]' }]);
    expect(problems).toEqual([]);
  });

  it.each([
    ['behind', (files: string, profiles: string) => `{${files}, ${profiles}}`],
    ['before', (files: string, profiles: string) => `{${profiles}, ${files}}`],
  ])('may stand beside the profiles, with the profiles %s it', (_, join) => {
    const files = `"Client_Settings_File_Address": [${JSON.stringify(entry('East', 'https://e.example/s.txt'))}]`;
    const systems = '"IP_Office_Server_Profile": [{"Name": "West", "Address": "w.example"}]';
    const { profiles, settingsFiles, problems } = parseProfiles(join(files, systems));
    expect(profiles.map(({ name }) => name)).toEqual(['West']);
    expect(settingsFiles.map(({ name }) => name)).toEqual(['East']);
    expect(problems).toEqual([]);
  });

  it.each([
    'ftp://a.example/46xxsettings.txt',
    'javascript:alert(1)',
    'file:///etc/46xxsettings.txt',
    'a.example/46xxsettings.txt',
    'https://a.example',
    'https://user:secret@a.example/46xxsettings.txt',
    'https://a b.example/46xxsettings.txt',
    'https://a.example:99999/46xxsettings.txt',
    'https:///46xxsettings.txt',
    'https://a.example/46xx settings.txt',
    'https://a.example/46xxsettings.txt#top',
    'https://a.example/\u202E46xxsettings.txt',
  ])('is left out when it is %j, and the others stay', (url) => {
    const text = list(entry('Bad', url), entry('Good', 'https://g.example/46xxsettings.txt'));
    const { settingsFiles, problems } = parseProfiles(text);
    expect(settingsFiles.map(({ name }) => name)).toEqual(['Good']);
    expect(problems).toMatchObject([
      {
        severity: 'error',
        costs: 'profile',
        code: 'settings-file-address',
        path: '$.Client_Settings_File_Address[0].Client_Settings_File_Url',
        expected: '"https://pbx.example.com/46xxsettings.txt"',
      },
    ]);
  });

  it.each([
    ['no name', { Client_Settings_File_Url: 'https://a.example/s.txt' }, 'required'],
    ['no address', { Profile_Name: 'A' }, 'required'],
    ['a long name', entry('Fifteen letters', 'https://a.example/s.txt'), 'name-too-long'],
    ['a list for an address', { Profile_Name: 'A', Client_Settings_File_Url: ['x'] }, 'string-expected'],
    ['a misspelt key', { Profile_Name: 'A', Client_Settings_File_Ur: 'https://a.example/s' }, 'key-misspelt'],
    ['no braces', 'https://a.example/s.txt', 'profile-not-an-object'],
  ])('is left out for %s', (_, bad, code) => {
    const { settingsFiles, problems } = parseProfiles(list(bad));
    expect(settingsFiles).toEqual([]);
    expect(problems).toMatchObject([{ severity: 'error', code }]);
  });

  it('needs a name that no profile has', () => {
    const text = JSON.stringify({
      Client_Settings_File_Address: [entry('west', 'https://w.example/s.txt')],
      IP_Office_Server_Profile: [{ Name: 'West', Address: 'w.example' }],
    });
    const { profiles, settingsFiles, problems } = parseProfiles(text);
    expect([profiles.length, settingsFiles.length]).toEqual([1, 0]);
    expect(problems).toMatchObject([
      { code: 'name-duplicate', path: '$.Client_Settings_File_Address[0].Profile_Name' },
    ]);
  });

  it('may be named in other letters, by a number, and with what we do not know', () => {
    const { settingsFiles, problems } = parseProfiles(
      '{"client_settings_file_address": {"profile_name": 7, "Client_Settings_File_URL": "https://a.example/s", "Site": 1}}',
    );
    expect(settingsFiles).toMatchObject([{ name: '7', url: 'https://a.example/s' }]);
    expect(problems.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'warning key-case',
      'warning profiles-not-a-list',
      'warning key-case',
      'warning number-for-string',
      'warning key-case',
      'warning key-unknown',
    ]);
  });

  it('is lost with its text when that is cut short', () => {
    const whole = list(entry('East', 'https://e.example/s.txt'), entry('West', 'https://w.example/s.txt'));
    for (let end = 1; end < whole.length - 1; end++) {
      expect(parseProfiles(whole.slice(0, end)).settingsFiles).toEqual([]);
    }
    expect(parseProfiles(whole.slice(0, -1)).settingsFiles).toHaveLength(2);
  });
});
