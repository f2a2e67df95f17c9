import type { Contact, ContactSource } from '../domain/contact';
import type { ContactDraft } from '../domain/contact-draft';
import { contactId, drawerId, drawerNumber, drawerPlaces, idsBetween, placeOf } from '../domain/contact-id';
import { type Drawer, openDatabase } from './database';

/**
 * Writes contacts, each drawer in one transaction: either all of it is kept or nothing. Only the worker writes.
 * Errors are those of IndexedDB.
 */

const stores = [
  'contacts',
  'contact-drawers',
  'deleted-contacts',
  'drawer-indexes',
  'drawer-numbers',
] as const;

/**
 * Adds contacts and answers their ids, in the same order.
 *
 * @param now milliseconds since the epoch
 */
export async function addContacts(
  drafts: readonly ContactDraft[],
  source: ContactSource,
  now: number,
): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < drafts.length) {
    const more = await addToLastDrawer(drafts, ids.length, source, now);
    ids.push(...more);
  }
  return ids;
}

/** Replaces contacts that are there; those that are not any more stay away. */
export async function changeContacts(contacts: readonly Contact[]): Promise<void> {
  for (const [drawer, changed] of byDrawer(contacts, ({ id }) => id)) {
    await inDrawer(drawer, async (transaction) => {
      const store = transaction.objectStore('contacts');
      const there = await Promise.all(changed.map(({ id }) => store.getKey(id)));
      await Promise.all(changed.filter((_, at) => there[at] !== undefined).map((one) => store.put(one)));
      return 0;
    });
  }
}

/** Takes contacts out; until `forgetDeleted` they can be put back. */
export async function deleteContacts(ids: readonly string[], now: number): Promise<void> {
  for (const [drawer, places] of byDrawer([...new Set(ids)], (id) => id)) {
    await inDrawer(drawer, async (transaction) => {
      const store = transaction.objectStore('contacts');
      const found = (await Promise.all(places.map((id) => store.get(id)))).filter((one) => one !== undefined);
      const deleted = transaction.objectStore('deleted-contacts');
      await Promise.all(
        found.flatMap((contact): Promise<unknown>[] => [
          store.delete(contact.id),
          deleted.put({ contact, deletedAt: now }),
        ]),
      );
      return -found.length;
    });
  }
}

/** Puts deleted contacts back; answers how many could be. */
export async function restoreContacts(ids: readonly string[]): Promise<number> {
  let restored = 0;
  for (const [drawer, places] of byDrawer([...new Set(ids)], (id) => id)) {
    await inDrawer(drawer, async (transaction) => {
      const deleted = transaction.objectStore('deleted-contacts');
      const found = (await Promise.all(places.map((id) => deleted.get(id)))).filter(
        (one) => one !== undefined,
      );
      const contacts = transaction.objectStore('contacts');
      await Promise.all(
        found.flatMap(({ contact }): Promise<unknown>[] => [
          contacts.put(contact),
          deleted.delete(contact.id),
        ]),
      );
      restored += found.length;
      return found.length;
    });
  }
  return restored;
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
  const transaction = await begin();
  const { id, revision } = await openDrawer(transaction, source);
  const full = { id, size: 0, next: drawerPlaces, revision: revision + 1 };
  const all = IDBKeyRange.bound(...idsBetween(source));
  await Promise.all([
    ...stores.map((store) => transaction.objectStore(store).delete(all)),
    transaction.objectStore('contact-drawers').put(full),
    transaction.done,
  ]);
}

type Writing = Awaited<ReturnType<typeof begin>>;

async function begin() {
  return (await openDatabase()).transaction(stores, 'readwrite');
}

async function addToLastDrawer(
  drafts: readonly ContactDraft[],
  from: number,
  source: ContactSource,
  now: number,
): Promise<string[]> {
  const transaction = await begin();
  const drawer = await openDrawer(transaction, source);
  const contacts = drafts.slice(from, from + drawerPlaces - drawer.next).map((draft, at) => ({
    ...draft,
    id: contactId(drawer.id, drawer.next + at),
    source,
    changedAt: now,
  }));
  const grown = {
    ...drawer,
    next: drawer.next + contacts.length,
    size: drawer.size + contacts.length,
    revision: drawer.revision + 1,
  };
  await Promise.all([
    ...contacts.map((contact) => transaction.objectStore('contacts').add(contact)),
    transaction.objectStore('contact-drawers').put(grown),
    transaction.done,
  ]);
  return contacts.map(({ id }) => id);
}

async function openDrawer(transaction: Writing, source: ContactSource): Promise<Drawer> {
  const all = IDBKeyRange.bound(...idsBetween(source));
  return lastDrawer(await transaction.objectStore('contact-drawers').getAll(all), source);
}

/** Of all drawers of the source the last one, or the next where that is full. */
export function lastDrawer(drawers: readonly Drawer[], source: ContactSource): Drawer {
  const newest = drawers.reduce<Drawer | undefined>(
    (one, other) => (one && drawerNumber(one.id) > drawerNumber(other.id) ? one : other),
    undefined,
  );
  if (newest && newest.next < drawerPlaces) return newest;
  const number = newest ? drawerNumber(newest.id) + 1 : 0;
  return { id: drawerId(source, number), next: 0, size: 0, revision: 0 };
}

/** @param write answers by how many contacts the drawer has grown */
async function inDrawer(id: string, write: (transaction: Writing) => Promise<number>): Promise<void> {
  const transaction = await begin();
  const drawers = transaction.objectStore('contact-drawers');
  const drawer = await drawers.get(id);
  if (drawer) {
    const grown = await write(transaction);
    await drawers.put({ ...drawer, size: drawer.size + grown, revision: drawer.revision + 1 });
  }
  await transaction.done;
}

function byDrawer<Item>(items: readonly Item[], idOf: (item: Item) => string): Map<string, Item[]> {
  const drawers = new Map<string, Item[]>();
  for (const item of items) {
    const { drawer } = placeOf(idOf(item));
    const others = drawers.get(drawer);
    if (others) others.push(item);
    else drawers.set(drawer, [item]);
  }
  return drawers;
}
