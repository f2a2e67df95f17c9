import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseProfiles } from '../../../src/domain/profile';
import { matchSettingKey, matchWrapperKey } from '../../../src/domain/profile-key-match';
import { SETTING_KEYS } from '../../../src/domain/profile-keys';
import { PROFILE_PROBLEM_CODES, type ProfileProblemCode } from '../../../src/domain/profile-problem';

/** A profile that is good but for the settings given, each on the second line from column 2. */
const P = (settings: string) => `[{"Name": "A", "Address": "a.example",\n ${settings}}]`;

type Row = [
  code: ProfileProblemCode,
  text: string,
  path: string,
  at: string,
  expected?: string | undefined,
  found?: string,
];

const rows: Row[] = [
  ['json-empty', '', '$', '1:1', '{'],
  ['json-empty', ' \n\t ', '$', '2:3', '{'],
  ['json-not-json', 'SET SIPDOMAIN example.com', '$', '1:1', '{', 'SET SIPDOMAIN example.com'],
  ['json-not-json', '<html lang="en">', '$', '1:1', '{', '<html lang='],
  ['json-encoding', P('"STUNHost": "\uFFFD"'), '$', '2:15', 'UTF-8'],
  ['json-unexpected', '[{"Name": "A", "Address": "a.example"]', '$[0]', '1:38', '}', ']'],
  ['json-unexpected', P(', "DialRule": true'), '$[0]', '2:2', '"…": …', ','],
  ['json-unexpected', '[,{"Name": "A", "Address": "a.example"}]', '$', '1:2', '{…}', ','],
  [
    'json-unexpected-end',
    '{"IP_Office_Server_Profile": [{"Name": "A"',
    '$.IP_Office_Server_Profile[0]',
    '1:43',
    '}]}',
  ],
  ['json-trailing-text', '[{"Name": "A", "Address": "a.example"}]\n;', '$', '2:1', undefined, ';'],
  ['json-trailing-comma', P('"DialRule": true,'), '$[0]', '2:18', '}', ','],
  ['json-trailing-comma', '[{"Name": "A", "Address": "a.example"},\n]', '$', '1:39', ']', ','],
  ['json-missing-comma', P('"LogDownload": true\n"DialRule": true'), '$[0]', '3:1', ',', '"DialRule"'],
  ['json-missing-colon', P('"DialRule" true'), '$[0].DialRule', '2:13', ':', 't'],
  ['json-missing-colon', P('"DialRule"= true'), '$[0].DialRule', '2:13', ':', '='],
  ['json-missing-colon', P('"DialRule", "LogDownload": true'), '$[0].DialRule', '2:12', ':', ','],
  ['json-value-expected', P('"DialRule": , "LogDownload": true'), '$[0].DialRule', '2:14', '"…"', ','],
  ['json-key-expected', P(': "x"'), '$[0]', '2:2', '"…"', ':'],
  ['json-key-expected', P('["x"]: 1'), '$[0]', '2:2', '"…"', '['],
  ['json-unquoted', P('STUNHost: "s.example"'), '$[0]', '2:2', '"STUNHost"', 'STUNHost'],
  ['json-unquoted', P('"STUNHost": s.example'), '$[0].STUNHost', '2:14', '"s.example"', 's.example'],
  ['json-unquoted', P('"VoicemailNumber": 0123'), '$[0].VoicemailNumber', '2:21', '"0123"', '0123'],
  [
    'json-unquoted',
    P('"VoicemailNumber": +33145551234'),
    '$[0].VoicemailNumber',
    '2:21',
    '"+33145551234"',
    '+33145551234',
  ],
  ['json-unclosed-string', P('"STUNHost": "s.example\n'), '$[0].STUNHost', '2:14', '"'],
  ['json-bad-string', P('"STUNHost": "s\t"'), '$[0].STUNHost', '2:16', '\\t', '\\t'],
  ['json-bad-string', P('"TURNUser": "DOMAIN\\phone"'), '$[0].TURNUser', '2:21', '\\\\', '\\'],
  ['json-typographic-quotes', P('“STUNHost”: “s.example”'), '$[0]', '2:2', '"', '“'],
  ['json-typographic-quotes', P('«\u00A0STUNHost\u00A0»: «\u00A0s.example\u00A0»'), '$[0]', '2:2', '"', '«'],
  ['json-single-quotes', P("'STUNHost': 's.example'"), '$[0]', '2:2', '"', "'"],
  ['json-odd-space', P('\u00A0"LogDownload": true'), '$[0]', '2:2'],
  ['json-comment', P('// no log\n "LogDownload": false'), '$[0]', '2:2', undefined, '// no log'],
  ['json-literal-case', P('"LogDownload": True'), '$[0].LogDownload', '2:17', 'true', 'True'],
  [
    'json-too-deep',
    P(`"x": ${'['.repeat(200)}${']'.repeat(200)}`),
    `$[0].x${'[0]'.repeat(98)}`,
    '2:105',
    '100',
  ],
  [
    'json-duplicate-key',
    P('"DialRule": true, "DialRule": false'),
    '$[0].DialRule',
    '2:20',
    undefined,
    'DialRule',
  ],
  [
    'json-duplicate-key',
    P('"LogDownload": true, "logdownload": false'),
    '$[0].logdownload',
    '2:23',
    undefined,
    'logdownload',
  ],
  ['french-literal', P('"LogDownload": faux'), '$[0].LogDownload', '2:17', 'false', 'faux'],
  ['french-literal', P('"LogDownload": "Vrai"'), '$[0].LogDownload', '2:17', 'true', '"Vrai"'],
  ['braces-missing', '"Name": "A", "Address": "a.example"', '$', '1:1', '{', '"Name"'],
  ['profiles-missing', '{"a": 1}', '$', '1:1', '{"IP_Office_Server_Profile": [{…}]}'],
  ['profiles-missing', '42', '$', '1:1', '{"IP_Office_Server_Profile": [{…}]}'],
  ['profiles-missing', '{"IP_Office_Server_Profile": null}', '$.IP_Office_Server_Profile', '1:30', '[{…}]'],
  ['profiles-empty', '{"IP_Office_Server_Profile": []}', '$.IP_Office_Server_Profile', '1:30', '[{…}]', '[]'],
  [
    'profiles-not-a-list',
    '{"IP_Office_Server_Profile": {"Name": "A", "Address": "a.example"}}',
    '$.IP_Office_Server_Profile',
    '1:30',
    '[{…}]',
    '{…}',
  ],
  ['profile-not-an-object', '[\n"A"]', '$[0]', '2:1', '{…}'],
  ['key-translated', P('"Hôte STUN": "s.example"'), '$[0]["Hôte STUN"]', '2:2', 'STUNHost', 'Hôte STUN'],
  ['key-case', P('"stunhost": "s.example"'), '$[0].stunhost', '2:2', 'STUNHost', 'stunhost'],
  ['key-case', P('"STUN-Host": "s.example"'), '$[0]["STUN-Host"]', '2:2', 'STUNHost', 'STUN-Host'],
  ['key-misspelt', '[{"Name": "A",\n"Adress": "a.example"}]', '$[0].Adress', '2:1', 'Address', 'Adress'],
  ['key-unknown', P('"Colour": "red"'), '$[0].Colour', '2:2', undefined, 'Colour'],
  ['required', '[\n{"Name": "A"}]', '$[0].Address', '2:1', 'Address'],
  ['required', '[{"Address": "a.example"}]', '$[0].Name', '1:2', 'Name'],
  ['required', '[{"Name": " ", "Address": "a.example"}]', '$[0].Name', '1:11', 'Name'],
  ['name-too-long', '[{"Address": "a.example", "Name": "Fifteen letters"}]', '$[0].Name', '1:35', '14', '15'],
  [
    'name-duplicate',
    '[{"Name": "A", "Address": "a.example"},\n{"Name": "A", "Address": "b.example"}]',
    '$[1].Name',
    '2:10',
    undefined,
    'A',
  ],
  [
    'address-invalid',
    '[{"Name": "A", "Address": "a b"}]',
    '$[0].Address',
    '1:27',
    '"gateway.example.com"',
    '"a b"',
  ],
  [
    'address-invalid',
    P('"AutoFailover": true, "SecondaryAddress": "a b"'),
    '$[0].SecondaryAddress',
    '2:44',
    '"gateway.example.com"',
    '"a b"',
  ],
  [
    'address-scheme',
    '[{"Name": "A", "Address": "https://a.example"}]',
    '$[0].Address',
    '1:27',
    '"wss://a.example:9443/"',
    '"https://a.example"',
  ],
  [
    'address-insecure',
    '[{"Name": "A", "Address": "ws://a.example"}]',
    '$[0].Address',
    '1:27',
    '"wss://a.example:9443/"',
    '"ws://a.example"',
  ],
  ['number-for-string', P('"ContactMatchingDigits": 8'), '$[0].ContactMatchingDigits', '2:27', '"8"', '8'],
  ['string-for-boolean', P('"AutoFailover": "true"'), '$[0].AutoFailover', '2:18', 'true', '"true"'],
  ['string-expected', P('"Domain": ["a.example"]'), '$[0].Domain', '2:12', '"example.com"', '[…]'],
  ['boolean-expected', P('"AccountsToken": 1'), '$[0].AccountsToken', '2:19', 'true', '1'],
  [
    'digits-expected',
    P('"EmergencyNumbers": "911,police"'),
    '$[0].EmergencyNumbers',
    '2:22',
    '"911,9911"',
    '"police"',
  ],
  [
    'digits-expected',
    P('"DialRule": true, "OutsidePrefix": "nine"'),
    '$[0].OutsidePrefix',
    '2:37',
    '"9"',
    '"nine"',
  ],
  [
    'digits-expected',
    P('"DialRule": true, "CityCode": "555 777"'),
    '$[0].CityCode',
    '2:32',
    '"555,777"',
    '"555 777"',
  ],
  [
    'lengths-expected',
    P('"DialRule": true, "ExtensionLength": "3,0"'),
    '$[0].ExtensionLength',
    '2:39',
    '"3,4"',
    '"0"',
  ],
  [
    'lengths-expected',
    P('"DialRule": true, "NationalLength": "10-11"'),
    '$[0].NationalLength',
    '2:38',
    '"10,11"',
    '"10-11"',
  ],
  [
    'country-code-expected',
    P('"DialRule": true, "CountryCode": "+44"'),
    '$[0].CountryCode',
    '2:35',
    '"44"',
    '"+44"',
  ],
  ['port-expected', P('"STUNHost": "s.example", "STUNPort": "0"'), '$[0].STUNPort', '2:39', '"3478"', '"0"'],
  [
    'port-expected',
    P('"STUNHost": "s.example", "STUNPort": "65536"'),
    '$[0].STUNPort',
    '2:39',
    '"3478"',
    '"65536"',
  ],
  [
    'host-expected',
    P('"STUNHost": "stun:s.example:3478"'),
    '$[0].STUNHost',
    '2:14',
    '"stun.example.com"',
    '"stun:s.example:3478"',
  ],
  ['host-expected', P('"Domain": "sip domain"'), '$[0].Domain', '2:12', '"example.com"', '"sip domain"'],
  [
    'uri-expected',
    P('"ConferenceURI": "conf room@x"'),
    '$[0].ConferenceURI',
    '2:19',
    '"ConfServer@example.com"',
    '"conf room@x"',
  ],
  ['uri-expected', P('"VoicemailNumber": "<script>"'), '$[0].VoicemailNumber', '2:21', '"*17"', '"<script>"'],
  ['choice-expected', P('"ICEPolicy": "Relay"'), '$[0].ICEPolicy', '2:15', '"relay"', '"Relay"'],
  ['count-expected', P('"ContactMatchingDigits": "0"'), '$[0].ContactMatchingDigits', '2:27', '"10"', '"0"'],
  ['needs-setting', P('"STUNPort": "3478"'), '$[0].STUNPort', '2:14', 'STUNHost', 'STUNPort'],
  ['needs-setting', P('"TURNPassword": "p"'), '$[0].TURNPassword', '2:18', 'TURNHost', 'TURNPassword'],
  ['needs-setting', P('"ICEPolicy": "relay"'), '$[0].ICEPolicy', '2:15', 'TURNHost', 'ICEPolicy'],
  [
    'needs-setting',
    P('"SecondaryAddress": "b.example"'),
    '$[0].SecondaryAddress',
    '2:22',
    'AutoFailover',
    'SecondaryAddress',
  ],
  [
    'dialing-without-rule',
    P('"OutsidePrefix": "9", "CountryCode": "1"'),
    '$[0].OutsidePrefix',
    '2:19',
    '"DialRule": true',
    'OutsidePrefix, CountryCode',
  ],
  [
    'dialing-without-rule',
    P('"DialRule": false, "CityCode": "555"'),
    '$[0].CityCode',
    '2:33',
    '"DialRule": true',
    'CityCode',
  ],
];

const WARNINGS =
  /^(json-(odd-space|comment|duplicate-key)|braces-missing|profiles-not-a-list|key-(case|misspelt|unknown)|number-for-string|string-for-boolean|boolean-expected|port-expected|uri-expected|count-expected|needs-setting|dialing-without-rule)$/;

describe('a problem says what, where, what was expected and what was found', () => {
  it.each(rows.map((row) => ({ code: row[0], text: row[1], row })))('$code: $text', ({ row }) => {
    const [code, text, path, at, expected, found] = row;
    const problem = parseProfiles(text).problems.find((candidate) => candidate.code === code);
    const { severity, line, column, ...rest } = problem ?? { severity: undefined };
    expect(rest).toEqual({
      code,
      path,
      ...(expected !== undefined && { expected }),
      ...(found !== undefined && { found }),
    });
    expect(`${line}:${column}`).toBe(at);
    const bySetting =
      /STUNHost|EmergencyNumbers|SecondaryAddress/.test(path) && /host|digits|address/.test(code);
    expect(severity).toBe(WARNINGS.test(code) || bySetting ? 'warning' : 'error');
  });

  it('is tested for each code', () => {
    const tested = new Set<string>([...rows.map(([code]) => code), 'too-many-problems']);
    expect(PROFILE_PROBLEM_CODES.filter((code) => !tested.has(code))).toEqual([]);
  });
});

describe('problems of one text', () => {
  it('are all found in one reading, in the order of the text', () => {
    const text = `{“IP_Office_Server_Profile”: [{
      "Nom": "A"
      "Adress": pbx,
      "AccountsToken": vrai,
      "LogDownload": "false",
    }]`;
    const codes = parseProfiles(text).problems.map(({ line, code }) => `${line} ${code}`);
    expect(codes).toEqual([
      '1 json-typographic-quotes',
      '1 required',
      '2 key-translated',
      '3 json-missing-comma',
      '3 key-misspelt',
      '3 json-unquoted',
      '4 french-literal',
      '5 string-for-boolean',
      '5 json-trailing-comma',
      '6 json-unexpected-end',
    ]);
  });

  it('count lines by any line end', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const { problems } = parseProfiles(['[{"Name": "A",', '"Address": "a.example",', '"x": 1}]'].join(end));
      expect(problems).toMatchObject([{ code: 'key-unknown', line: 3, column: 1 }]);
    }
  });

  it('show long texts shortened, without cutting a character in two', () => {
    const { problems } = parseProfiles(`[{"Name": "A", "Address": "a.example", "${'😀'.repeat(100)}": 1}]`);
    const [{ found = '', path = '' } = {}] = problems;
    expect(found).toHaveLength(59);
    expect(path.length).toBeLessThan(60);
    expect(found + path).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });

  it('do not hold a bad dialing setting against a profile whose rules are off', () => {
    const { profiles, problems } = parseProfiles(P('"OutsidePrefix": "nine"'));
    expect(profiles).toHaveLength(1);
    expect(problems.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
  });

  it('leave the good emergency numbers standing', () => {
    const { profiles } = parseProfiles(P('"EmergencyNumbers": "911,police,112"'));
    expect(profiles).toMatchObject([{ emergencyNumbers: ['911', '112'] }]);
  });

  it('take the standard port for a bad one', () => {
    const { profiles } = parseProfiles(P('"STUNHost": "s.example", "STUNPort": "x"'));
    expect(profiles).toMatchObject([{ stun: { host: 's.example', port: 3478 } }]);
  });
});

describe('keys', () => {
  it.each([
    ['Nom', 'Name'],
    ['Adresse', 'Address'],
    ['Jeton de compte', 'AccountsToken'],
    ['Téléchargement du journal', 'LogDownload'],
    ['Hôte_STUN', 'STUNHost'],
    ['Port STUN', 'STUNPort'],
    ['Basculement automatique', 'AutoFailover'],
    ['Règle de numérotation', 'DialRule'],
    ['Préfixe extérieur', 'OutsidePrefix'],
    ['Code pays', 'CountryCode'],
    ['Indicatif régional', 'CityCode'],
    ['Préfixe PBX', 'PbxPrefix'],
    ['Préfixe longue distance', 'LongDistancePrefix'],
    ['Préfixe international', 'InternationalPrefix'],
    ['Longueur de poste', 'ExtensionLength'],
    ['Longueur nationale', 'NationalLength'],
    ["Supprimer l'indicatif régional", 'RemoveAreaCode'],
    ['Appliquer au numéro plus', 'ApplyToPlusNumber'],
    ['Adresse secondaire', 'SecondaryAddress'],
    ['Domaine', 'Domain'],
    ['Serveur TURN', 'TURNHost'],
    ['Port TURN', 'TURNPort'],
    ['Utilisateur TURN', 'TURNUser'],
    ['Mot de passe TURN', 'TURNPassword'],
    ['Politique ICE', 'ICEPolicy'],
    ['Numéros d’urgence', 'EmergencyNumbers'],
    ['Numéro de messagerie vocale', 'VoicemailNumber'],
    ['URI de conférence', 'ConferenceURI'],
    ['Chiffres de correspondance', 'ContactMatchingDigits'],
  ])('%s is French for %s', (written, key) => {
    expect(matchSettingKey(written)).toEqual({ kind: 'translated', key });
  });

  it.each(['Profil_Serveur_IP_Office', 'Profil_du_serveur_IP_Office', 'Profils serveur IP Office'])(
    '%s is French for the outer key',
    (written) => {
      expect(matchWrapperKey(written)).toEqual({ kind: 'translated', key: 'IP_Office_Server_Profile' });
    },
  );

  it.each([
    ['Adress', 'Address'],
    ['LogDownlod', 'LogDownload'],
    ['AccountToken', 'AccountsToken'],
    ['DialRules', 'DialRule'],
    ['ExtensionLenght', 'ExtensionLength'],
    ['Nmae', undefined],
    ['Color', undefined],
  ])('%s is close to %s', (written, key) => {
    expect(matchSettingKey(written)).toEqual(key ? { kind: 'misspelt', key } : { kind: 'unknown' });
  });

  it('are themselves, whatever their case', () => {
    for (const key of SETTING_KEYS) {
      expect(matchSettingKey(key)).toEqual({ kind: 'exact', key });
      expect(matchSettingKey(key.toUpperCase())).toMatchObject({ key });
    }
  });
});

describe.each(['en', 'fr'])('the sentences in %s', (language) => {
  const folder = join(__dirname, '../../../public/_locales', language);
  const messages: Record<string, { message: string; placeholders?: Record<string, { content: string }> }> =
    Object.assign(
      {},
      ...readdirSync(folder)
        .filter((file) => file.endsWith('.json'))
        .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8'))),
    );
  const sentence = (code: string) => messages[`problem_${code.replaceAll('-', '_')}`];

  it('exist for every code, whole and with declared placeholders', () => {
    for (const code of PROFILE_PROBLEM_CODES) {
      const { message = '', placeholders = {} } = sentence(code) ?? {};
      expect([code, message]).toEqual([code, expect.stringMatching(/^[^ ].{20,}\.$/u)]);
      const used = [...message.matchAll(/\$([A-Z]+)\$/g)].map(([, name = '']) => name.toLowerCase());
      expect([code, Object.keys(placeholders).sort()]).toEqual([code, [...new Set(used)].sort()]);
    }
  });

  it('only use what the problem carries', () => {
    const contents: Record<string, string> = { expected: '$1', found: '$2', path: '$3' };
    for (const [code, text] of rows) {
      const problem = parseProfiles(text).problems.find((candidate) => candidate.code === code);
      for (const [name, { content }] of Object.entries(sentence(code)?.placeholders ?? {})) {
        expect(content).toBe(contents[name]);
        expect([code, name, problem?.[name as 'expected' | 'found' | 'path']]).toEqual([
          code,
          name,
          expect.any(String),
        ]);
      }
    }
  });
});
