import {
  addressLines,
  contactDetail,
  contactParty,
  labelWords,
} from '../../../src/ui/contacts/contact-words';
import { contactOf, numbered } from '../../fakes/contacts';

const chromeBefore = globalThis.chrome;
beforeAll(() => Object.assign(globalThis, { chrome: { i18n: { getMessage: (key: string) => `<${key}>` } } }));
afterAll(() => Object.assign(globalThis, { chrome: chromeBefore }));

it('names known labels in the language of the screen, and leaves others as they are', () => {
  expect(['work', 'mobile', 'Boat', 'toString', ''].map(labelWords)).toEqual([
    '<label_work>',
    '<label_mobile>',
    'Boat',
    'toString',
    '',
  ]);
});

it('tells two of one name apart: by company, number or address, never by the name again', () => {
  const numbers = numbered('201');
  expect(contactDetail(contactOf('o0-0', { firstName: 'Anna', company: 'Atelier', numbers }))).toBe(
    'Atelier',
  );
  expect(contactDetail(contactOf('o0-0', { company: 'Atelier', numbers }))).toBe('201');
  expect(contactDetail(contactOf('o0-0', { firstName: 'Anna', email: 'a@b' }))).toBe('a@b');
  expect(contactDetail(contactOf('o0-0', { numbers }))).toBe('');
});

it.each([
  ['2034', '020 34 56 00'],
  ['020 34', '020 34 56 00'],
  ['(44)', '+44 20 79'],
  ['0044 20', '+44 20 79'],
  ['2', 'Atelier'],
  ['26', 'Atelier'],
  ['34 a', 'Atelier'],
  ['', 'Atelier'],
])('shows the number that was found by %p', (searched, detail) => {
  const numbers = ['+44 20 79', '020 34 56 00'].map((number) => ({ label: 'work', number }));
  const contact = contactOf('o0-0', { firstName: 'Anna', company: 'Atelier', numbers });
  expect(contactDetail(contact, searched)).toBe(detail);
});

it('has initials of the name that is shown', () => {
  expect(contactParty(contactOf('o0-0', { numbers: numbered('201', '202') }))).toEqual({
    name: '201',
    number: '201',
  });
});

it('writes an address line by line, without the lines that are not there', () => {
  const address = { street: '12 Main Street', city: 'Denver', region: '', postal: '80202', country: 'USA' };
  expect(addressLines(address)).toEqual(['12 Main Street', '80202 Denver', 'USA']);
});
