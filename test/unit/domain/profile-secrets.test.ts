import fc from 'fast-check';
import { parseProfiles } from '../../../src/domain/profile';
import { fuzz } from '../../fuzz/fuzz';

const SECRET = 'hunter2XYZ';
const P = (settings: string) => `[{"Name": "A", "Address": "a.example",\n ${settings}}]`;
const F = (url: string) =>
  `{"Client_Settings_File_Address": [{"Profile_Name": "A", "Client_Settings_File_Url": "${url}"}]}`;

/** Its problems as JSON, of which there must be some. */
function problemsOf(text: string): string {
  const { problems } = parseProfiles(text);
  expect(problems).not.toEqual([]);
  return JSON.stringify(problems);
}

describe('no problem shows', () => {
  it.each([
    '"TURNPassword": "ab"hunter2XYZ"',
    '"TURNPassword": "ab"hunter2XYZ": 1',
    '"TURNPassword": "ab" "hunter2XYZ"',
    '"TURNPassword": "ab" "hunter2XYZ": {"x": [}, "y": vrai}',
    '"TURNPassword", "hunter2XYZ"',
    '"TURNPassword": "ab", "hunter2XYZ"',
    '"TURNPassword":\n  hunter2XYZ',
    '"TURNPassword: hunter2XYZ": 1',
    '"TURNPassword": "DialRule": true, hunter2XYZ',
    '"TURNPassword"v"DialRule": true, rai, hunter2XYZ", "CityCode": "303"',
    '"TURNPassword": x, "DialRule": true, "CityCode": "303", hunter2XYZ',
    '"TURNPasswordhunter2XYZ": 1',
    '"TURN\\u0050assword": hunter2XYZ',
    '"TURNPassword": {"hunter2XYZ": hunter2XYZ}',
    '"STUNHost": a.example TURNPassword hunter2XYZ',
    '// TURN password: hunter2XYZ',
  ])('what is left of a TURN password: %s', (settings) => {
    expect(problemsOf(P(settings))).not.toContain(SECRET);
    expect(problemsOf(P(`${settings}\n, "DialRule": true`))).not.toContain(SECRET);
  });

  it.each([
    'TURNPasword',
    'TURNPWD',
    'TURN_PASSWD',
    'TURNPass',
    'TurnPasword',
    'mot_de_passe_turn',
    'Mot-de-passe TURN',
    'Mot de passe',
    'MDP',
    'TURNSecret',
    'AuthToken',
  ])('the value of a key that sounds like one: %s', (key) => {
    for (const value of [SECRET, `"${SECRET}"`, `"a"${SECRET}"`, '20240131', `["${SECRET}"]`]) {
      expect(problemsOf(P(`"${key}": ${value}, "DialRule": yes`))).not.toMatch(/hunter2XYZ|20240131/);
    }
  });

  it.each(['"hunter2XYZ"', 'hunter2XYZ', '"a"hunter2XYZ"', 'eyJh.hunter2XYZ', '1hunter2XYZ'])(
    'a token given to AccountsToken: %s',
    (value) => {
      for (const key of ['AccountsToken', 'AcountsToken', 'Jeton de compte']) {
        expect(problemsOf(P(`"${key}": ${value}`))).not.toContain(SECRET);
      }
    },
  );

  it.each(['Address', 'SecondaryAddress', 'STUNHost', 'TURNHost', 'Domain', 'Client_Settings_File_Url'])(
    'user, password and query in %s',
    (key) => {
      const values = [
        'user:hunter2XYZ@b.example',
        `user:hunter2XYZ${'x'.repeat(2000)}@b.example`,
        'turn:user:hunter2XYZ@b.example:3478',
        'wss://user:hunter2XYZ@b.example/ws',
        'user:a/hunter2XYZ@b.example',
        'user:a hunter2XYZ@b.example',
        'user:a@hunter2XYZ@b.example',
        'b.example?secret=hunter2XYZ',
        'turn:b.example?key=hunter2XYZ',
        'https://b.example/ws?key=hunter2XYZ',
        'https://b.example/ws#hunter2XYZ',
      ];
      for (const value of values) {
        const text = key === 'Client_Settings_File_Url' ? F(value) : P(`"${key}": "${value}"`);
        const { problems } = parseProfiles(text);
        expect(JSON.stringify(problems)).not.toContain(SECRET);
      }
      expect(
        problemsOf(key === 'Client_Settings_File_Url' ? F(values[0] ?? '') : P(`"${key}": "${values[0]}"`)),
      ).toContain('b.example');
    },
  );

  it('what follows the end of the profile', () => {
    const profile = '[{"Name": "A", "Address": "a.example"}]';
    for (const behind of ['hunter2XYZ', '"hunter2XYZ"', '\nPIN: hunter2XYZ', '{"hunter2XYZ": 1}']) {
      expect(problemsOf(profile + behind)).not.toContain(SECRET);
    }
  });
});

describe('a problem beside a password still shows', () => {
  const found = (text: string) => parseProfiles(text).problems.map(({ code, found: shown }) => [code, shown]);

  it('what is wrong with other settings, on the same line too', () => {
    expect(
      found('[{"Name":"A","Address":"a.example","AccountsToken":yes,"TURNPassword":"x","STUNHost":"a b"}]'),
    ).toEqual([
      ['json-unquoted', 'yes'],
      ['boolean-expected', '"yes"'],
      ['needs-setting', 'TURNPassword'],
      ['host-expected', '"a b"'],
    ]);
  });

  it('an unknown setting on the next line', () => {
    const settings = '"TURNHost": "t.example", "TURNUser": "u", "TURNPassword": "x",\n "Colour": red,\n';
    expect(found(P(`${settings}"AccountsToken": true, "Colours": 1`))).toEqual([
      ['key-unknown', 'Colour'],
      ['json-unquoted', 'red'],
      ['key-unknown', 'Colours'],
    ]);
  });

  it('what the key was meant to be', () => {
    expect(found(P('"TURNPasword": "x"'))).toEqual([['key-misspelt', 'TURNPasword'], expect.anything()]);
    expect(found(P('"TURNPWD": "x"'))).toEqual([['key-unknown', 'TURNPWD']]);
  });
});

/** The text with something put in, taken out or doubled between the secret and its key's name, or elsewhere. */
const wound = fc.record({
  at: fc.nat(0xffff),
  token: fc.constantFrom(
    ...'{}[]",:\'“”«»\\=. \n',
    ...['", "', '": "', '"": ', '"DialRule": true, ', 'vrai, ', '//', '}]', ' ab" ', '\r\n', 'false'],
    '',
  ),
  cut: fc.nat(2),
});
const secret = fc.stringMatching(/^[A-Za-z0-9!$%&+_-]{10,50}$/).map((random) => `Zq7_${random}`);
const keys = fc.constantFrom(
  'TURNPassword',
  'TURNPasword',
  'TURNPWD',
  'Mot-de-passe TURN',
  'mot_de_passe_turn',
);
const layout = fc.constantFrom(undefined, 1, '\t');

fuzz('a TURN password shows in no problem, whatever happens around it', {
  cases: fc.tuple(secret, keys, layout, fc.array(wound, { minLength: 1, maxLength: 4 })),
  shortRuns: 2000,
  check: ([planted, key, space, wounds]) => {
    const settings = { Name: 'A', Address: 'a.example', TURNHost: 't.example', TURNUser: 'phone' };
    const more = { DialRule: true, CityCode: '303', Colour: 'red', EmergencyNumbers: '911' };
    const profile = [
      { ...settings, [key]: planted, ...more },
      { Name: 'B', Address: 'b.example' },
    ];
    let text = JSON.stringify({ IP_Office_Server_Profile: profile }, undefined, space);
    for (const { at: place, token, cut } of wounds) {
      const at = place % text.length;
      const end = at + cut;
      const touches = (word: string) => {
        const start = text.indexOf(word);
        return end > start && at < start + word.length;
      };
      if (!touches(planted) && !touches(key)) text = text.slice(0, at) + token + text.slice(end);
    }
    expect(JSON.stringify(parseProfiles(text).problems)).not.toContain(planted.slice(0, 10));
  },
});
