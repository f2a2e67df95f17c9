import { contactBounds, contactProblem, emptyContact, tidyContact } from '../../../src/domain/contact-draft';
import { draftErrors, draftOfParty, draftOfQuery } from '../../../src/ui/contacts/draft-errors';
import { draftOf, numbered } from '../../fakes/contacts';

describe('what is wrong with a draft', () => {
  it('is nothing where it can be saved', () => {
    expect(draftErrors(draftOf({ firstName: 'Anna', email: 'a@b', numbers: numbered('201', '') }))).toEqual(
      {},
    );
  });

  it('stands at each field that it is wrong in, and nowhere else', () => {
    const draft = draftOf({
      firstName: 'x'.repeat(contactBounds.name + 1),
      lastName: 'Petrova',
      email: 'not an address',
      numbers: numbered('201', '()', '202'),
      address: { ...emptyContact().address, city: 'x'.repeat(contactBounds.addressLine + 1) },
    });
    expect(draftErrors(draft)).toEqual({
      firstName: 'contact-too-long',
      email: 'contact-email-not-usable',
      'number-1': 'contact-number-not-usable',
      city: 'contact-too-long',
    });
  });

  it('is that there is nothing in it', () => {
    expect(draftErrors(draftOf({ note: 'who was it?', numbers: numbered(' ') }))).toEqual({
      contact: 'contact-empty',
    });
  });

  it('is that there is too much in all, where each part could be', () => {
    const draft = draftOf({ numbers: numbered(...Array<string>(contactBounds.numbers + 1).fill('201')) });
    expect(draftErrors(draft)).toEqual({ contact: 'contact-too-long' });
  });
});

describe('the draft of whoever called', () => {
  it.each([
    ['Anna Petrova', '+12125550100', 'Anna', 'Petrova', 'work'],
    ['Anna  Maria de la Cruz', '201', 'Anna', 'Maria de la Cruz', 'extension'],
    ['', '201', '', '', 'extension'],
    ['201', '201', '', '', 'extension'],
    ['', '555100', '', '', 'work'],
    ['', 'anna', '', '', 'work'],
  ])('of “%s” has the name and the number', (name, number, firstName, lastName, label) => {
    expect(draftOfParty(name, number)).toEqual({
      firstName,
      lastName,
      numbers: [{ label, number }],
    });
  });

  it('can be saved however long it is', () => {
    const draft = draftOf(draftOfParty(`${'x'.repeat(5_000)} ${'y'.repeat(5_000)}`, '2'.repeat(5_000)));
    expect(contactProblem(tidyContact(draft))).toBeUndefined();
  });
});

describe('the draft of who was not found', () => {
  it('has the number, or the name, and a place for a number', () => {
    expect(draftOfQuery('+1 (212) 555-0100').numbers).toEqual([
      { label: 'work', number: '+1 (212) 555-0100' },
    ]);
    expect(draftOfQuery('Grace Kim')).toEqual({
      firstName: 'Grace',
      lastName: 'Kim',
      numbers: [{ label: 'work', number: '' }],
    });
    expect(draftOfQuery('')).toEqual({ numbers: [{ label: 'work', number: '' }] });
  });
});
