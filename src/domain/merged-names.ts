import { contactId } from './contact-id';
import type { DrawerIndex } from './drawer-index';

/** Contacts of one drawer in the order of their names. */
export interface Run {
  /** Which of the drawers. */
  drawer: number;
  /** Those that are in this bucket. */
  bucket: number;
  bucketOf: Uint8Array;
}

interface Head extends Run {
  owner: number;
  name: string;
}

/** The runs of all drawers as one, in the order of names: only as far as somebody asks. */
export class MergedNames {
  /** A heap: each head is before the two at twice its place. */
  private readonly heads: Head[] = [];

  constructor(
    private readonly drawers: readonly DrawerIndex[],
    runs: readonly Run[],
  ) {
    for (const run of runs) {
      const head = { ...run, owner: 0, name: '' };
      if (this.read(head)) this.heads.push(head);
    }
    for (let at = this.heads.length >> 1; at >= 0; at--) this.sink(at);
  }

  /** The next id; undefined after the last. */
  next(): string | undefined {
    const [head] = this.heads;
    const index = head && this.drawers[head.drawer];
    if (!head || !index) return undefined;
    const id = contactId(index.id, index.places[head.owner] ?? 0);
    head.owner++;
    if (!this.read(head)) {
      const last = this.heads.pop();
      if (last && last !== head) this.heads[0] = last;
    }
    this.sink(0);
    return id;
  }

  private read(head: Head): boolean {
    const index = this.drawers[head.drawer];
    head.owner = head.bucketOf.indexOf(head.bucket, head.owner);
    if (head.owner < 0 || !index) return false;
    const start = index.names[head.owner] ?? 0;
    head.name = index.text.slice(start, index.text.indexOf('\n', start));
    return true;
  }

  private sink(from: number): void {
    const { heads } = this;
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      let least = this.isBefore(left, at) ? left : at;
      if (this.isBefore(left + 1, least)) least = left + 1;
      if (least === at) return;
      const head = heads[at];
      const other = heads[least];
      if (!head || !other) return;
      heads[at] = other;
      heads[least] = head;
      at = least;
    }
  }

  /** Of the same name, the one in the earlier drawer. */
  private isBefore(at: number, than: number): boolean {
    const one = this.heads[at];
    const other = this.heads[than];
    if (!one || !other || one === other) return false;
    return one.name < other.name || (one.name === other.name && one.drawer < other.drawer);
  }
}
