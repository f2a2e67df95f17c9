import fc from 'fast-check';
import { type Profile, parseProfiles } from '../../../src/domain/profile';
import { PROFILES_KEY, SETTING_KEYS, SETTINGS, SETTINGS_FILES_KEY } from '../../../src/domain/profile-keys';
import type { ProfileProblem } from '../../../src/domain/profile-problem';
import { fuzz } from '../../fuzz/fuzz';
import { mutated } from '../../fuzz/mutated';

const example = Object.fromEntries(SETTING_KEYS.map((key) => [key, JSON.parse(SETTINGS[key].example)]));
const files = [
  { Profile_Name: 'North', Client_Settings_File_Url: 'https://n.example/46xxsettings.txt' },
  { Profile_Name: 'South', Client_Settings_File_Url: 'http://s.example/46xxsettings.txt' },
];
const east = { Name: 'East', Address: 'wss://east.example.com:8089/ws', DialRule: false };
const texts = [
  JSON.stringify({ [PROFILES_KEY]: [example, east] }, undefined, 1),
  JSON.stringify({ [PROFILES_KEY]: [east, example], [SETTINGS_FILES_KEY]: files }),
  JSON.stringify({ [SETTINGS_FILES_KEY]: files }, undefined, '\t'),
  JSON.stringify([example, east]),
  JSON.stringify(east),
  '"IP_Office_Server_Profile":\n[{\n"Name": "Head Office",\n"Address": "primary.example.com",\n"AccountsToken": true\n}] }',
  '{\r\n"Profil_Serveur_IP_Office":\r\n[{\r\n"Nom": "Siège",\r\n"Adresse": "a.exemple.com",\r\n"Jeton de compte": vrai\r\n}]\r\n}',
];
const tokens = [
  ...'{}[]",:\'“”«»\\/*\n\r\t\0\u00A0\uFEFF\uFFFD=0.-+#',
  ...[
    '{}',
    '[]',
    '""',
    '": ',
    ', "',
    '}]',
    '{"',
    'true',
    'false',
    'null',
    'vrai',
    '1e9',
    '011',
    '//',
    '/*',
    '*/',
  ],
  ...['"__proto__":', '{"__proto__":{"polluted":1}}', '"constructor":', '"toString"', '"DialRule": true,'],
  ...[`"${'a'.repeat(300)}"`, '['.repeat(120), '😀', '\uD800', '\\u0000', '\\uD800'],
];

/** What must be true of whatever comes of any text. (An `expect` for each would take most of the time.) */
function check(text: string): void {
  const { profiles, settingsFiles, problems } = parseProfiles(text);
  const names = [...profiles, ...settingsFiles].map(({ name }) => name);
  const everyProfile = (holds: (profile: Profile) => boolean) => profiles.every(holds);
  const everyProblem = (holds: (problem: ProfileProblem) => boolean) => problems.every(holds);
  const truths = {
    'names differ': new Set(names).size === names.length,
    'names are short': names.every((name) => name !== '' && [...name].length <= 14),
    'calls are encrypted': everyProfile(({ gateway }) =>
      /^wss:\/\/|^ws:\/\/(localhost|127\.0\.0\.1):/.test(gateway.url),
    ),
    'media goes one of two ways': everyProfile(({ icePolicy }) => /^(all|relay)$/.test(icePolicy)),
    'prefixes are digits': everyProfile(({ dialRules }) => /^[\d*#]{0,15}$/.test(dialRules.outsidePrefix)),
    'lengths are lengths': everyProfile(({ dialRules }) =>
      dialRules.extensionLengths.every((length) => length >= 1 && length <= 20),
    ),
    'files are on the web': settingsFiles.every(({ url }) => /^https?:\/\/[^/\s]+\/\S*$/.test(url)),
    'no system is missing without an error':
      names.length > 0 || !everyProblem((p) => p.severity === 'warning'),
    'nothing is left of a lost text': names.length === 0 || everyProblem(({ costs }) => costs !== 'text'),
    'errors are what costs much': everyProblem(
      ({ severity, costs }) => (severity === 'error') === /^(rules|profile|text)$/.test(costs),
    ),
    'places are in the text': everyProblem(({ line = 1, column = 1 }) => line > 0 && column > 0),
  };
  expect(Object.entries(truths).filter(([, holds]) => !holds)).toEqual([]);
}

describe('any text', () => {
  const misvalued = fc
    .array(
      fc.tuple(
        fc.oneof(fc.constantFrom<string>(...SETTING_KEYS, '__proto__'), fc.string()),
        fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.boolean(), fc.stringMatching(/^[0-9,]{0,8}$/)),
      ),
    )
    .map((members) => members.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`))
    .map(
      (members) => `[{"Name": "A", "Address": "a.example", ${members.join(',')}}, {${members.join(',')}}]`,
    );

  fuzz('that was a profile is read without a throw, and all that comes out is whole', {
    cases: mutated(texts, tokens),
    check,
  });

  fuzz('with any values is read without a throw, and all that comes out is whole', {
    cases: misvalued,
    check,
  });

  fuzz('at all is read without a throw, and all that comes out is whole', {
    cases: fc.oneof(fc.string({ unit: 'binary', maxLength: 500 }), fc.json(), mutated(tokens, tokens)),
    check,
  });
});

const digits = fc.stringMatching(/^[0-9]{1,6}$/);
const label = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/);
const host = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.'));
const port = fc.integer({ min: 1, max: 65535 });
const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 14 })
  .filter(
    (text) => text.trim() === text && text !== '' && [...text].length <= 14 && !text.includes('\uFFFD'),
  );
const lengths = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 });
const numbers = fc.uniqueArray(digits, { minLength: 1, maxLength: 4 });

/** What an administrator may want, in our own words. */
const wish = fc.record({
  name,
  host,
  port,
  path: fc.constantFrom('/', '/ws', '/a/b?c=d'),
  accountsToken: fc.boolean(),
  logDownload: fc.boolean(),
  stun: fc.record({ host, port }),
  turn: fc.record({
    host,
    port,
    user: label,
    password: fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
  }),
  icePolicy: fc.constantFrom('all', 'relay'),
  emergencyNumbers: numbers,
  outsidePrefix: digits,
  countryCode: fc.integer({ min: 1, max: 999 }).map(String),
  cityCodes: numbers,
  extensionLengths: lengths,
  nationalLengths: lengths,
  removeAreaCode: fc.boolean(),
  applyToPlusNumber: fc.boolean(),
  contactMatchingDigits: fc.integer({ min: 1, max: 15 }),
});

describe('any profile', () => {
  fuzz('that is well written comes out as it was meant', {
    cases: fc.tuple(wish, fc.constantFrom(undefined, 2, '\t')),
    shortRuns: 500,
    check: ([wanted, space]) => {
      const settings = {
        Name: wanted.name,
        Address: `wss://${wanted.host}:${wanted.port}${wanted.path}`,
        AccountsToken: wanted.accountsToken,
        LogDownload: wanted.logDownload,
        STUNHost: wanted.stun.host,
        STUNPort: String(wanted.stun.port),
        TURNHost: wanted.turn.host,
        TURNPort: String(wanted.turn.port),
        TURNUser: wanted.turn.user,
        TURNPassword: wanted.turn.password,
        ICEPolicy: wanted.icePolicy,
        DialRule: true,
        OutsidePrefix: wanted.outsidePrefix,
        CountryCode: wanted.countryCode,
        CityCode: wanted.cityCodes.join(','),
        ExtensionLength: wanted.extensionLengths.join(','),
        NationalLength: wanted.nationalLengths.join(','),
        RemoveAreaCode: wanted.removeAreaCode,
        ApplyToPlusNumber: wanted.applyToPlusNumber,
        EmergencyNumbers: wanted.emergencyNumbers.join(','),
        ContactMatchingDigits: String(wanted.contactMatchingDigits),
      };
      const text = JSON.stringify({ IP_Office_Server_Profile: [settings] }, undefined, space);
      const { profiles, problems } = parseProfiles(text);
      // A plan made by chance is full of surprises.
      expect(problems.filter(({ code }) => !code.startsWith('plan-'))).toEqual([]);
      const { name, host, port, emergencyNumbers, path: _, ...same } = wanted;
      const { accountsToken, logDownload, stun, turn, icePolicy, contactMatchingDigits, ...dialRules } = same;
      expect(profiles).toMatchObject([
        {
          name,
          gateway: { url: settings.Address, host, port },
          ...{ accountsToken, logDownload, stun, turn, icePolicy, emergencyNumbers, contactMatchingDigits },
          dialRules: { mode: 'profile', ...dialRules, emergencyNumbers },
        },
      ]);
    },
  });

  const typed = fc.oneof(host, fc.webUrl(), fc.ipV4(), fc.ipV6(), fc.domain(), fc.string({ maxLength: 20 }));
  fuzz('that comes out has an address that a browser takes as it is', {
    cases: fc.tuple(fc.constantFrom('', 'ws://', 'wss://', 'http://', 'https://'), typed),
    shortRuns: 5000,
    check: ([scheme, text]) => {
      const { profiles, settingsFiles } = parseProfiles(
        JSON.stringify({
          [PROFILES_KEY]: [{ Name: 'A', Address: scheme + text }],
          [SETTINGS_FILES_KEY]: [{ Profile_Name: 'B', Client_Settings_File_Url: `${scheme}${text}/s.txt` }],
        }),
      );
      for (const address of [
        ...profiles.map(({ gateway }) => gateway.url),
        ...settingsFiles.map(({ url }) => url),
      ]) {
        const url = new URL(address);
        expect(url.hash + url.username + url.password).toBe('');
        if (url.protocol === 'ws:') expect(url.hostname).toMatch(/^(localhost|127\.0\.0\.1)$/);
      }
    },
  });
});
