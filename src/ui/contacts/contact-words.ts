/** How contacts are written. */
import type { Party } from '../../domain/call';
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

/** Under the name in a list: what tells two of one name apart. */
export function contactDetail(contact: Contact): string {
  const { company, email, numbers } = contact;
  const name = contactName(contact);
  return [company, numbers[0]?.number ?? '', email].find((text) => text !== '' && text !== name) ?? '';
}

/** Line by line, as on an envelope. */
export function addressLines({ street, city, region, postal, country }: PostalAddress): string[] {
  const place = [postal, city].filter((part) => part !== '').join(' ');
  return [street, place, region, country].filter((line) => line !== '');
}
