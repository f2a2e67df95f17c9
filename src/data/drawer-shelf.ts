import type { Contact } from '../domain/contact';
import { type InSteps, withPauses } from '../domain/in-steps';
import { openDatabase } from './database';
import { isIndexed, readDrawer } from './drawer-indexing';

type IndexStore = 'drawer-indexes' | 'drawer-numbers';

/** What is kept of every drawer in one store, in memory: only what has changed is read again. */
export class DrawerShelf<Kept, Held extends { revision: number }> {
  private held = new Map<string, Held>();
  private turn: Promise<unknown> = Promise.resolve();

  /**
   * @param make makes what is not kept yet, or not any more
   * @param hold what of it is held in memory
   */
  constructor(
    private readonly store: IndexStore,
    private readonly make: (id: string, revision: number, contacts: readonly Contact[]) => InSteps<Kept>,
    private readonly hold: (kept: Kept) => Held,
  ) {}

  get all(): Held[] {
    return [...this.held.values()];
  }

  /** Two at once are one after the other: the second sees what the first has read. */
  refresh(): Promise<void> {
    const turn = this.turn.then(() => this.read());
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  private async read(): Promise<void> {
    const database = await openDatabase();
    const transaction = database.transaction(['contact-drawers', this.store]);
    const drawers = await transaction.objectStore('contact-drawers').getAll();
    const changed = drawers.filter(({ id, revision }) => this.held.get(id)?.revision !== revision);
    const kept = new Map<string, Held>();
    for (const drawer of drawers) {
      const before = this.held.get(drawer.id);
      if (before) kept.set(drawer.id, before);
    }
    const store = transaction.objectStore(this.store);
    // One by one: all at once keep the screen from doing anything else meanwhile.
    await Promise.all(
      changed.filter(isIndexed).map(async ({ id }) => {
        const read = (await store.get(id)) as Kept | undefined;
        if (read) kept.set(id, this.hold(read));
      }),
    );
    for (const { id } of changed.filter((drawer) => !isIndexed(drawer))) {
      const { revision, contacts } = await readDrawer(id);
      await pause();
      kept.set(id, this.hold(await withPauses(this.make(id, revision, contacts), pause)));
      await pause();
    }
    this.held = kept;
  }
}

const pause = () => new Promise<void>((resolve) => setTimeout(resolve));
