import type { IDBPDatabase, IDBPTransaction } from 'idb';
import type { Contact } from '../domain/contact';
import { folderOf, idsInDrawer, placeOf } from '../domain/contact-id';
import type { Database, Folder, Upgrading } from './database';

/** Version 7: contacts are kept in folders; before, each was a record. */
export async function keepContactsInFolders(database: Database, transaction: Upgrading): Promise<void> {
  const folders = database.createObjectStore('contact-folders', { keyPath: 'id' });
  const before = (transaction as unknown as IDBPTransaction).objectStore('contacts');
  let [from] = await before.getAllKeys(undefined, 1);
  while (from !== undefined) {
    const [first, last] = idsInDrawer(placeOf(String(from)).drawer);
    const contacts: Contact[] = await before.getAll(IDBKeyRange.bound(first, last));
    await Promise.all(inFolders(contacts).map((folder) => folders.put(folder)));
    [from] = await before.getAllKeys(IDBKeyRange.lowerBound(last), 1);
  }
  (database as unknown as IDBPDatabase).deleteObjectStore('contacts');
}

/** The folders that contacts are kept in. */
export function inFolders(contacts: readonly Contact[]): Folder[] {
  const folders = new Map<string, Contact[]>();
  for (const contact of contacts) {
    const id = folderOf(contact.id);
    const others = folders.get(id);
    if (others) others.push(contact);
    else folders.set(id, [contact]);
  }
  return [...folders].map(([id, some]) => ({ id, contacts: some }));
}
