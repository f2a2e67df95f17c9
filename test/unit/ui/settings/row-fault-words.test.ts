import { type ContactPart, partBounds } from '../../../../src/domain/contact-draft';
import { rowFaultWords } from '../../../../src/ui/settings/directory/row-fault-words';
import { speak } from '../../../fakes/spoken-texts';

const parts = Object.keys(partBounds) as ContactPart[];
const tooLong = (part: ContactPart) => rowFaultWords({ problem: 'contact-too-long', part });

afterEach(() => Reflect.deleteProperty(globalThis, 'chrome'));

it('names what is too long, and says how long it may be', () => {
  speak('en');
  expect(tooLong('note')).toBe('“Note” is longer than 10,000 characters.');
  expect(tooLong('street')).toBe('“Street” is longer than 200 characters.');
  expect(tooLong('numbers')).toBe('It has more than 30 numbers.');
  speak('fr');
  expect(tooLong('note')).toBe('«\u202fNote\u202f» dépasse 10\u202f000 caractères.');
});

it.each(['en', 'fr'] as const)('has a name for every part in %s', (language) => {
  speak(language);
  const said = parts.map(tooLong);
  expect(new Set(said).size).toBe(parts.length);
  expect(said.filter((words) => /“”|«\s*»/.test(words))).toEqual([]);
});

it('names the number that cannot be called', () => {
  speak('en');
  expect(rowFaultWords({ problem: 'contact-number-not-usable', number: 'none' })).toBe(
    '“none” cannot be called.',
  );
});

it('says no more than what is known of rows that an earlier version has kept', () => {
  speak('en');
  expect(rowFaultWords({ problem: 'contact-too-long' })).toBe('Something in it is too long.');
});
