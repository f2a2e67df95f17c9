import type { PostalAddress } from './contact';
import { foldText } from './folded-words';

type Text = 'firstName' | 'middleName' | 'lastName' | 'fullName' | 'company' | 'email' | 'note' | 'language';

/** What a column of a file, or a key of a JSON entry, holds of a contact. */
export type ContactColumn =
  | { of: 'text'; field: Text }
  | { of: 'address'; field: keyof PostalAddress }
  | { of: 'number'; label: string; slot: string }
  /** The label of the number in the slot. */
  | { of: 'label'; slot: string }
  | { of: 'favourite' }
  /** In which order the numbers come, by their slots. */
  | { of: 'order' }
  /** Which entry of the directory the row was, in a file that Ringtab has written. */
  | { of: 'entry' };

/** The columns of the administration manual, in its order, each with the slot of a number. */
export const manualColumns = [
  'email',
  'firstname',
  'lastname',
  'middlename',
  'workphone',
  'homephone',
  'cellphone',
  'language',
  'address',
  'city',
  'region',
  'postal',
  'country',
] as const;

export const entryColumn = 'ringtabentry';

/**
 * Names of columns, folded, letters and digits only: those of the manual, then those of Outlook, Google Contacts and
 * Thunderbird, in English and French.
 */
const texts: Record<Text, string> = {
  email:
    'email emailaddress primaryemail email1value email1address emailaddress1 courriel mail adressedemessagerie adressemail adresseemail messagerie uniqueidentity identiteunique',
  firstName: 'firstname givenname given prenom',
  lastName: 'lastname familyname surname family nom nomdefamille',
  middleName: 'middlename additionalname middle deuxiemeprenom secondprenom',
  fullName: 'name fullname displayname nomcomplet nomaffiche nomaafficher',
  company: 'company organization organisation organizationname organization1name societe entreprise',
  note: 'note notes comments remarques remarque commentaires',
  language: 'language locale langue',
};

const addresses: Record<keyof PostalAddress, string> = {
  street:
    'address street streetaddress businessstreet homestreet address1street workaddress homeaddress adresse rue ruebureau ruedomicile adressebureau',
  city: 'city town businesscity homecity address1city workcity homecity ville villebureau villedomicile',
  region:
    'region state province businessstate homestate address1region workstate homestate depregionbureau departement',
  postal:
    'postal postalcode zip zipcode postcode businesspostalcode homepostalcode address1postalcode workzipcode homezipcode codepostal codepostalbureau codepostaldomicile cp',
  country:
    'country countryregion businesscountry businesscountryregion homecountry homecountryregion address1country workcountry homecountry pays paysregion paysregionbureau paysbureau',
};

const numbers: Record<string, string> = {
  work: 'workphone workphone2 businessphone businessphone2 work companymainphone telephonebureau telephone2bureau telbureau bureau telephoneprofessionnel telpro',
  home: 'homephone homephone2 home telephonedomicile telephone2domicile teldomicile domicile telephonepersonnel',
  mobile:
    'cellphone mobilephone mobile mobilenumber cell cellular telmobile telephonemobile portable telephoneportable',
  extension: 'extension ext extensionnumber poste numerodeposte',
  other: 'otherphone other phone phonenumber telephone primaryphone number numero tel autretelephone',
};

const others: Record<string, ContactColumn> = {
  favourite: { of: 'favourite' },
  favorite: { of: 'favourite' },
  favori: { of: 'favourite' },
  phoneorder: { of: 'order' },
  [entryColumn]: { of: 'entry' },
};

const labels: Record<string, string> = {
  work: 'work business bureau travail professionnel pro',
  home: 'home domicile personnel private prive',
  mobile: 'mobile cell cellular cellphone portable iphone',
  extension: 'extension ext poste',
  other: 'other autre main principal',
};

const columns = new Map<string, ContactColumn>([
  ...named(texts, (field): ContactColumn => ({ of: 'text', field: field as Text })),
  ...named(addresses, (field): ContactColumn => ({ of: 'address', field: field as keyof PostalAddress })),
  ...named(numbers, (label, name): ContactColumn => ({ of: 'number', label, slot: name })),
  ...Object.entries(others),
]);
const knownLabels = new Map(named(labels, (label) => label));

/** What the column of that name holds; undefined when it is none that is known. */
export function contactColumn(header: string): ContactColumn | undefined {
  const name = plainName(header);
  const numbered = /^phone(\d{1,2})(label|type|value)?$/.exec(name);
  if (numbered) {
    const slot = `phone${Number(numbered[1])}`;
    const isLabel = numbered[2] === 'label' || numbered[2] === 'type';
    return isLabel ? { of: 'label', slot } : { of: 'number', label: '', slot };
  }
  return columns.get(name);
}

/** A label as another program writes it, as one of ours where it means the same. */
export function contactLabel(written: string): string {
  return knownLabels.get(plainName(written)) ?? written;
}

function plainName(text: string): string {
  return foldText(text).replace(/[^a-z0-9]/g, '');
}

function named<Value>(
  table: Record<string, string>,
  meaning: (key: string, name: string) => Value,
): [string, Value][] {
  return Object.entries(table).flatMap(([key, names]) =>
    names.split(' ').map((name): [string, Value] => [name, meaning(key, name)]),
  );
}
