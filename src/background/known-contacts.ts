import { eachContacts } from '../data/contacts';
import { takenContacts } from '../data/imports';
import { ImportMatching } from '../domain/import-matching';
import { wait } from './wait';

/** The user's own contacts, as the rows of a file are compared with them. Errors are those of IndexedDB. */
export async function knownContacts(): Promise<ImportMatching> {
  const matching = new ImportMatching();
  const taken = await takenContacts();
  for await (const contacts of eachContacts('own')) {
    for (const contact of contacts) matching.know(contact, taken.has(contact.id));
    await wait(0);
  }
  return matching;
}
