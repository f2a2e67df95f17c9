import { type IDBPTransaction, unwrap } from 'idb';
import type { Contact, ContactSource } from '../domain/contact';
import type { ContactDraft } from '../domain/contact-draft';
import { folderOf, idsBetween, sourceOf } from '../domain/contact-id';
import { openDatabase, type Schema } from './database';
import { DrawersInUse } from './drawers-in-use';
import { FoldersInUse } from './folders-in-use';

const lists = ['contact-folders', 'contact-drawers', 'deleted-contacts'] as const;
const stores = [...lists, 'imports', 'import-steps', 'import-bad-rows'] as const;
const cleared = [...lists, 'drawer-indexes', 'drawer-numbers'] as const;

type Writing = IDBPTransaction<Schema, (typeof stores)[number][], 'readwrite'>;

/** Contacts of one source that change together; a thousand at most, as nothing else is read or written meanwhile. */
interface ContactChanges {
  add?: readonly ContactDraft[];
  /** Those that are there are replaced. */
  put?: readonly Contact[];
  /** Those that are there are taken out. */
  remove?: readonly string[];
  /** Those that are not there are put back to their places. */
  back?: readonly Contact[];
}

interface WrittenContacts {
  /** The ids of those that were added, in their order. */
  added: string[];
  /** Those that were taken out. */
  removed: Contact[];
}

/**
 * Writes changes in one transaction: all of them or nothing. Only the worker writes. Errors are those of IndexedDB.
 *
 * @param now milliseconds since the epoch
 * @param also what is written in the same transaction
 */
export async function writeContacts(
  changes: ContactChanges,
  source: ContactSource,
  now: number,
  also: (transaction: Writing, written: WrittenContacts) => unknown = () => undefined,
): Promise<WrittenContacts> {
  const { add = [], put = [], remove = [], back = [] } = changes;
  const transaction = (await openDatabase()).transaction([...stores], 'readwrite');
  const all = IDBKeyRange.bound(...idsBetween(source));
  const drawers = new DrawersInUse(source, await transaction.objectStore('contact-drawers').getAll(all));
  const added = add.map((draft) => ({ ...draft, id: drawers.nextId(), source, changedAt: now }));
  // Of those that are new, only the first can come into a folder that is there already.
  const there = [...put, ...back, ...added.slice(0, 1)].map(({ id }) => id);
  const folders = await foldersOf(transaction, [...there, ...remove]);
  for (const contact of put.filter(({ id }) => folders.contact(id))) {
    drawers.change(contact.id, 0);
    folders.replace(contact);
  }
  const removed = new Map<string, Contact>();
  for (const id of remove) {
    const contact = folders.contact(id);
    if (!contact) continue;
    drawers.change(id, -1);
    folders.remove(id);
    removed.set(id, contact);
  }
  for (const contact of back.filter(({ id }) => !folders.contact(id))) {
    drawers.change(contact.id, 1);
    folders.add(contact);
  }
  for (const contact of added) folders.add(contact);
  keep(transaction, folders, drawers);
  const written = { added: added.map(({ id }) => id), removed: [...removed.values()] };
  await Promise.all([also(transaction, written), transaction.done]);
  return written;
}

/** Adds contacts and answers their ids, in the same order. */
export async function addContacts(
  drafts: readonly ContactDraft[],
  source: ContactSource,
  now: number,
): Promise<string[]> {
  return (await writeContacts({ add: drafts }, source, now)).added;
}

/** Replaces a contact that is there; one that is not any more stays away. */
export async function changeContact(contact: Contact): Promise<void> {
  await writeContacts({ put: [contact] }, contact.source, contact.changedAt);
}

/** Takes a contact out; until `forgetDeleted` it can be put back. */
export async function deleteContact(id: string, now: number): Promise<void> {
  await writeContacts({ remove: [id] }, sourceOf(id), now, (transaction, { removed }) => {
    const deleted = transaction.objectStore('deleted-contacts');
    return Promise.all(removed.map((contact) => deleted.put({ contact, deletedAt: now })));
  });
}

/** Puts a deleted contact back; answers whether it could be. */
export async function restoreContact(id: string): Promise<boolean> {
  const deleted = await (await openDatabase()).get('deleted-contacts', id);
  if (!deleted) return false;
  const { contact } = deleted;
  await writeContacts({ back: [contact] }, contact.source, contact.changedAt, (transaction) =>
    transaction.objectStore('deleted-contacts').delete(id),
  );
  return true;
}

/** From now on those deleted before that time, milliseconds since the epoch, are gone for good. */
export async function forgetDeleted(before: number): Promise<void> {
  const { store, done } = (await openDatabase()).transaction('deleted-contacts', 'readwrite');
  for (let cursor = await store.openCursor(); cursor; cursor = await cursor.continue()) {
    if (cursor.value.deletedAt < before) await cursor.delete();
  }
  await done;
}

/** Takes out all of a source, for good. The last drawer stays, full, so that no place is given twice. */
export async function clearContacts(source: ContactSource): Promise<void> {
  const transaction = (await openDatabase()).transaction(cleared, 'readwrite');
  const all = IDBKeyRange.bound(...idsBetween(source));
  const drawers = transaction.objectStore('contact-drawers');
  const full = new DrawersInUse(source, await drawers.getAll(all)).emptied();
  await Promise.all([
    ...cleared.map((store) => transaction.objectStore(store).delete(all)),
    drawers.put(full),
    transaction.done,
  ]);
}

async function foldersOf(transaction: Writing, ids: readonly string[]): Promise<FoldersInUse> {
  const store = transaction.objectStore('contact-folders');
  const wanted = [...new Set(ids.map(folderOf))];
  const read = await Promise.all(wanted.map((id) => store.get(id)));
  return new FoldersInUse(read.filter((folder) => folder !== undefined));
}

/** Without a promise for each: one that fails ends the transaction, which tells. */
function keep(transaction: Writing, folders: FoldersInUse, drawers: DrawersInUse): void {
  const bare = (name: (typeof lists)[number]) =>
    unwrap(transaction.objectStore(name)) as unknown as IDBObjectStore;
  for (const folder of folders.changed()) {
    if (folder.contacts.length > 0) bare('contact-folders').put(folder);
    else bare('contact-folders').delete(folder.id);
  }
  for (const drawer of drawers.changed()) bare('contact-drawers').put(drawer);
}
