import fc from 'fast-check';
import type { MetadataJson } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import { numbersInText } from '../../../src/domain/page-numbers';
import { mayHoldNumber } from '../../../src/domain/page-text';
import { timeOf } from '../../fakes/work-time';

const find = (text: string, countryCode = '49', label = '') =>
  numbersInText(text, label, { countryCode, metadata: metadata as MetadataJson });
const written = (...args: Parameters<typeof find>) => find(...args).map((number) => number.written);

/** A country code, and a text as it stands in pages there. */
const withNumbers: [string, string][] = [
  ['49', 'Tel. 030 1234567'],
  ['49', 'Telefon: 0 30 / 12 34 56-78'],
  ['49', 'Rufen Sie an: 030/1234567, Fax 030/1234568'],
  ['49', '+49 (0)30 1234567'],
  ['49', '+49 30 1234-0'],
  ['33', '01 45 55 12 34'],
  ['33', '01.45.55.12.34'],
  ['33', 'Tél. : 0145551234'],
  ['33', '+33 (0)1 45 55 12 34'],
  ['33', 'Marie Dupont – 06 12 34 56 78'],
  ['1', '(212) 555-0123'],
  ['1', '212-555-0123'],
  ['1', '1-800-555-0199'],
  ['1', '212.555.0123'],
  ['1', '+1 212 555 0123 ext. 12'],
  ['1', 'call 2125550123 now'],
  ['44', '020 7946 0958'],
  ['44', '01632 960123 (office)'],
  ['44', 'Tel: 01632 960123'],
  ['44', '+44 (0)20 7946 0958'],
  ['81', '03-1234-5678'],
  ['81', '電話：０３−１２３４−５６７８'],
  ['81', 'TEL 03(1234)5678'],
  ['81', '電話03-1234-5678まで'],
  ['55', '(11) 98765-4321'],
  ['55', '11 3456-7890'],
  ['41', '044 668 18 00'],
  ['41', '+41 44 668 18 00'],
  ['45', '32 12 34 56'],
  ['47', '22 12 34 56'],
  ['34', '912 34 56 78'],
  ['34', '912 345 678'],
  ['39', '02 1234 5678'],
  ['31', '020 555 1234'],
  ['91', '98765 43210'],
  ['91', '+91 98765 43210'],
  ['61', '(02) 5550 1234'],
  ['7', '8 (495) 123-45-67'],
  ['86', '138 0013 8000'],
  ['82', '02-312-3456'],
  ['48', '22 123 45 67'],
  ['32', '02 555 12 12'],
  ['43', '01 5123456'],
  ['49', '030 123456 / 030 654321'],
  ['1', '+49.301234567'],
  ['49', 'Mobil 0171/1234567'],
  ['49', 'Tel.030 1234567'],
  ['41', 'Montag 08:00 044 668 18 00'],
  ['49', '0049 30 1234567'],
  ['420', '222 123 456'],
  ['351', '212 345 678'],
  ['65', '6123 4567'],
  ['33', '(+33) 1 45 55 12 34'],
  ['49', 'Bestellhotline 0800 1234567'],
  ['49', 'Zentrale (030) 12 34-0'],
  ['33', 'Réservation : 01 42 33 44 55'],
  ['44', 'Booking line 0800 123 4567'],
  ['353', '01 234 5678'],
  ['46', '08-123 456 78'],
  ['49', 'Tel: 030\u00a01234\u00ad567'],
  ['972', '03-123-4567'],
  ['30', '21 0123 4567'],
  ['49', 'Telefonnummer 0301234567'],
  ['1', 'Cell (212)555-0123'],
  ['1', 'T 212 555 0123'],
  ['49', 'Kundenservice: 0221 4710 815'],
  ['33', '03 88 22 33 44 / 06 12 34 56 78'],
];
const lookAlikes = [
  '192.168.1.100',
  '10.0.0.1:8080',
  '2024-01-15 10:30:00',
  '15.01.2024',
  '01/02/2024',
  '12/31/2024 - 01/15/2025',
  '$1,234,567.89',
  '1.234.567,89 €',
  '€ 1 234 567',
  'CHF 1’234’567.00',
  'Order #2125550123',
  'Order no. 212-555-0123',
  'Bestellnummer 030 1234567',
  'Rechnung 0301234567',
  '4111 1111 1111 1111',
  '3782 822463 10005',
  'DE89 3704 0044 0532 0130 00',
  'GB29 NWBK 6016 1331 9268 19',
  'ISBN 978-3-16-148410-0',
  '3-16-148410-0',
  '0-306-40615-2',
  'ISSN 1234-5679',
  '1700000000',
  '1700000000123',
  '51.5074, -0.1278',
  '52.520008° N, 13.404954° E',
  '1Z999AA10123456784',
  '9400 1000 0000 0000 0000 00',
  'JD0146000012345678',
  'v1.2.3.4',
  'Chrome/115.0.5790.170',
  '550e8400-e29b-41d4-a716-446655440000',
  '00:1A:2B:3C:4D:5E',
  '2001:db8::8a2e:370:7334',
  '078-05-1120',
  '94103-1234',
  '12-3456789',
  'SIRET 552 100 554 00013',
  'RCS Paris 552 100 554',
  'USt-IdNr. DE123456789',
  'HRB 123456',
  'Steuernummer 30/123/45678',
  'Kundennr. 0301234567',
  'IMEI 490154203237518',
  'ISIN US0378331005',
  '10.1000/182',
  '2:1 3:0 21-14 21-18',
  '1 2 3 4 5 6 7 8 9 10',
  'Population 47 351 567',
  '47 351 567 habitants',
  '1234567 bytes',
  '1920x1080',
  '20240115103000',
  '2024/01/15 12:00',
  'Meeting ID: 812 3456 7890',
  '123.456.789-09',
  '12.345.678/0001-90',
  'CPF 123.456.789-09',
  'CEP 01310-100',
  '〒100-0001',
  '法人番号 1010401012345',
  'Aktenzeichen 030 123 456',
  'Tirage: 05 12 23 34 41',
  '1998-2024',
  '3.14159265358979',
  '6.02214076e23',
  '0xDEADBEEF',
  '0123456789',
  '9876543210',
  'id=0301234567',
  '/030/1234567/',
  'file_0301234567.pdf',
  'AB-030-1234567',
  '12,345,678',
  '1 234 567,00',
  'Lat 48.8566 Lon 2.3522',
  '8-900-123',
  '2024 Q1 2025 Q2 2026',
  '12 34 56 78 90 12',
  'Sort code 20-00-00 account 55779911',
  'tracking number 0123 4567 8901',
  'EAN 4006381333931',
  '4006381333931',
  '030 + 1234567',
  'CHE-123.456.789',
  '756.1234.5678.97',
  'Seite 12-14, 123-145',
  '1:23:45.678',
  '100.000.000',
  '250.000.000',
  '1.000.000',
  '[2024-01-15 10:00:00,123] 8123456789',
  'PID 12345 TID 0301234567',
  'GTIN: 0123456789012',
  '10115 Berlin 12',
  '0.0.0.0',
  '255.255.255.255',
  '01.02.2024-03.04.2024',
  '8:00-12:00 13:00-17:00',
  '+1234',
  '+10%',
  'Score +12',
  '1+1+1+1+1+1+1',
  '2125550123',
];
const countries = ['1', '49', '33', '44', '81', '55', '41', '45', '34', '91', '47', '7', '351', '65'];

it.each(withNumbers)('in country %s finds the number in "%s"', (countryCode, text) => {
  expect(find(text, countryCode)).not.toEqual([]);
});

it.each(lookAlikes)('takes nothing in "%s" for a number, wherever that is', (text) => {
  for (const countryCode of countries)
    expect([countryCode, written(text, countryCode)]).toEqual([countryCode, []]);
});

describe('a number in a text', () => {
  it('is told with its place, as it is written', () => {
    const text = 'Zentrale: (030) 12 34-0, Mo bis Fr';
    expect(find(text)).toEqual([{ start: 10, end: 23, written: '(030) 12 34-0' }]);
  });

  it('is told on one line and without what is invisible', () => {
    expect(written('Tel.\u00a0030\n 123\u00ad4567')).toEqual(['030 1234567']);
  });

  it('ends where the next one begins', () => {
    expect(written('030 123456 / 030 654321')).toEqual(['030 123456', '030 654321']);
    expect(written('+49 30 1234567 +49 30 7654321')).toEqual(['+49 30 1234567', '+49 30 7654321']);
  });

  it('takes its extension along', () => {
    expect(written('+1 212 555 0123 ext. 12', '1')).toEqual(['+1 212 555 0123 ext. 12']);
  });

  it('leaves out the brackets around it, not those in it', () => {
    expect(written('(030 1234567)')).toEqual(['030 1234567']);
    expect(written('((030) 1234567)')).toEqual(['(030) 1234567']);
  });

  it('is found by its plus alone where the profile names no country', () => {
    expect(written('030 1234567 or +49 30 1234567', '')).toEqual(['+49 30 1234567']);
  });
});

describe('what a number is', () => {
  it('says the nearest word', () => {
    expect(written('Phone 030 1234567, order no. 030 7654321')).toEqual(['030 1234567']);
    expect(written('Order no. 030 7654321, phone 030 1234567')).toEqual(['030 1234567']);
  });

  it('says the label from outside when its own line says nothing', () => {
    expect(written('0301234567', '49', 'Durchwahl')).toEqual(['0301234567']);
    expect(written('0301234567')).toEqual([]);
    expect(written('030 1234567', '49', 'Order number')).toEqual([]);
  });

  it('is not said by a part of another word', () => {
    expect(written('Hotel 0301234567')).toEqual([]);
    expect(written('excellent 2125550123', '1')).toEqual([]);
  });
});

describe('a quick look', () => {
  it('knows the digits of every script, and takes nothing else for one', () => {
    const wrong: string[] = [];
    for (let code = 0; code < 0xd800; code++) {
      const sign = String.fromCharCode(code);
      if (mayHoldNumber(sign.repeat(7)) !== /\p{Nd}/u.test(sign)) wrong.push(`U+${code.toString(16)}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(withNumbers)('in country %s does not pass over "%s"', (_countryCode, text) => {
    expect(mayHoldNumber(text)).toBe(true);
  });

  it.each([
    '2026',
    'a1b2c3d4e5f6g7h8',
    '1900 to 1950',
    'nothing',
    '12 мая 2026 г. 15:30',
    '2026年11月21日 18時15分',
    '12 יולי 2026',
  ])('passes over "%s"', (text) => {
    expect(mayHoldNumber(text)).toBe(false);
  });
});

describe('whatever the text', () => {
  const pieces = [
    '030',
    ' ',
    '1234567',
    '+49',
    '(0)',
    '-',
    '.',
    '/',
    '\n',
    'Tel',
    ':',
    'order',
    '€',
    '2026',
    '192.168',
    'x12',
  ];
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((all) => all.join('')),
    fc
      .array(fc.constantFrom('０', '٣', '3', '0', '\u200b', '−', ' ', '(', ')', '+'), { maxLength: 60 })
      .map((all) => all.join('')),
  );

  it('numbers stand one behind the other, inside of it, with the digits of their place', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...countries, ''), (text, countryCode) => {
        let behind = 0;
        for (const { start, end, written: number } of find(text, countryCode)) {
          expect(start).toBeGreaterThanOrEqual(behind);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(number.replace(/\D/g, '').length).toBe(
            text.slice(start, end).replace(/\P{Nd}/gu, '').length,
          );
          behind = end;
        }
      }),
    );
  });

  it.each([
    ['digits', '1234567890'],
    ['spaced digits', '1 '],
    ['brackets', '(0)'],
    ['blanks between digits', '0               '],
    ['dots', '1.1'],
    ['pluses', '+1 '],
    ['words with digits', 'a1-'],
    ['colons', '1:'],
    ['letters and at signs', 'a@a.'],
  ])('%s without end do not keep a page waiting', async (_what, piece) => {
    const text = piece.repeat(Math.ceil(3000 / piece.length));
    expect(await timeOf(() => find(text), 50)).toBeLessThan(250);
  });
});
