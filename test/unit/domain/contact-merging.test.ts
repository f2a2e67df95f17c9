import { contactMarks, KnownContacts, mergedContact } from '../../../src/domain/contact-merging';
import { draftOf, numbered } from '../../fakes/contacts';

const anyone = () => true;
const marksOf = (draft: Parameters<typeof draftOf>[0]) => contactMarks(draftOf(draft));

it('what the newer one says replaces, what it does not say stays, numbers are added', () => {
  const before = draftOf({
    firstName: 'Ann',
    lastName: 'Lee',
    company: 'Acme',
    email: 'ann@x.test',
    numbers: [
      { label: 'work', number: '+44 20 7946 0001' },
      { label: 'home', number: '2' },
    ],
    favourite: true,
    note: 'old',
    address: { street: 'High St', city: 'Leeds', region: '', postal: '', country: '' },
  });
  const newer = draftOf({
    firstName: 'Anne',
    email: 'Ann@x.test',
    numbers: [
      { label: 'mobile', number: '3' },
      { label: 'other', number: '+442079460001' },
    ],
    note: 'new',
    address: { street: '', city: 'York', region: '', postal: '', country: 'UK' },
  });
  expect(mergedContact(before, newer)).toEqual({
    ...before,
    firstName: 'Anne',
    lastName: '',
    email: 'Ann@x.test',
    numbers: [
      { label: 'other', number: '+442079460001' },
      { label: 'home', number: '2' },
      { label: 'mobile', number: '3' },
    ],
    note: 'new',
    address: { street: 'High St', city: 'York', region: '', postal: '', country: 'UK' },
  });
});

it('is the same value where nothing changes', () => {
  const before = { ...draftOf({ firstName: 'Ann', numbers: numbered('1'), note: 'n' }), id: 'o0-1' };
  expect(mergedContact(before, draftOf({ firstName: 'Ann', numbers: numbered('1') }))).toBe(before);
});

it.each([
  ['its e-mail address, in any case', { email: 'ANN@x.test', firstName: 'Someone' }, 'ann'],
  ['its number and name', { firstName: 'Ben', numbers: numbered('00-2') }, 'ben'],
  ['no number that is only alike', { numbers: numbered('2') }, undefined],
  ['no number that another name has', { firstName: 'Cy', numbers: numbered('1') }, undefined],
  [
    'no number of one with another e-mail address',
    { firstName: 'Ann', email: 'other@x.test', numbers: numbered('1') },
    undefined,
  ],
  ['its number without a name', { numbers: numbered('1') }, 'ann'],
  ['a number that several share', { numbers: numbered('9') }, undefined],
  ['the name that a nameless one gets', { firstName: 'Di', numbers: numbered('7') }, 'nameless'],
])('knows one that comes again by %s', (_, again, found) => {
  const known = new KnownContacts<string>();
  known.add('ann', marksOf({ firstName: 'Ann', email: 'ann@x.test', numbers: numbered('1', '9') }));
  known.add('ben', marksOf({ firstName: 'Ben', numbers: numbered('002', '9') }));
  known.add('nameless', marksOf({ numbers: numbered('7') }));
  expect(known.find(marksOf(again), anyone)).toBe(found);
});

it('passes over one that is taken', () => {
  const known = new KnownContacts<number>();
  for (const each of [1, 2]) known.add(each, marksOf({ email: 'a@x.test' }));
  expect(known.find(marksOf({ email: 'a@x.test' }), (ref) => ref !== 1)).toBe(2);
});
