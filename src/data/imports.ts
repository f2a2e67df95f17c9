import type { Contact } from '../domain/contact';
import type { ImportBadRow, ImportJob, ImportStep } from '../domain/import-job';
import type { PieceChanges } from '../domain/import-matching';
import { writeContacts } from './contact-writing';
import { readContacts } from './contacts';
import { openDatabase } from './database';

/** The import that is made, or was made last: its file, what it has done, and what it could not take. */

/** How many bad rows are read at a time. */
const batch = 2_000;

/** A screen puts the file there, and then asks for its import. Errors are those of IndexedDB. */
export async function keepImportFile(id: string, file: Blob): Promise<void> {
  await (await openDatabase()).put('import-files', file, id);
}

export async function importFile(id: string): Promise<Blob | undefined> {
  return (await openDatabase()).get('import-files', id);
}

/** The one that is made, or was made last, and has not been forgotten. */
export async function readImport(): Promise<ImportJob | undefined> {
  const [job] = await (await openDatabase()).getAll('imports', undefined, 1);
  return job;
}

/** Begins one, or none: forgets the one before, and every file but its own. What was brought stays. */
export async function replaceImport(job: ImportJob | undefined): Promise<void> {
  const transaction = (await openDatabase()).transaction(
    ['imports', 'import-files', 'import-steps', 'import-bad-rows'],
    'readwrite',
  );
  const files = transaction.objectStore('import-files');
  const others = (await files.getAllKeys()).filter((id) => id !== job?.id);
  await Promise.all([
    ...others.map((id) => files.delete(id)),
    transaction.objectStore('imports').clear(),
    transaction.objectStore('import-steps').clear(),
    transaction.objectStore('import-bad-rows').clear(),
    ...(job ? [transaction.objectStore('imports').put(job)] : []),
    transaction.done,
  ]);
}

/** Its state alone. One that is done needs its file no more. */
export async function keepImport(job: ImportJob): Promise<void> {
  const transaction = (await openDatabase()).transaction(['imports', 'import-files'], 'readwrite');
  await Promise.all([
    transaction.objectStore('imports').put(job),
    ...(job.state === 'done' ? [transaction.objectStore('import-files').clear()] : []),
    transaction.done,
  ]);
}

/**
 * What came of one piece of the file, with how far the import has come: all of it is kept or nothing.
 *
 * @returns the ids of the contacts that were added
 */
export async function writeTaken(
  { add, put, before, ...changes }: PieceChanges,
  bad: readonly ImportBadRow[],
  job: ImportJob,
  now: number,
): Promise<string[]> {
  const { added } = await writeContacts({ add, put }, 'own', now, (transaction, written) => {
    const taken = [...changes.taken, ...changes.takenOfAdded.map((at) => written.added[at] ?? '')];
    const step = { at: now, added: written.added, before, taken };
    const isStep = step.added.length + before.length + taken.length > 0;
    return Promise.all([
      ...(isStep ? [transaction.objectStore('import-steps').add(step)] : []),
      ...bad.map((row) => transaction.objectStore('import-bad-rows').add(row)),
      transaction.objectStore('imports').put(job),
    ]);
  });
  return added;
}

/** The contacts that entries of the file have become so far. */
export async function takenContacts(): Promise<Set<string>> {
  const { store } = (await openDatabase()).transaction('import-steps');
  const taken = new Set<string>();
  for (let cursor = await store.openCursor(); cursor; cursor = await cursor.continue()) {
    for (const id of cursor.value.taken) taken.add(id);
  }
  return taken;
}

/** Undoes the last step that is left, but for what somebody has changed since. @returns false when none is */
export async function undoStep(job: ImportJob, now: number): Promise<boolean> {
  const database = await openDatabase();
  const { store } = database.transaction('import-steps');
  const last = await store.openCursor(null, 'prev');
  if (!last) return false;
  const { primaryKey, value } = last;
  const { put, remove } = await untouched(value);
  await writeContacts({ put, remove }, 'own', now, (transaction) =>
    Promise.all([
      transaction.objectStore('import-steps').delete(primaryKey),
      transaction.objectStore('imports').put(job),
    ]),
  );
  return true;
}

/** What of a step is as the import has left it. */
async function untouched({ at, added, before }: ImportStep): Promise<{ put: Contact[]; remove: string[] }> {
  if (at === undefined) return { put: before, remove: added };
  const found = await readContacts([...added, ...before.map(({ id }) => id)]);
  const same = new Set(found.flatMap((contact) => (contact?.changedAt === at ? [contact.id] : [])));
  return { put: before.filter(({ id }) => same.has(id)), remove: added.filter((id) => same.has(id)) };
}

export async function countSteps(): Promise<number> {
  return (await openDatabase()).count('import-steps');
}

/** The first bad rows, in the order of the file. */
export async function firstBadRows(count: number): Promise<ImportBadRow[]> {
  return (await openDatabase()).getAll('import-bad-rows', undefined, count);
}

/** All of them, in the order of the file, a batch at a time. */
export async function* eachBadRows(): AsyncGenerator<ImportBadRow[]> {
  const database = await openDatabase();
  for (let from = 0; ; ) {
    const range = IDBKeyRange.lowerBound(from, true);
    const [rows, keys] = await Promise.all([
      database.getAll('import-bad-rows', range, batch),
      database.getAllKeys('import-bad-rows', range, batch),
    ]);
    if (rows.length > 0) yield rows;
    const last = keys.at(-1);
    if (last === undefined || rows.length < batch) return;
    from = last;
  }
}
