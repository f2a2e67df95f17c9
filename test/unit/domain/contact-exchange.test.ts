import fc from 'fast-check';
import { type Contact, numberLabels } from '../../../src/domain/contact';
import { contactCsvHeader, contactCsvRow, furtherNumbers } from '../../../src/domain/contact-csv';
import { contactProblem, tidyContact } from '../../../src/domain/contact-draft';
import { ContactReader, type ImportFormat } from '../../../src/domain/contact-reader';
import { byteOrderMark } from '../../../src/domain/csv-text';
import { contactCard } from '../../../src/domain/vcard';
import { contactOf } from '../../fakes/contacts';
import { readInPieces } from '../../fakes/read-in-pieces';

const odd = fc.constantFrom(
  '=1+1',
  "'=1+1",
  "''@x",
  "'Bob'",
  '+44 20',
  '-',
  '"',
  'a "b" c',
  'x;y',
  'x,y',
  '\\n',
  'a\\,b',
  'Élodie 李 😀',
  '\uFEFFx',
  'a ::: b',
  'BEGIN:VCARD',
  'END:VCARD',
  '=',
  '   ',
  'x'.repeat(199),
  'é'.repeat(120),
);
const text = fc.oneof(odd, fc.string({ maxLength: 20, unit: 'grapheme' }));
const note = fc.oneof(text, fc.constant('two\nlines, "quoted";\n\nand\ta tab'), fc.constant('=\n=\n'));
const number = fc.record({
  label: fc.oneof(fc.constantFrom(...numberLabels, '', 'Work', '_$!<Home>!$_'), text),
  number: fc.constantFrom(
    '201',
    '+44 20 7946 0001',
    '020 7946 0001',
    'ada',
    'sip:ada@x.test',
    'tel:+1-555',
    '*17',
  ),
});
const contact = fc
  .record({
    firstName: text,
    middleName: text,
    lastName: text,
    company: text,
    email: fc.constantFrom('', 'ada@x.test', '=ada@x.test', 'mailto:x@y.z'),
    numbers: fc.array(number, { maxLength: 6 }),
    favourite: fc.boolean(),
    note,
    language: text,
    address: fc.record({ street: text, city: text, region: text, postal: text, country: text }),
  })
  .map((draft) => tidyContact(draft))
  .filter((draft) => contactProblem(draft) === undefined);
const contacts = fc
  .array(contact, { maxLength: 12 })
  .map((drafts) => drafts.map((draft, at): Contact => contactOf(`o0-${at}`, draft)));

function csvOf(all: Contact[], separator: ',' | ';'): string {
  const further = Math.max(0, ...all.map(furtherNumbers));
  const rows = all.map((one) => contactCsvRow(one, further, separator));
  return byteOrderMark + contactCsvHeader(further, separator) + rows.join('');
}

/** Reads in pieces of this length, as contacts with the ids that they were written with. */
function read(file: string, format: ImportFormat, piece: number): Contact[] {
  return readInPieces(new ContactReader(format), file, piece).map((row) => {
    if ('problem' in row) throw new Error(`line ${row.line}: ${row.problem}`);
    return contactOf(row.entry, row.draft);
  });
}

it.each([',', ';'] as const)('contacts come back from CSV with %s as they were', (separator) => {
  fc.assert(
    fc.property(contacts, fc.integer({ min: 1, max: 80 }), (all, piece) => {
      const format = { kind: 'csv', separator, quote: '"' } as const;
      expect(read(csvOf(all, separator), format, piece)).toEqual(all);
    }),
    { numRuns: 300 },
  );
});

it.each(['3.0', '4.0'] as const)('contacts come back from vCard %s as they were', (version) => {
  fc.assert(
    fc.property(contacts, fc.integer({ min: 1, max: 80 }), (all, piece) => {
      const file = all.map((one) => contactCard(one, version)).join('');
      const lengths = file.split('\r\n').map((line) => Buffer.byteLength(line));
      expect(Math.max(...lengths)).toBeLessThanOrEqual(75);
      expect(read(file, { kind: 'vcard' }, piece)).toEqual(all);
    }),
    { numRuns: 300 },
  );
});

it('no cell of an export is a formula, in whatever column', () => {
  const all = [contactOf('o0-0', { firstName: '=1', note: '@x', numbers: [{ label: '=l', number: '+1' }] })];
  const [, row = ''] = csvOf(all, ',').split('\r\n');
  expect(row).toBe(",'=1,,,,,,,,,,,,,'@x,,'=l,'+1,,o0-0");
});
