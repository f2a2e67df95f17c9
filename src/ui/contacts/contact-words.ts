/** How contacts are written. */
import type { Party } from '../../domain/call-facts';
import { type Contact, contactName, numberLabels, type PostalAddress } from '../../domain/contact';
import { keyOf, t } from '../messages';

type KnownLabel = (typeof numberLabels)[number];

/** A label of every language in this one; any other as it is. */
export function labelWords(label: string): string {
  return isKnownLabel(label) ? t(keyOf('label', label)) : label;
}

export function isKnownLabel(label: string): label is KnownLabel {
  return (numberLabels as readonly string[]).includes(label);
}

/** For the person's disc. */
export function contactParty(contact: Contact): Party {
  return { name: contactName(contact), number: contact.numbers[0]?.number ?? '' };
}

/**
 * Under the name in a list: the number that was looked for, or what tells two of one name apart.
 * @param searched what was typed to find it; '' for nothing
 */
export function contactDetail(contact: Contact, searched = ''): string {
  const { company, email, numbers } = contact;
  const name = contactName(contact);
  const found = numbers.find(({ number }) => hasDigits(number, searched))?.number ?? '';
  return [found, company, numbers[0]?.number ?? '', email].find((text) => text !== '' && text !== name) ?? '';
}

/** Only what is typed as a number is looked for in numbers; prefixes are another matter in each country. */
function hasDigits(number: string, searched: string): boolean {
  if (!/^[+\d\s().\-/]+$/.test(searched)) return false;
  const digits = searched.replace(/\D/g, '').replace(/^0+/, '');
  return digits.length >= 2 && number.replace(/\D/g, '').includes(digits);
}

/** Line by line, as on an envelope. */
export function addressLines({ street, city, region, postal, country }: PostalAddress): string[] {
  const place = [postal, city].filter((part) => part !== '').join(' ');
  return [street, place, region, country].filter((line) => line !== '');
}
