import type { Contact } from '../domain/contact';
import { idsInDrawer } from '../domain/contact-id';
import { type DrawerIndex, drawerIndex, indexFormat } from '../domain/drawer-index';
import { withPauses } from '../domain/in-steps';
import { type DrawerNumbers, drawerNumbers } from '../domain/number-tails';
import { type Drawer, openDatabase } from './database';

/** Whether what is kept of the drawer's index is of its contacts as they are. */
export function isIndexed({ revision, indexed }: Drawer): boolean {
  return indexed?.revision === revision && indexed.format === indexFormat;
}

/**
 * Makes the index of each drawer that has changed anew, one after the other: what this does not come to, as the
 * worker dies, is made by the next, and until then by whoever reads.
 *
 * @param pause called between their steps, so that nothing waits for more than one
 */
export async function indexDrawers(pause: () => Promise<void>): Promise<void> {
  const database = await openDatabase();
  const changed = (await database.getAll('contact-drawers')).filter((one) => !isIndexed(one));
  let kept: Promise<unknown> = Promise.resolve();
  let coming = readNext(changed, 0);
  for (const [at, { id }] of changed.entries()) {
    const read = await coming;
    if (!read) break;
    const { revision, contacts } = read;
    coming = readNext(changed, at + 1);
    await pause();
    const index = await withPauses(drawerIndex(id, revision, contacts), pause);
    await pause();
    const numbers = await withPauses(drawerNumbers(id, revision, indexFormat, contacts), pause);
    await kept;
    // The next one is made while this one is written.
    kept = keepIndex(index, numbers);
    kept.catch(() => undefined);
    await pause();
  }
  await kept;
}

/** Undefined after the last. */
function readNext(drawers: readonly Drawer[], at: number): ReturnType<typeof readDrawer> | undefined {
  const next = drawers[at];
  const reading = next && readDrawer(next.id);
  reading?.catch(() => undefined);
  return reading;
}

/** The contacts of one drawer, and of which revision they are. */
export async function readDrawer(id: string): Promise<{ revision: number; contacts: Contact[] }> {
  const transaction = (await openDatabase()).transaction(['contact-folders', 'contact-drawers']);
  const [drawer, folders] = await Promise.all([
    transaction.objectStore('contact-drawers').get(id),
    transaction.objectStore('contact-folders').getAll(IDBKeyRange.bound(...idsInDrawer(id))),
  ]);
  return { revision: drawer?.revision ?? 0, contacts: folders.flatMap(({ contacts }) => contacts) };
}

/** Not where the drawer has changed meanwhile. */
async function keepIndex(index: DrawerIndex, numbers: DrawerNumbers): Promise<void> {
  const transaction = (await openDatabase()).transaction(
    ['contact-drawers', 'drawer-indexes', 'drawer-numbers'],
    'readwrite',
    { durability: 'relaxed' },
  );
  const drawers = transaction.objectStore('contact-drawers');
  const drawer = await drawers.get(index.id);
  if (drawer?.revision === index.revision) {
    const indexed = { revision: index.revision, format: index.format };
    await Promise.all([
      transaction.objectStore('drawer-indexes').put(index),
      transaction.objectStore('drawer-numbers').put(numbers),
      drawers.put({ ...drawer, indexed }),
    ]);
  }
  await transaction.done;
}
