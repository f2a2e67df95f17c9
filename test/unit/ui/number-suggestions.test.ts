import { numberSuggestions } from '../../../src/ui/contacts/number-suggestions';
import { contactOf, numbered } from '../../fakes/contacts';

const anna = contactOf('o0-0', {
  firstName: 'Anna',
  numbers: numbered('+1 212 555 0100', '2051', '303 555 1234'),
});
const jonas = contactOf('o0-1', { firstName: 'Jonas', numbers: numbered('+49 89 1234 5678') });
const nobody = contactOf('o0-2', { email: 'nobody@example.com' });

const numbersOf = (typed: string, most = 2) =>
  numberSuggestions([anna, nobody, jonas], typed, most).map(({ name, number }) => `${name} ${number}`);

it('has one number of each contact before a second of any', () => {
  expect(numbersOf('a')).toEqual(['Anna +1 212 555 0100', 'Jonas +49 89 1234 5678']);
  expect(numbersOf('a', 4)).toEqual([
    'Anna +1 212 555 0100',
    'Jonas +49 89 1234 5678',
    'Anna 2051',
    'Anna 303 555 1234',
  ]);
});

it('has of each contact the numbers with the digits that were typed, or all where the letters fit', () => {
  expect(numbersOf('205')).toEqual(['Anna 2051', 'Jonas +49 89 1234 5678']);
  expect(numbersOf('555', 3)).toEqual([
    'Anna +1 212 555 0100',
    'Jonas +49 89 1234 5678',
    'Anna 303 555 1234',
  ]);
  expect(numbersOf('(303) 555')[0]).toBe('Anna 303 555 1234');
});

it('has nothing of whoever has no number', () => {
  expect(numberSuggestions([nobody], 'nobody', 2)).toEqual([]);
});
