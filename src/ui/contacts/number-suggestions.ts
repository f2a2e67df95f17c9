import { type Contact, contactName } from '../../domain/contact';
import { contactDigits } from '../../domain/contact-digits';

/** Somebody's number that may be the one that is being typed. */
export interface NumberSuggestion {
  contactId: string;
  name: string;
  label: string;
  number: string;
}

/**
 * The numbers of contacts that were found for what was typed, the best first: one of each contact before a second
 * of any. Where digits were typed, of each contact those with these digits, if there are any.
 */
export function numberSuggestions(
  contacts: readonly Contact[],
  typed: string,
  most: number,
): NumberSuggestion[] {
  const { digits } = contactDigits(typed);
  const all = contacts.map((contact) => {
    const fitting = contact.numbers.filter(
      ({ number }) => digits !== '' && contactDigits(number).digits.includes(digits),
    );
    const numbers = fitting.length > 0 ? fitting : contact.numbers;
    return numbers.map((number) => ({ contactId: contact.id, name: contactName(contact), ...number }));
  });
  const first = all.flatMap((numbers) => numbers.slice(0, 1));
  const others = all.flatMap((numbers) => numbers.slice(1));
  return [...first, ...others].slice(0, most);
}
