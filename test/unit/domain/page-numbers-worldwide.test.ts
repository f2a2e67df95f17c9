import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getExampleNumber, type MetadataJson } from 'libphonenumber-js/core';
import examples from 'libphonenumber-js/examples.mobile.json';
import metadataJson from 'libphonenumber-js/min/metadata';
import { numbersInText } from '../../../src/domain/page-numbers';

const metadata = metadataJson as MetadataJson;
const isIn = (text: string, countryCode: string) =>
  numbersInText(text, '', { countryCode, metadata }).length > 0;

/** "country code|text as it stands in pages there", a line each. */
function texts(name: string): [countryCode: string, text: string][] {
  const lines = readFileSync(join(__dirname, '../../pages/texts', name), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => [line.slice(0, line.indexOf('|')), line.slice(line.indexOf('|') + 1)]);
}

const ofEachCountry = Object.entries(metadata.country_calling_codes).flatMap(([code, [country = '']]) => {
  const number = getExampleNumber(country as Parameters<typeof getExampleNumber>[0], examples, metadata);
  return number ? [{ code, number }] : [];
});

it('nearly all numbers are found, in the formats of sixty countries', () => {
  const all = texts('numbers.txt');
  const missed = all.filter(([code, text]) => !isIn(text, code));
  expect(missed.length).toBeLessThanOrEqual(all.length / 50);
});

it('no look-alike is taken for a number in its country', () => {
  const taken = texts('look-alikes.txt').filter(([code, text]) => isIn(text, code));
  expect(taken).toEqual([]);
});

it('a number with a plus is found, from wherever it is, with blanks and without', () => {
  const missed = ofEachCountry.filter(
    ({ number }) => !isIn(`(${number.formatInternational()})`, '49') || !isIn(`${number.number}.`, ''),
  );
  expect(missed).toEqual([]);
});

it('a number of seven digits and more is found behind a word that says so, as its country writes it', () => {
  const missed = ofEachCountry
    .map(({ code, number }) => ({ code, national: number.formatNational() }))
    .filter(({ code, national }) => /(?:\d\D*){7}/.test(national) && !isIn(`Tel: ${national}`, code));
  // Argentina's mobile numbers have a 15 in the middle that no number with a plus has.
  expect(missed.map(({ code }) => code)).toEqual(['54']);
});

it('one number in ten is no card number, though it sums up like one', () => {
  const missed = Array.from({ length: 200 }, (_, at) => `+49 171 ${10_000_000 + at * 37_129}`).filter(
    (text) => !isIn(text, '49'),
  );
  expect(missed).toEqual([]);
});
