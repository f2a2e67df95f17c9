import type { Contact, ContactSource } from '../domain/contact';
import { folderOf, idsBetween } from '../domain/contact-id';
import { openDatabase } from './database';

/** How many folders are read at a time: a thousand contacts. */
const batch = 64;

export async function readContact(id: string): Promise<Contact | undefined> {
  const [contact] = await readContacts([id]);
  return contact;
}

/** In the order asked for; undefined where there is none any more. Errors are those of IndexedDB. */
export async function readContacts(ids: readonly string[]): Promise<(Contact | undefined)[]> {
  const { store } = (await openDatabase()).transaction('contact-folders');
  const folders = await Promise.all([...new Set(ids.map(folderOf))].map((id) => store.get(id)));
  const contacts = new Map(
    folders.flatMap((folder) =>
      (folder?.contacts ?? []).map((contact): [string, Contact] => [contact.id, contact]),
    ),
  );
  return ids.map((id) => contacts.get(id));
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
    const folders = await database.getAll('contact-folders', range, batch);
    if (folders.length > 0) yield folders.flatMap(({ contacts }) => contacts);
    const end = folders.at(-1);
    if (!end || folders.length < batch) return;
    range = IDBKeyRange.bound(end.id, last, true);
  }
}
