import { type MatchingRules, matchCaller, tailLength } from '../domain/caller-match';
import type { Contact } from '../domain/contact';
import { contactId } from '../domain/contact-id';
import { indexFormat } from '../domain/drawer-index';
import { drawerNumbers, placesWithTail } from '../domain/number-tails';
import { readContacts } from './contacts';
import { DrawerShelf } from './drawer-shelf';

/** More contacts than this with the same last digits are no help in telling who calls. */
const mostCandidates = 500;
/** Digits of the longest number. */
const longest = 15;

/** Tells whose a number is, without reading more than a few contacts. Errors are those of IndexedDB. */
export class CallerSearch {
  private readonly drawers = new DrawerShelf(
    'drawer-numbers',
    (id, revision, contacts) => drawerNumbers(id, revision, indexFormat, contacts),
    (numbers) => numbers,
  );

  /** The contacts with this number; see `matchCaller`. */
  async match(number: string, rules: MatchingRules): Promise<Contact[]> {
    if (number === '') return [];
    await this.drawers.refresh();
    const candidates = await readContacts(this.candidates(number, tailLength(number, rules)));
    return matchCaller(
      number,
      candidates.filter((contact) => contact !== undefined),
      rules,
    );
  }

  /** With more digits where so few are those of too many. */
  private candidates(number: string, length: number): string[] {
    const ids = this.drawers.all.flatMap((drawer) =>
      placesWithTail(drawer, number, length).map((place) => contactId(drawer.id, place)),
    );
    if (ids.length <= mostCandidates) return ids;
    return length < longest ? this.candidates(number, length + 1) : ids.slice(0, mostCandidates);
  }
}
