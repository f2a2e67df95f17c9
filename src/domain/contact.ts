/** The user's own entry, or one of the company's directory, which nobody changes here. */
export type ContactSource = 'own' | 'company';

/** Labels with a name in every language; any other label is the user's own word and shown as it is. */
export const numberLabels = ['work', 'mobile', 'home', 'extension', 'other'] as const;

export interface ContactNumber {
  label: string;
  /** As it was typed, imported or received: what it means is for the profile's numbering plan to say. */
  number: string;
}

export interface PostalAddress {
  street: string;
  city: string;
  region: string;
  postal: string;
  country: string;
}

/** One directory entry. Texts are '' where there is nothing. */
export interface Contact {
  id: string;
  source: ContactSource;
  firstName: string;
  middleName: string;
  lastName: string;
  company: string;
  /** The Unique Identity of the company's systems. */
  email: string;
  numbers: ContactNumber[];
  favourite: boolean;
  note: string;
  /** A language tag (BCP 47), as it was imported. */
  language: string;
  address: PostalAddress;
  /** Milliseconds since the epoch. */
  changedAt: number;
}

/** The name on screen: the person's, else the company's, else the e-mail address, else the first number. */
export function contactName(
  contact: Pick<Contact, 'firstName' | 'middleName' | 'lastName' | 'company' | 'email' | 'numbers'>,
): string {
  const { firstName, middleName, lastName, company, email, numbers } = contact;
  const name = [firstName, middleName, lastName].filter((part) => part !== '').join(' ');
  return name || company || email || (numbers[0]?.number ?? '');
}
