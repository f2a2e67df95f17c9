import type { ContactSource } from './contact';

/**
 * Contacts lie in drawers of at most so many places; `o12-457` is place 457 in the user's twelfth drawer,
 * `c0-3` one in the company's first. A place is never given twice, so that a deleted contact comes back under
 * its id. A change makes only its drawer's index anew, however large the directory is.
 */
export const drawerPlaces = 1024;

/**
 * So many places of a drawer are kept as one record, a folder: it is the records that take long to write, not what is
 * in them. Whoever reads one contact reads its neighbours too, which is why there are not more.
 */
export const folderPlaces = 16;

const letters: Record<ContactSource, string> = { own: 'o', company: 'c' };

export const contactIdPattern = /^[oc]\d{1,7}-\d{1,4}$/;

export function drawerId(source: ContactSource, number: number): string {
  return `${letters[source]}${number}`;
}

export function contactId(drawer: string, place: number): string {
  return `${drawer}-${place}`;
}

/** Where a contact lies; of an id that is none, a drawer that does not exist. */
export function placeOf(id: string): { drawer: string; place: number } {
  const [drawer = '', place = ''] = id.split('-');
  return { drawer, place: Number(place) };
}

/** The id of the folder that a contact is kept in. */
export function folderOf(id: string): string {
  const { drawer, place } = placeOf(id);
  return `${drawer}-${Math.floor(place / folderPlaces)}`;
}

export function drawerNumber(drawer: string): number {
  return Number(drawer.slice(1));
}

export function sourceOf(idOrDrawer: string): ContactSource {
  return idOrDrawer.startsWith(letters.company) ? 'company' : 'own';
}

/** What lies between the two, in the order of strings, are the ids of the source's drawers, folders and contacts. */
export function idsBetween(source: ContactSource): [string, string] {
  return [letters[source], `${letters[source]}\uFFFF`];
}

/** The same for the folders and contacts of one drawer. */
export function idsInDrawer(drawer: string): [string, string] {
  return [`${drawer}-`, `${drawer}-\uFFFF`];
}
