import fc from 'fast-check';
import { looksLikeSettingsFile, parseSettingsFile } from '../../../src/domain/settings-46xx';
import { isUsed, SETTINGS_46XX } from '../../../src/domain/settings-46xx-names';
import { checkIntervalDays } from '../../../src/domain/settings-features';
import { profileFromSettings } from '../../../src/domain/settings-profile';
import { emptyRecord, mergeSettings } from '../../../src/domain/settings-record';
import { fuzz } from '../../fuzz/fuzz';
import { mutated } from '../../fuzz/mutated';
import { directory, readFixture } from './settings-files/read-settings';

const main = readFixture('46xxsettings.txt');
const specials = readFixture('46xxspecials.txt');
const loop = 'GET 46xxspecials.txt\nGET loop.txt\nSET PHNOL 9\n# END\nGET 46xxsettings.txt';
const tokens = [
  ...[
    '\n',
    '\r',
    '\r\n',
    '\t',
    ' ',
    '\u00A0',
    '\uFEFF',
    '\0',
    '"',
    '""',
    '" "',
    '“',
    ',',
    ';',
    '#',
    '# ',
    '## ',
  ],
  ...['SET ', 'ADD ', 'GET ', 'GOTO ', 'IF ', ' SEQ ', '$MODEL4', '$GROUP', '$__proto__', 'acw', '# END\n'],
  ...['GOTO END\n', 'GET loop.txt\n', 'GET ../x\n', 'GET 46xxspecials.txt\n', 'GET 46xxsettings.txt\n'],
  ...[
    '__proto__',
    'constructor',
    'SET __proto__ x\n',
    'SET constructor x\n',
    'DISABLED',
    ';transport=wss',
    '[::1]',
  ],
  ...Object.keys(SETTINGS_46XX),
  ...Object.values(SETTINGS_46XX).map(({ example }) => `\n${example}\n`),
];

const linesOf = (text: string) => text.split(/\r\n|\n|\r/);

describe('any settings file', () => {
  const cases = fc.record({
    first: mutated([main, specials, loop], tokens),
    second: mutated([specials, loop], tokens),
    model4: fc.constantFrom('acw', 'aci', 'J179', ''),
    group: fc.constantFrom('', '1', '2', '3', '__proto__'),
  });

  fuzz('however it is wounded, gives settings and a profile that can be used, or says why not', {
    cases,
    shortRuns: 500,
    check: async ({ first, second, model4, group }) => {
      const { fetchFile, asked } = directory({ '46xxspecials.txt': second, 'loop.txt': loop });
      const parsed = await parseSettingsFile(first, { model4, group, fetchFile });
      expect(asked.filter((name, index) => index > 9 || !/^\w[\w.-]*$/.test(name))).toEqual([]);
      expect(new Set(asked).size).toBe(asked.length);
      const lines = new Map([
        ['46xxsettings.txt', linesOf(first)],
        ['46xxspecials.txt', linesOf(second)],
        ['loop.txt', linesOf(loop)],
      ]);
      const strays = Object.entries(parsed.settings).filter(
        ([name, { value, line, file }]) =>
          !isUsed(name) || value.length > 255 || !lines.get(file)?.[line - 1]?.includes(name),
      );
      expect(strays).toEqual([]);
      const misplaced = parsed.problems.filter(
        ({ file = '', line = 0, code }) =>
          code !== 'too-many-problems' && lines.get(file)?.[line - 1] === undefined,
      );
      expect(misplaced).toEqual([]);
      const merged = mergeSettings(mergeSettings(emptyRecord(), parsed), parsed);
      expect(Object.values(merged).every(({ value }) => value !== '')).toBe(true);
      const restored = JSON.parse(JSON.stringify(merged));
      const { profile, problems } = profileFromSettings({
        url: 'https://pbx.example/46xxsettings.txt',
        settings: restored,
      });
      expect(profile !== undefined || problems.some(({ severity }) => severity === 'error')).toBe(true);
      if (profile) {
        expect(new URL(profile.gateway.url).host).not.toBe('');
        expect([...profile.name].length).toBeLessThanOrEqual(14);
      }
      expect(checkIntervalDays(restored)).toBeGreaterThanOrEqual(1);
    },
  });

  fuzz('and any text at all is read to its end', {
    cases: fc.oneof(
      fc.string({ maxLength: 400, unit: 'binary' }),
      fc.array(fc.constantFrom(...tokens), { maxLength: 200 }).map((parts) => parts.join('')),
    ),
    shortRuns: 800,
    check: async (text) => {
      const { fetchFile } = directory({ 'loop.txt': text, '46xxspecials.txt': text });
      const { problems, files, settings } = await parseSettingsFile(text, { fetchFile });
      expect(looksLikeSettingsFile(text)).toBe(problems.every(({ code }) => code !== 'settings-empty'));
      expect(files.length).toBeLessThanOrEqual(6);
      expect(Object.getPrototypeOf(settings)).toBeNull();
    },
  });

  const digits = fc.stringMatching(/^[0-9]{1,6}$/);
  const label = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/);
  const lengths = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 });
  const wishes = fc.record({
    host: label,
    other: label,
    domain: label,
    outside: digits,
    country: fc.integer({ min: 1, max: 999 }).map(String),
    areas: fc.uniqueArray(digits, { minLength: 1, maxLength: 4 }),
    extensions: lengths,
    nationals: lengths,
    emergency: fc.uniqueArray(digits, { minLength: 1, maxLength: 4 }),
    remove: fc.boolean(),
    plus: fc.boolean(),
    matching: fc.integer({ min: 1, max: 15 }),
  });

  fuzz('that is well written comes out as it was meant', {
    cases: fc.tuple(
      wishes,
      fc.constantFrom('\n', '\r\n', '\r', '\n\n## comment\n'),
      fc.constantFrom(' ', '\t', '  '),
    ),
    shortRuns: 500,
    check: async ([wish, lineEnd, blank]) => {
      const quoted = wish.emergency.map((number) => `"${number}"`).join(',');
      const pairs: [string, string][] = [
        ['SIP_CONTROLLER_LIST', `${wish.host}.example:5061;transport=tls,${wish.other}.test:5060`],
        ['SIPDOMAIN', `${wish.domain}.example`],
        ['ENHDIALSTAT', '1'],
        ['PHNOL', wish.outside],
        ['PHNCC', wish.country],
        ['DIALPLANAREACODE', `"${wish.areas.join(',')}"`],
        ['DIALPLANEXTENSIONLENGTHLIST', `"${wish.extensions.join(',')}"`],
        ['DIALPLANNATIONALPHONENUMLENGTHLIST', wish.nationals.join(',')],
        ['CELLULAR_DIRECT_NUMBER_LIST', quoted],
        ['PHNREMOVEAREACODE', wish.remove ? '1' : '0'],
        ['APPLY_DIALINGRULES_TO_PLUS_NUMBERS', wish.plus ? '1' : '0'],
        ['CONTACT_MATCHING_MIN_DIGITS', String(wish.matching)],
      ];
      const text = pairs.map((pair) => ['SET', ...pair].join(blank)).join(lineEnd);
      const { settings, problems } = await parseSettingsFile(text);
      expect(problems).toEqual([]);
      const made = profileFromSettings({ name: 'Office', settings });
      expect(made.problems.filter(({ code }) => !code.startsWith('plan-'))).toEqual([]);
      expect(made.profile).toMatchObject({
        gateway: { host: `${wish.host}.example`, port: 9443 },
        secondaryAddress: `wss://${wish.other}.test:9443/`,
        domain: `${wish.domain}.example`,
        emergencyNumbers: wish.emergency,
        contactMatchingDigits: wish.matching,
        dialRules: {
          mode: 'profile',
          outsidePrefix: wish.outside,
          countryCode: wish.country,
          cityCodes: wish.areas,
          extensionLengths: wish.extensions,
          nationalLengths: wish.nationals,
          removeAreaCode: wish.remove,
          applyToPlusNumber: wish.plus,
        },
      });
    },
  });
});
