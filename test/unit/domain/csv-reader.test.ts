import fc from 'fast-check';
import Papa from 'papaparse';
import { contactColumn } from '../../../src/domain/contact-columns';
import { guessCsvFormat } from '../../../src/domain/csv-format';
import { type CsvFormat, CsvReader } from '../../../src/domain/csv-reader';
import { readInPieces } from '../../fakes/read-in-pieces';

const usual: CsvFormat = { separator: ',', quote: '"' };

function readAll(text: string, format = usual, piece?: number) {
  return readInPieces(new CsvReader(format), text, piece);
}

const cell = fc.string({
  unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r\n', ' ', "'", '😀'),
  maxLength: 8,
});
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 });

it('reads what papaparse writes, in pieces of any length and with any line ends', () => {
  fc.assert(
    fc.property(
      table,
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.integer({ min: 1, max: 30 }),
      (rows, newline, piece) => {
        const text = Papa.unparse(rows, { newline, quotes: true });
        const read = readAll(text, usual, piece).map(({ cells }) => cells);
        expect(read).toEqual(rows.map((cells) => cells.map((each) => each.replace(/\r\n?/g, '\n'))));
      },
    ),
    { numRuns: 1_000 },
  );
});

it('reads as papaparse does where quotes stand only where they must', () => {
  fc.assert(
    fc.property(table, (rows) => {
      const text = Papa.unparse(rows, { newline: '\n' });
      const theirs = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n' }).data;
      const full = theirs.filter((cells) => cells.length > 1);
      expect(readAll(text).map(({ cells }) => cells)).toEqual(
        full.map((cells) => cells.map((each) => each.replace(/\r\n?/g, '\n'))),
      );
    }),
    { numRuns: 1_000 },
  );
});

it('says in which line each row begins, past cells of several lines and empty lines', () => {
  const rows = readAll('a,b\r\n\r\n"x\r\ny",1\n\n c ,"2"\rlast');
  expect(rows).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 3, cells: ['x\ny', '1'] },
    { line: 6, cells: [' c ', '2'] },
    { line: 7, cells: ['last'] },
  ]);
});

it('loses one line, not the file, to a quote that is never closed', () => {
  const lines = Array.from({ length: 20_000 }, (_, at) => `user${at}@x.test,${at}`);
  lines[500] = '"user500@x.test,500';
  const rows = readAll(lines.join('\r\n'), usual, 30_000);
  expect(rows).toHaveLength(20_000);
  expect(rows[500]).toEqual({ line: 501, cells: ['"user500@x.test,500'], unclosed: true });
  expect(rows[501]).toEqual({ line: 502, cells: ['user501@x.test', '501'] });
});

it('takes text after a closing quote, and quotes within text, as they are written', () => {
  expect(readAll('"Bob" Smith,5" pipe, "spaced" ,""\n')[0]?.cells).toEqual([
    '"Bob" Smith',
    '5" pipe',
    'spaced',
    '',
  ]);
});

it.each<[string, CsvFormat]>([
  ['email\nuser1@example.com\nuser2@example.com\n', usual],
  ['email, firstname, lastname, workphone\nuser1@example.com, teressa, green, 123456\n', usual],
  ['email;firstname;note\na@x.test;Ann;one, two, three\n', { separator: ';', quote: '"' }],
  ['email\tfirstname\na@x.test\tAnn\n', { separator: '\t', quote: '"' }],
  ['email|lastname\na@x.test|Ann\n', { separator: '|', quote: '"' }],
  ["'email';'lastname'\n'a@x.test';'O;B'\n", { separator: ';', quote: "'" }],
  ["email,lastname\na@x.test,'Bob'\nb@x.test,D'Arcy\n", usual],
  ['sep=;\r\nemail,note;lastname,a\r\na@x.test;Bob\r\n', { separator: ';', quote: '"' }],
  ['"Prénom","Nom","Adresse de messagerie"\n"Zoé","Côté","zoe@x.test"\n', usual],
])('guesses the format of %j', (text, format) => {
  expect(guessCsvFormat(text, (header) => contactColumn(header) !== undefined)).toEqual(format);
});
