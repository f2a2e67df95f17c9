import fc from 'fast-check';
import { parseProfiles } from '../../../src/domain/profile';
import { SETTING_KEYS, SETTINGS } from '../../../src/domain/profile-keys';

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
    password: fc.string({ minLength: 1 }).filter((p) => p.trim() !== ''),
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
  it('that is well written comes out as it was meant', () => {
    fc.assert(
      fc.property(wish, fc.constantFrom(undefined, 2, '\t'), (wanted, space) => {
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
        expect(problems).toEqual([]);
        expect(profiles).toMatchObject([
          {
            name: wanted.name,
            gateway: { url: settings.Address, host: wanted.host, port: wanted.port },
            accountsToken: wanted.accountsToken,
            logDownload: wanted.logDownload,
            stun: wanted.stun,
            turn: wanted.turn,
            icePolicy: wanted.icePolicy,
            emergencyNumbers: wanted.emergencyNumbers,
            contactMatchingDigits: wanted.contactMatchingDigits,
            dialRules: {
              mode: 'profile',
              outsidePrefix: wanted.outsidePrefix,
              countryCode: wanted.countryCode,
              cityCodes: wanted.cityCodes,
              extensionLengths: wanted.extensionLengths,
              nationalLengths: wanted.nationalLengths,
              removeAreaCode: wanted.removeAreaCode,
              applyToPlusNumber: wanted.applyToPlusNumber,
              emergencyNumbers: wanted.emergencyNumbers,
            },
          },
        ]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('any text', () => {
  const example = `{"IP_Office_Server_Profile": [${JSON.stringify(
    Object.fromEntries(SETTING_KEYS.map((key) => [key, JSON.parse(SETTINGS[key].example)])),
    undefined,
    1,
  )}, {"Name": "East", "Address": "east.example.com"}]}`;
  const mutated = fc
    .array(
      fc.tuple(
        fc.nat(example.length),
        fc.nat(20),
        fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom(...'{}[]",:«”\n')),
      ),
      {
        maxLength: 4,
      },
    )
    .map((cuts) =>
      cuts.reduce(
        (text, [at, removed, inserted]) => text.slice(0, at) + inserted + text.slice(at + removed),
        example,
      ),
    );
  const misvalued = fc
    .array(
      fc.tuple(
        fc.oneof(fc.constantFrom<string>(...SETTING_KEYS, '__proto__'), fc.string()),
        fc.jsonValue({ maxDepth: 2 }),
      ),
    )
    .map(
      (members) =>
        `[{${members.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(',')}}]`,
    );

  it('is answered without a throw, and every profile that comes out is whole', () => {
    fc.assert(
      fc.property(fc.oneof(mutated, misvalued, fc.string({ unit: 'binary' }), fc.json()), (text) => {
        const { profiles, problems } = parseProfiles(text);
        for (const profile of profiles) {
          expect(profile.name).not.toBe('');
          expect([...profile.name].length).toBeLessThanOrEqual(14);
          expect(profile.gateway.url).toMatch(/^wss:\/\/|^ws:\/\/(localhost|127\.|\[)/);
        }
        if (profiles.length === 0) expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
        for (const { line = 1, column = 1 } of problems) {
          expect(line).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 5000 },
    );
  });

  it('gives addresses that a browser takes as they are', () => {
    const typed = fc.oneof(
      host,
      fc.webUrl(),
      fc.ipV4(),
      fc.ipV6(),
      fc.domain(),
      fc.string({ maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.constantFrom('', 'ws://', 'wss://'), typed, (scheme, text) => {
        const entry = { Name: 'A', Address: scheme + text };
        for (const { gateway } of parseProfiles(JSON.stringify([entry])).profiles) {
          const url = new URL(gateway.url);
          expect(url.hash + url.username + url.password).toBe('');
          if (url.protocol === 'ws:') expect(url.hostname).toMatch(/^(localhost|127\.[\d.]+|\[::1\])$/);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
