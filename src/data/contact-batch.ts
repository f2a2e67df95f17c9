import { type IDBPTransaction, unwrap } from 'idb';
import type { Contact, ContactSource } from '../domain/contact';
import type { ContactDraft } from '../domain/contact-draft';
import { contactId, drawerPlaces, idsBetween, placeOf } from '../domain/contact-id';
import { lastDrawer } from './contact-writing';
import { type Drawer, openDatabase, type Schema } from './database';

const stores = ['contacts', 'contact-drawers', 'imports', 'import-steps', 'import-bad-rows'] as const;

type BatchWriting = IDBPTransaction<Schema, typeof stores, 'readwrite'>;

/** Contacts of one source that change together; some hundred, as nothing else is read or written meanwhile. */
export interface ContactBatch {
  add: readonly ContactDraft[];
  /** Those that are there are replaced. */
  put: readonly Contact[];
  /** Taken out for good. */
  remove: readonly string[];
}

/**
 * Writes a batch in one transaction: all of it or nothing. Only the worker writes. Errors are those of IndexedDB.
 *
 * @param now milliseconds since the epoch
 * @param also written in the same transaction; hears the ids of the contacts that were added, in their order
 */
export async function writeBatch(
  batch: ContactBatch,
  source: ContactSource,
  now: number,
  also: (transaction: BatchWriting, added: string[]) => unknown = () => undefined,
): Promise<string[]> {
  const transaction = (await openDatabase()).transaction(stores, 'readwrite');
  const drawers = new DrawersInUse(
    source,
    await transaction.objectStore('contact-drawers').getAll(IDBKeyRange.bound(...idsBetween(source))),
  );
  const contacts = transaction.objectStore('contacts');
  const changed = [...batch.put.map(({ id }) => id), ...batch.remove];
  const there = new Set(
    (await Promise.all(changed.map((id) => contacts.getKey(id)))).filter((id) => id !== undefined),
  );
  const writing: Promise<unknown>[] = [];
  for (const contact of batch.put.filter(({ id }) => there.has(id))) {
    drawers.change(contact.id, 0);
    writing.push(contacts.put(contact));
  }
  for (const id of batch.remove.filter((each) => there.has(each))) {
    drawers.change(id, -1);
    writing.push(contacts.delete(id));
  }
  // Without a promise for each: one that fails ends the transaction, which tells.
  const bare = unwrap(contacts) as unknown as IDBObjectStore;
  const added = batch.add.map((draft) => {
    const id = drawers.nextId();
    bare.add({ ...draft, id, source, changedAt: now });
    return id;
  });
  for (const drawer of drawers.changed())
    writing.push(transaction.objectStore('contact-drawers').put(drawer));
  writing.push(Promise.resolve(also(transaction, added)));
  await Promise.all([...writing, transaction.done]);
  return added;
}

/** The drawers of a source while a batch is written. */
class DrawersInUse {
  private readonly drawers: Map<string, Drawer>;
  private readonly touched = new Set<string>();

  constructor(
    private readonly source: ContactSource,
    drawers: readonly Drawer[],
  ) {
    this.drawers = new Map(drawers.map((drawer) => [drawer.id, { ...drawer }]));
  }

  change(id: string, by: number): void {
    const drawer = this.drawers.get(placeOf(id).drawer);
    if (!drawer) return;
    drawer.size += by;
    this.touch(drawer);
  }

  nextId(): string {
    const last = this.last();
    const id = contactId(last.id, last.next);
    last.next++;
    last.size++;
    this.touch(last);
    return id;
  }

  changed(): Drawer[] {
    return [...this.touched].flatMap((id) => this.drawers.get(id) ?? []);
  }

  private current: Drawer | undefined;

  private last(): Drawer {
    if (this.current && this.current.next < drawerPlaces) return this.current;
    this.current = lastDrawer([...this.drawers.values()], this.source);
    this.drawers.set(this.current.id, this.current);
    return this.current;
  }

  /** However much of it changes, its revision grows by one. */
  private touch(drawer: Drawer): void {
    if (!this.touched.has(drawer.id)) drawer.revision++;
    this.touched.add(drawer.id);
  }
}
