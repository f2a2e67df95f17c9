import { type Contact, contactName } from '../../../src/domain/contact';
import { contactDigits } from '../../../src/domain/contact-digits';
import { type DirectoryQuery, type SearchTerm, searchTerms } from '../../../src/domain/directory-query';
import { onKeypad } from '../../../src/domain/drawer-index';
import { foldText, wordStarts } from '../../../src/domain/folded-words';

/** What a search is to find, by reading every contact: slow, and plain enough to be right. */
export function naiveSearch(contacts: readonly Contact[], query: DirectoryQuery): string[] {
  const terms = searchTerms(query);
  const recent = terms ? (query.recent ?? []) : [];
  return contacts
    .filter(({ favourite }) => !query.favouritesOnly || favourite)
    .filter(({ source, email }) => !query.identityRequired || source === 'own' || email !== '')
    .map((contact) => {
      const fit = terms ? fitOfAll(contact, terms) : 0;
      const rank = recent.indexOf(contact.id);
      const group = terms ? (contact.favourite ? 0 : 2) + (rank < 0 ? 1 : 0) : 0;
      return { id: contact.id, fit, rank, group, name: foldText(contactName(contact)) };
    })
    .filter(({ fit }) => fit < 9)
    .sort(
      (one, other) =>
        one.group - other.group ||
        one.fit - other.fit ||
        one.rank - other.rank ||
        (one.name < other.name ? -1 : one.name > other.name ? 1 : 0),
    )
    .map(({ id }) => id);
}

function fitOfAll(contact: Contact, terms: SearchTerm[]): number {
  return terms.length === 0 ? 9 : Math.max(...terms.map((term) => fitOf(contact, term)));
}

function fitOf(contact: Contact, { word, digits, keypad }: SearchTerm): number {
  const name = foldText([contact.firstName, contact.middleName, contact.lastName].filter(Boolean).join(' '));
  const fits = [9];
  for (const rest of word === '' ? [] : tailsOf(name)) {
    if (rest.startsWith(word)) fits.push(/^[\p{L}\p{M}\p{N}]/u.test(rest.slice(word.length)) ? 1 : 0);
  }
  const begins = (text: string) =>
    word !== '' && tailsOf(foldText(text)).some((rest) => rest.startsWith(word));
  if (begins(contact.company)) fits.push(2);
  if (begins(contact.email)) fits.push(3);
  for (const { number } of contact.numbers) {
    const kept = contactDigits(number);
    if (kept.digits === '' && begins(kept.address)) fits.push(3);
    for (const wanted of digits) {
      if (kept.digits === wanted) fits.push(0);
      else if (kept.digits.startsWith(wanted)) fits.push(1);
      else if (wanted.length >= 3 && kept.digits.includes(wanted)) fits.push(3);
    }
  }
  if (keypad !== '' && startsOf(name).some((rest) => onKeypad(rest).startsWith(keypad))) fits.push(1);
  return Math.min(...fits);
}

function startsOf(folded: string): string[] {
  return wordStarts(folded).map((start) => folded.slice(start));
}

/** Also as if there were no apostrophes. */
function tailsOf(folded: string): string[] {
  return [...startsOf(folded), ...startsOf(folded.replaceAll("'", ''))];
}
