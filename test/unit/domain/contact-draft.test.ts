import { contactBounds, contactProblem, tidyContact } from '../../../src/domain/contact-draft';
import { draftOf, numbered } from '../../fakes/contacts';

describe('a contact as it was typed', () => {
  it('loses what nobody sees', () => {
    const draft = draftOf({
      firstName: '  Ada \u202E\u0000 Maria\n',
      note: ' one\ntwo\u0007 ',
      numbers: [...numbered(' +44 20\t7946 0000 '), { label: 'home', number: '  ' }],
    });
    expect(tidyContact(draft)).toEqual(
      draftOf({ firstName: 'Ada Maria', note: 'one\ntwo', numbers: numbered('+44 20 7946 0000') }),
    );
  });

  it.each([
    ['contact-empty', {}],
    ['contact-empty', { note: 'only a note' }],
    ['contact-too-long', { lastName: 'x'.repeat(contactBounds.name + 1) }],
    ['contact-too-long', { numbers: numbered(...Array.from({ length: 31 }, () => '1')) }],
    ['contact-email-not-usable', { email: 'ada.example.com' }],
    ['contact-number-not-usable', { firstName: 'Ada', numbers: numbered('---') }],
  ])('%s: %j', (problem, change) => {
    expect(contactProblem(draftOf(change))).toBe(problem);
  });

  it.each([
    { company: 'Acme' },
    { email: 'ada@example.com' },
    { numbers: numbered('12') },
    { firstName: 'Ada', numbers: numbered('ada', 'sip:ada@example.com', '1-800-FLOWERS') },
    { lastName: 'x'.repeat(contactBounds.name) },
  ])('is kept: %j', (change) => {
    expect(contactProblem(draftOf(change))).toBeUndefined();
  });
});
