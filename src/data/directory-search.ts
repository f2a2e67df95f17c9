import type { Contact } from '../domain/contact';
import type { DirectoryQuery } from '../domain/directory-query';
import { type DirectoryMatches, searchDirectory } from '../domain/directory-search';
import { drawerIndex } from '../domain/drawer-index';
import { searchable } from '../domain/drawer-search';
import { readContacts } from './contacts';
import { DrawerShelf } from './drawer-shelf';

/** The pieces in which an order of 100,000 names is made, so that a screen goes on meanwhile. */
const piece = 4_000;

/** How many contacts are kept at hand. */
const mostShown = 500;

/** A screen's view of the directory, for as long as the screen is open. Errors are those of IndexedDB. */
export class DirectorySearch {
  private readonly drawers = new DrawerShelf('drawer-indexes', drawerIndex, searchable);

  private shown = new ShownContacts();

  /** What has changed since the last time is read; to be called again at each new `directoryRevision`. */
  async refresh(): Promise<void> {
    await this.drawers.refresh();
    this.shown = new ShownContacts();
  }

  /** Answers at once, from what was read at the last `refresh`. */
  find(query: DirectoryQuery): FoundContacts {
    return new FoundContacts(searchDirectory(this.drawers.all, query), this.shown);
  }
}

/** The contacts read last: whoever types on sees many of them again. */
class ShownContacts {
  private readonly contacts = new Map<string, Contact>();

  async read(ids: readonly string[]): Promise<(Contact | undefined)[]> {
    const missing = ids.filter((id) => !this.contacts.has(id));
    const read = missing.length > 0 ? await readContacts(missing) : [];
    if (this.contacts.size + read.length > mostShown) this.contacts.clear();
    const fresh = new Map(missing.map((id, at) => [id, read[at]]));
    const answer = ids.map((id) => fresh.get(id) ?? this.contacts.get(id));
    for (const contact of answer) if (contact) this.contacts.set(contact.id, contact);
    return answer;
  }
}

/** What one query has found, to be shown a page at a time. */
export class FoundContacts {
  constructor(
    private readonly matches: DirectoryMatches,
    private readonly shown: ShownContacts,
  ) {}

  get total(): number {
    return this.matches.total;
  }

  /** The first ids at once: for a short list of suggestions. */
  ids(from: number, to: number): string[] {
    return this.matches.ids(from, to);
  }

  /**
   * The contacts from the first place to before the second; undefined for one that was deleted meanwhile.
   *
   * @throws the signal's reason once it is aborted
   */
  async page(from: number, to: number, signal?: AbortSignal): Promise<(Contact | undefined)[]> {
    for (let reached = piece; reached < Math.min(to, this.total); reached += piece) {
      this.matches.ids(reached, reached);
      await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
    }
    const contacts = await this.shown.read(this.matches.ids(from, to));
    signal?.throwIfAborted();
    return contacts;
  }
}
