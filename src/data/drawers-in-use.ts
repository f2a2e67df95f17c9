import type { ContactSource } from '../domain/contact';
import { contactId, drawerId, drawerNumber, drawerPlaces, placeOf } from '../domain/contact-id';
import type { Drawer } from './database';

/** The drawers of a source while its contacts are written. */
export class DrawersInUse {
  private readonly drawers: Map<string, Drawer>;
  private readonly touched = new Set<string>();
  private last: Drawer;

  constructor(
    private readonly source: ContactSource,
    drawers: readonly Drawer[],
  ) {
    this.drawers = new Map(drawers.map((drawer) => [drawer.id, { ...drawer }]));
    this.last = this.open();
  }

  /** A contact of the drawer has changed, has come (1) or has gone (-1). */
  change(id: string, by: -1 | 0 | 1): void {
    const drawer = this.drawers.get(placeOf(id).drawer);
    if (!drawer) return;
    drawer.size += by;
    this.touch(drawer);
  }

  /** The place of a contact that is new: none is given twice. */
  nextId(): string {
    if (this.last.next >= drawerPlaces) this.last = this.open();
    const { last } = this;
    this.drawers.set(last.id, last);
    const id = contactId(last.id, last.next);
    last.next++;
    last.size++;
    this.touch(last);
    return id;
  }

  /** The last drawer without its contacts, full: whatever comes next lies in another. */
  emptied(): Drawer {
    const { id, revision } = this.last;
    return { id, size: 0, next: drawerPlaces, revision: revision + 1 };
  }

  changed(): Drawer[] {
    return [...this.touched].flatMap((id) => this.drawers.get(id) ?? []);
  }

  /** The last drawer, or the next where that is full. */
  private open(): Drawer {
    let newest: Drawer | undefined;
    for (const drawer of this.drawers.values())
      if (!newest || drawerNumber(drawer.id) > drawerNumber(newest.id)) newest = drawer;
    if (newest && newest.next < drawerPlaces) return newest;
    const number = newest ? drawerNumber(newest.id) + 1 : 0;
    return { id: drawerId(this.source, number), next: 0, size: 0, revision: 0 };
  }

  /** However much of it changes, its revision grows by one. */
  private touch(drawer: Drawer): void {
    if (!this.touched.has(drawer.id)) drawer.revision++;
    this.touched.add(drawer.id);
  }
}
