import fc from 'fast-check';
import { type Contact, contactName } from '../../../src/domain/contact';
import { contactId, drawerId } from '../../../src/domain/contact-id';
import { searchDirectory } from '../../../src/domain/directory-search';
import { drawerIndex } from '../../../src/domain/drawer-index';
import { searchable } from '../../../src/domain/drawer-search';
import { foldText } from '../../../src/domain/folded-words';
import { people as peopleOfBench } from '../../bench/people';
import { atOnce } from '../../fakes/at-once';
import { contactOf, numbered } from '../../fakes/contacts';
import { naiveSearch } from './naive-directory';

const people: Contact[] = [
  contactOf('o0-0', { firstName: 'John', lastName: 'Smith', numbers: numbered('+44 20 7946 0000') }),
  contactOf('o0-1', { firstName: 'Zoë', lastName: "O'Brien", company: 'Acme Ltd' }),
  contactOf('o0-2', { firstName: 'Anna', lastName: 'Johansson', numbers: numbered('5646', '020 7946 1111') }),
  contactOf('o1-0', { firstName: 'Johnny', lastName: 'Acme', favourite: true }),
  contactOf('c0-0', { firstName: '小明', lastName: '王', email: 'xiaoming.wang@example.com' }),
  contactOf('c0-1', { firstName: 'Jo', lastName: 'Hidden', numbers: numbered('201') }),
  contactOf('o1-1', { company: 'John & Sons' }),
  contactOf('o1-2', { numbers: numbered('*17', 'sip:alice@example.org') }),
];

const drawersOf = (contacts: Contact[]) =>
  [...new Set(contacts.map(({ id }) => id.split('-')[0] ?? ''))].map((drawer) =>
    searchable(
      atOnce(
        drawerIndex(
          drawer,
          1,
          contacts.filter(({ id }) => id.startsWith(`${drawer}-`)),
        ),
      ),
    ),
  );
const drawers = drawersOf(people);
const nameOf = (id: string) => contactName(people.find((contact) => contact.id === id) as Contact);
const found = (text: string, more = {}) => {
  const matches = searchDirectory(drawers, { text, ...more });
  const ids = matches.ids(0, 1_000);
  expect(ids).toHaveLength(matches.total);
  return ids.map(nameOf);
};

it.each<[string, string[]]>([
  ['john', ['Johnny Acme', 'John Smith', 'John & Sons']],
  ['JOHN SM', ['John Smith']],
  ['smith john', ['John Smith']],
  ['zoe', ["Zoë O'Brien"]],
  ['brien', ["Zoë O'Brien"]],
  ['obrien', ["Zoë O'Brien"]],
  ['O’Brien', ["Zoë O'Brien"]],
  ['acme', ['Johnny Acme', "Zoë O'Brien"]],
  ['zoe acme', ["Zoë O'Brien"]],
  ['小明', ['小明 王']],
  ['王', ['小明 王']],
  ['wang', ['小明 王']],
  ['xiaoming.wang@ex', ['小明 王']],
  ['wang@example.com', ['小明 王']],
  ['5646', ['Johnny Acme', 'Anna Johansson', 'John Smith']],
  ['564676', ['John Smith']],
  ['7946', ['Anna Johansson', 'John Smith']],
  ['020 7946', ['Anna Johansson', 'John Smith']],
  ['+44 (0)20 7946 0000', ['John Smith']],
  ['442079460000', ['John Smith']],
  ['john 7946', ['John Smith']],
  ['20', ['Jo Hidden']],
  ['*17', ['*17']],
  ['alice@', ['*17']],
  ['nobody', []],
  ['...', []],
])('"%s" finds %j', (text, names) => {
  expect(found(text)).toEqual(names);
});

it('shows the whole directory in the order of names, and parts of it', () => {
  expect(found('')).toEqual([...people].map(contactName).sort());
  expect(found(' ', { favouritesOnly: true })).toEqual(['Johnny Acme']);
  expect(found('jo', { identityRequired: true })).not.toContain('Jo Hidden');
  expect(found('jo')).toContain('Jo Hidden');
});

it('finds a number of the own country however it was kept', () => {
  expect(found('+44 20 7946 1111', { countryCode: '44' })).toEqual(['Anna Johansson']);
  expect(found('+44 20 7946 1111')).toEqual([]);
});

it('has favourites first, then those of the latest calls, the latest first', () => {
  expect(found('jo', { recent: ['c0-1', 'o0-0'] })).toEqual([
    'Johnny Acme',
    'Jo Hidden',
    'John Smith',
    'Anna Johansson',
    'John & Sons',
  ]);
  expect(found('john', { recent: ['gone', 'o99-1', 'o1-3', 'o1-1', 'o1-1'] })).toEqual([
    'Johnny Acme',
    'John & Sons',
    'John Smith',
  ]);
});

it('answers the same pages in any order', () => {
  const matches = searchDirectory(drawers, { text: '' });
  const last = matches.ids(4, 8);
  const first = matches.ids(0, 4);
  expect([...first, ...last]).toEqual(searchDirectory(drawers, { text: '' }).ids(0, 100));
  expect(matches.ids(8, 20)).toEqual([]);
});

it('finds among very different people what reading them one by one finds, whatever is typed', () => {
  const many = peopleOfBench(1_200).map((draft, at) =>
    contactOf(contactId(drawerId(at % 5 ? 'own' : 'company', at % 3), at), {
      ...draft,
      numbers: [...draft.numbers, ...numbered(...(at % 40 ? [] : [`*${at}#7`]))],
    }),
  );
  const names = new Map(many.map((contact) => [contact.id, contactName(contact)]));
  const drawersOfMany = drawersOf(many);
  const typed = ['5', '55', '555', '5551', '*', '*1', '*12', '20#7', '#7', '5646', '303 55', '0049 30', 'е'];
  for (const { firstName, lastName, company, email, numbers } of many.filter((_, at) => at % 200 === 3)) {
    const digits = numbers.map(({ number }) => number.slice(-5)).join(' ');
    typed.push(firstName, lastName.slice(0, 1), `${lastName} ${company}`, email.slice(0, 6), digits);
  }
  const recent = many.filter((_, at) => at % 150 === 7).map(({ id }) => id);
  for (const text of typed) {
    const asked = { text, recent, countryCode: '49', identityRequired: true };
    const matches = searchDirectory(drawersOfMany, asked);
    const ids = matches.ids(0, many.length);
    const naive = naiveSearch(many, asked);
    expect([text, matches.total, [...ids].sort()]).toEqual([text, naive.length, [...naive].sort()]);
    expect(ids.map((id) => foldText(names.get(id) ?? ''))).toEqual(
      naive.map((id) => foldText(names.get(id) ?? '')),
    );
  }
});

const word = fc.constantFrom('Ann', 'Anna', 'Jo', 'José', "D'Arc", 'Łuk', '王小', 'Li-An', '3M', 'Ärö', 'an');
const number = fc.constantFrom('201', '+44 20 79460000', '020 79460001', '5646', '2662', '*17', '555-0201');
const contact = fc.record({
  firstName: word,
  lastName: fc.oneof(word, fc.constant('')),
  company: fc.oneof(word, fc.constant('')),
  email: fc.constantFrom('', 'ann.lee@example.com', 'jo@an.example'),
  numbers: fc.array(
    number.map((one) => ({ label: 'work', number: one })),
    { maxLength: 2 },
  ),
  favourite: fc.boolean(),
});
const query = fc.oneof(
  word,
  word.map((one) => one.slice(0, 1)),
  fc.tuple(word, word).map((two) => two.join(' ')),
  fc.constantFrom(
    '2',
    '26',
    '266',
    '201',
    '020 79',
    '+4420',
    '0001',
    'lee@',
    'example',
    '55 5',
    'ann 201',
    '0',
  ),
);

it('finds what reading all contacts one by one finds, in the same order', () => {
  fc.assert(
    fc.property(
      fc.array(contact, { maxLength: 25 }),
      query,
      fc.record({ favouritesOnly: fc.boolean(), identityRequired: fc.boolean() }),
      fc.array(fc.nat(30), { maxLength: 3 }),
      (drafts, text, only, latest) => {
        const contacts = drafts.map((draft, at) => contactOf(`${at % 2 ? 'c' : 'o'}${at % 3}-${at}`, draft));
        const recent = latest.map((at) => `${at % 2 ? 'c' : 'o'}${at % 3}-${at}`);
        const asked = { text, ...only, recent, countryCode: '44' };
        const matches = searchDirectory(drawersOf(contacts), asked);
        const key = (id: string) => contactName(contacts.find((one) => one.id === id) as Contact);
        const naive = naiveSearch(contacts, asked);
        const ids = matches.ids(0, 100);
        expect([...ids].sort()).toEqual([...naive].sort());
        expect(ids.map(key)).toEqual(naive.map(key));
      },
    ),
    { numRuns: 500 },
  );
});
