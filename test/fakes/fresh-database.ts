import 'fake-indexeddb/auto';
import { eachContacts } from '../../src/data/contacts';
import { closeDatabase } from '../../src/data/database';
import type { Contact, ContactSource } from '../../src/domain/contact';

/** IndexedDB as on a new computer. */
export async function freshDatabase(): Promise<void> {
  await closeDatabase();
  globalThis.indexedDB = new IDBFactory();
}

/** All contacts of a source that are kept. */
export async function keptContacts(source: ContactSource): Promise<Contact[]> {
  const all: Contact[] = [];
  for await (const some of eachContacts(source)) all.push(...some);
  return all;
}
