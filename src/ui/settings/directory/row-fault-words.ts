import { type ContactPart, partBounds } from '../../../domain/contact-draft';
import type { RowFault } from '../../../domain/contact-reader';
import { keyOf, type MessageKey, t, textLanguage } from '../../messages';

const parts: Record<Exclude<ContactPart, 'numbers'>, MessageKey> = {
  firstName: 'contact_first_name',
  middleName: 'contact_middle_name',
  lastName: 'contact_last_name',
  company: 'contact_company',
  email: 'contact_email',
  note: 'contact_note',
  language: 'contact_part_language',
  street: 'address_street',
  city: 'address_city',
  region: 'address_region',
  postal: 'address_postal',
  country: 'address_country',
  number: 'contact_part_number',
  label: 'contact_part_label',
};

/** Why a row of a file is no contact; of what is too long, what that is and how long it may be, and which number. */
export function rowFaultWords({ problem, part, number }: RowFault): string {
  if (number !== undefined) return t('row_number_not_usable', number);
  if (!part) return t(keyOf('row_problem', problem));
  const bound = new Intl.NumberFormat(textLanguage()).format(partBounds[part]);
  if (part === 'numbers') return t('row_too_many_numbers', bound);
  return t('row_part_too_long', t(parts[part]), bound);
}
