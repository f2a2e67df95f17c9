import type { Contact } from '../../domain/contact';
import {
  type ContactDraft,
  type ContactProblem,
  contactBounds,
  contactProblem,
  emptyContact,
  tidyContact,
} from '../../domain/contact-draft';

export type TextField = 'firstName' | 'middleName' | 'lastName' | 'company' | 'email' | 'note';
export type AddressField = keyof Contact['address'];

/** Which field has what wrong with it: a text's name, `number-<place>`, or `contact` for all of it. */
export type DraftErrors = Partial<Record<string, ContactProblem>>;

const texts: readonly TextField[] = ['firstName', 'middleName', 'lastName', 'company', 'email', 'note'];
const lines: readonly AddressField[] = ['street', 'city', 'region', 'postal', 'country'];

/** What keeps a draft from being saved, field by field; none when it can be. */
export function draftErrors(draft: ContactDraft): DraftErrors {
  const errors: DraftErrors = {};
  const check = (field: string, part: Partial<ContactDraft>) => {
    // Not empty, whatever it is that is checked.
    const problem = contactProblem(tidyContact({ ...emptyContact(), company: '-', ...part }));
    if (problem && problem !== 'contact-empty') errors[field] = problem;
  };
  for (const field of texts) check(field, { [field]: draft[field] });
  for (const line of lines)
    check(line, { address: { ...emptyContact().address, [line]: draft.address[line] } });
  for (const [at, number] of draft.numbers.entries()) check(`number-${at}`, { numbers: [number] });
  const whole = contactProblem(tidyContact(draft));
  if (whole && Object.keys(errors).length === 0) errors.contact = whole;
  return errors;
}

/** Who calls may have the longest of names, and what is added must be possible to save. */
export function draftOfParty(name: string, number: string): Partial<ContactDraft> {
  const { name: longestName, number: longestNumber } = contactBounds;
  const [firstName = '', ...others] = name.trim() === number ? [] : name.trim().split(/\s+/);
  return {
    firstName: firstName.slice(0, longestName),
    lastName: others.join(' ').slice(0, longestName),
    numbers: [{ label: isExtension(number) ? 'extension' : 'work', number: number.slice(0, longestNumber) }],
  };
}

/** No public number is so short, but for those of services. */
function isExtension(number: string): boolean {
  return /^\d{2,5}$/.test(number);
}

/** Who was looked for and not found: a number, or a name. */
export function draftOfQuery(query: string): Partial<ContactDraft> {
  if (query === '') return { numbers: [{ label: 'work', number: '' }] };
  if (/^[+\d\s().\-/*#]+$/.test(query)) return draftOfParty('', query);
  return { ...draftOfParty(query, ''), numbers: [{ label: 'work', number: '' }] };
}
