import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type MatchingRules, matchCaller, tailLength } from '../../../src/domain/caller-match';
import { contactName } from '../../../src/domain/contact';
import { placeOf } from '../../../src/domain/contact-id';
import { dialRulesOff } from '../../../src/domain/dial-rules-settings';
import { drawerNumbers, placesWithTail } from '../../../src/domain/number-tails';
import { atOnce } from '../../fakes/at-once';
import { contactOf, numbered } from '../../fakes/contacts';

const folder = join(__dirname, 'caller-tables');

/** Each file: a title, the settings by the names the profile gives them, the contacts, then who calls. */
function readTable(file: string) {
  const lines = readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const contactsAt = lines.findIndex((line) => line.startsWith('contact '));
  const callersAt = lines.findIndex((line) => line.startsWith('caller '));
  const settings = new Map(
    lines.slice(1, contactsAt).map((line) => line.split(/\s+/, 2) as [string, string]),
  );
  const text = (key: string) => settings.get(key) ?? '';
  const list = (key: string) => text(key).split(',').filter(Boolean);
  const rules: MatchingRules = {
    dialRules: {
      ...dialRulesOff(),
      mode: settings.size > 1 ? 'profile' : 'off',
      outsidePrefix: text('OutsidePrefix'),
      countryCode: text('CountryCode'),
      cityCodes: list('CityCode'),
      pbxPrefix: text('PbxPrefix'),
      longDistancePrefix: text('LongDistancePrefix'),
      internationalPrefix: text('InternationalPrefix'),
      extensionLengths: list('ExtensionLength').map(Number),
      nationalLengths: list('NationalLength').map(Number),
    },
    digits: Number(text('ContactMatchingDigits')),
    identityRequired: false,
  };
  const cells = (line: string) => line.split('|').map((cell) => cell.trim());
  const contacts = lines.slice(contactsAt + 1, callersAt).map((line, at) => {
    const [firstName = '', numbers = ''] = cells(line);
    return contactOf(`o0-${at}`, { firstName, numbers: numbered(...numbers.split(', ')) });
  });
  const rows = lines.slice(callersAt + 1).map(cells);
  return { rules, contacts, rows: rows.filter((row) => row.length === 2) };
}

describe.each(readdirSync(folder))('%s', (file) => {
  const { rules, contacts, rows } = readTable(file);
  const drawer = atOnce(drawerNumbers('o0', 1, 1, contacts));

  it.each(rows)('%s is %s', (caller = '', names) => {
    expect(matchCaller(caller, contacts, rules).map(contactName).join(', ')).toBe(names);
    // The index must not miss anybody whom reading all contacts finds.
    const places = placesWithTail(drawer, caller, tailLength(caller, rules));
    const candidates = contacts.filter(({ id }) => places.includes(placeOf(id).place));
    expect(matchCaller(caller, candidates, rules).map(contactName).join(', ')).toBe(names);
  });

  it('has rows', () => expect(rows.length).toBeGreaterThan(5));
});

it('shows company entries without a Unique Identity to nobody where the profile requires one', () => {
  const numbers = numbered('201');
  const contacts = [
    contactOf('c0-0', { firstName: 'Hidden', numbers }),
    contactOf('c0-1', { firstName: 'Shown', numbers, email: 'a@example.com' }),
    contactOf('o0-0', { firstName: 'Own', numbers }),
  ];
  const rules = { dialRules: dialRulesOff(), digits: 10, identityRequired: true };
  expect(matchCaller('201', contacts, rules).map(contactName)).toEqual(['Shown', 'Own']);
  expect(matchCaller('201', contacts, { ...rules, identityRequired: false })).toHaveLength(3);
});

const plans = readdirSync(folder).map((file) => readTable(file).rules);
const national = fc.constantFrom(
  '3035550100',
  '7205550101',
  '2125550100',
  '301234567',
  '1712345678',
  '5381234',
);
const written = fc.oneof(
  fc
    .tuple(fc.constantFrom('', '+1', '1', '+49', '0', '00', '9', '011 1 ', '0049', '+49 (0)'), national)
    .map((parts) => parts.join('')),
  national.map((digits) => digits.slice(-7)),
  fc.constantFrom('1234', '201', '*17', 'sip:ada@example.com', 'ada', 'sip:+12125550100@x.example', '', 'x'),
);

it('finds by the index whom reading all contacts finds, under any plan', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(written, { maxLength: 3 }), { maxLength: 12 }),
      written,
      fc.constantFrom(...plans),
      fc.integer({ min: 1, max: 15 }),
      (all, caller, plan, digits) => {
        const rules = { ...plan, digits };
        const contacts = all.map((numbers, at) => contactOf(`o0-${at}`, { numbers: numbered(...numbers) }));
        const places = placesWithTail(
          atOnce(drawerNumbers('o0', 1, 1, contacts)),
          caller,
          tailLength(caller, rules),
        );
        const candidates = contacts.filter(({ id }) => places.includes(placeOf(id).place));
        expect(matchCaller(caller, candidates, rules)).toEqual(matchCaller(caller, contacts, rules));
      },
    ),
    { numRuns: 2_000 },
  );
});
