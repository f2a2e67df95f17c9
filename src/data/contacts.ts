import type { Contact, ContactSource } from '../domain/contact';
import { idsBetween } from '../domain/contact-id';
import { openDatabase } from './database';

/** How many contacts are read at a time. */
const batch = 1_000;

export async function readContact(id: string): Promise<Contact | undefined> {
  return (await openDatabase()).get('contacts', id);
}

/** In the order asked for; undefined where there is none any more. Errors are those of IndexedDB. */
export async function readContacts(ids: readonly string[]): Promise<(Contact | undefined)[]> {
  const { store } = (await openDatabase()).transaction('contacts');
  return Promise.all(ids.map((id) => store.get(id)));
}

/** How many there are, of each source. */
export async function countContacts(): Promise<Record<ContactSource, number>> {
  const drawers = await (await openDatabase()).getAll('contact-drawers');
  const count = { own: 0, company: 0 };
  for (const { id, size } of drawers) count[id.startsWith('c') ? 'company' : 'own'] += size;
  return count;
}

/** All of a source, a batch at a time, in no order of interest; what changes meanwhile may be in it or not. */
export async function* eachContacts(source: ContactSource): AsyncGenerator<Contact[]> {
  const database = await openDatabase();
  const [first, last] = idsBetween(source);
  let range = IDBKeyRange.bound(first, last);
  for (;;) {
    const contacts = await database.getAll('contacts', range, batch);
    if (contacts.length > 0) yield contacts;
    const end = contacts.at(-1);
    if (!end || contacts.length < batch) return;
    range = IDBKeyRange.bound(end.id, last, true);
  }
}
