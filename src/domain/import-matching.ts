import type { Contact } from './contact';
import type { ContactDraft } from './contact-draft';
import { contactMarks, KnownContacts, mergedContact } from './contact-merging';
import type { ReadRow } from './contact-reader';

type GoodRow = Extract<ReadRow, { draft: ContactDraft }>;

/** A contact of the directory, or one to come. */
interface Place {
  /** '' until it is written. */
  id: string;
}

/** The rows of one piece of a file, each with the contact that it is or becomes. */
export interface PlacedRows {
  /** Those contacts that are in the directory: they have to be read to go on. */
  ids: string[];
  rowsOf: Map<Place, GoodRow[]>;
}

/** What one piece of a file changes. */
export interface PieceChanges {
  add: ContactDraft[];
  put: Contact[];
  /** Those of `put`, as they were. */
  before: Contact[];
  /** Contacts of the directory that entries of a file of our own have become. */
  taken: string[];
  /** The places in `add` that are such entries. */
  takenOfAdded: number[];
  merged: number;
  unchanged: number;
  /** To be told the ids of `add` once they are written, in that order. */
  added(ids: readonly string[]): void;
}

/**
 * Which contact each row of a file is. Two entries of a file that Ringtab has written were two in the directory, and
 * stay two, however alike they are.
 */
export class ImportMatching {
  private readonly known = new KnownContacts<Place>();
  private readonly taken = new Set<Place>();

  /** @param isTaken an entry of this file has become it, before the worker died */
  know(contact: Contact, isTaken: boolean): void {
    const place = { id: contact.id };
    this.known.add(place, contactMarks(contact));
    if (isTaken) this.taken.add(place);
  }

  place(rows: readonly GoodRow[]): PlacedRows {
    const rowsOf = new Map<Place, GoodRow[]>();
    for (const row of rows) {
      const isEntry = row.entry !== '';
      const marks = contactMarks(row.draft);
      const place = this.known.find(marks, (one) => !isEntry || !this.taken.has(one)) ?? { id: '' };
      this.known.add(place, marks);
      if (isEntry) this.taken.add(place);
      const others = rowsOf.get(place);
      if (others) others.push(row);
      else rowsOf.set(place, [row]);
    }
    const ids = [...rowsOf.keys()].map(({ id }) => id).filter((id) => id !== '');
    return { ids, rowsOf };
  }

  /** @param contacts those of `ids` that are still there */
  changes({ rowsOf }: PlacedRows, contacts: ReadonlyMap<string, Contact>, now: number): PieceChanges {
    const places: Place[] = [];
    const changes: PieceChanges = {
      add: [],
      put: [],
      before: [],
      taken: [],
      takenOfAdded: [],
      merged: 0,
      unchanged: 0,
      added: (ids) => {
        places.forEach((place, at) => {
          place.id = ids[at] ?? '';
        });
      },
    };
    for (const [place, rows] of rowsOf) {
      const before = contacts.get(place.id);
      const isEntry = rows.some(({ entry }) => entry !== '');
      if (before) {
        if (isEntry) changes.taken.push(before.id);
        changeOne(before, rows, now, changes);
      } else {
        if (isEntry) changes.takenOfAdded.push(changes.add.length);
        addOne(rows, changes);
        places.push(place);
      }
    }
    return changes;
  }
}

function changeOne(before: Contact, rows: readonly GoodRow[], now: number, changes: PieceChanges): void {
  const after = merge(before, rows, changes);
  if (after === before) return;
  changes.put.push({ ...after, changedAt: now });
  changes.before.push(before);
}

function addOne([first, ...more]: readonly GoodRow[], changes: PieceChanges): void {
  if (first) changes.add.push(merge(first.draft, more, changes));
}

function merge<Kept extends ContactDraft>(
  kept: Kept,
  rows: readonly GoodRow[],
  counts: Pick<PieceChanges, 'merged' | 'unchanged'>,
): Kept {
  return rows.reduce((before, { draft }) => {
    const after = mergedContact(before, draft);
    counts[after === before ? 'unchanged' : 'merged']++;
    return after;
  }, kept);
}
