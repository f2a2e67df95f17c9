import { readCalls, readNewestCalls } from '../data/call-log-lists';
import { CallerSearch } from '../data/caller-search';
import { DirectorySearch } from '../data/directory-search';
import type { MatchingRules } from '../domain/caller-match';
import { type Contact, contactName } from '../domain/contact';
import { plainDigits } from '../domain/plain-digits';
import type { OfferedNumber } from './address-bar';

/** Far more calls than are offered: many are to the same numbers. */
const callsLookedAt = 40;
const mostOffered = 8;
const mostNames = 3;
/** Longer than any number: only one that is the same has its name, not one that ends alike. */
const allDigits = 100;

/** Whom numbers belong to, and which of them somebody may mean. Errors are those of IndexedDB. */
export class KnownNumbers {
  private readonly callers = new CallerSearch();
  /** Read while somebody types, and let go afterwards: it may be large. */
  private directory: DirectorySearch | undefined;

  /** @param rules of whoever is signed in */
  constructor(private readonly rules: () => MatchingRules | undefined) {}

  /** The names of those whose number this is. A page must not borrow the name of one that merely ends alike. */
  async names(number: string): Promise<string[]> {
    const rules = this.rules();
    if (!rules) return [];
    const owners = await this.callers.match(number, { ...rules, digits: allDigits });
    return [...new Set(owners.map(contactName))].slice(0, mostNames);
  }

  /** Numbers of contacts, then of calls, for what has been typed. */
  async offers(typed: string): Promise<OfferedNumber[]> {
    const [contacts, calls] = await Promise.all([this.ofContacts(typed), this.ofCalls(typed)]);
    const seen = new Set<string>();
    return [...contacts, ...calls].filter(({ number }) => {
      const known = plainDigits(number);
      if (number === '' || seen.has(known)) return false;
      seen.add(known);
      return true;
    });
  }

  /** Nobody types any more. */
  rest(): void {
    this.directory = undefined;
  }

  private async ofContacts(text: string): Promise<OfferedNumber[]> {
    const rules = this.rules();
    this.directory ??= new DirectorySearch();
    const { directory } = this;
    await directory.refresh();
    const { identityRequired = false, dialRules } = rules ?? {};
    const found = directory.find({ text, identityRequired, countryCode: dialRules?.countryCode ?? '' });
    const contacts = await found.page(0, mostOffered);
    return contacts.filter((each) => each !== undefined).flatMap((contact) => numbersOf(contact, text));
  }

  private async ofCalls(text: string): Promise<OfferedNumber[]> {
    const index = await readNewestCalls();
    const positions = index.find('all', text).subarray(0, callsLookedAt);
    const calls = await readCalls(Array.from(positions, (position) => index.id(position)));
    return calls.map(({ typed, party }) => ({ number: typed ?? party.number, name: party.name }));
  }
}

/** Those that have the digits that were typed first. */
function numbersOf(contact: Contact, typed: string): OfferedNumber[] {
  const name = contactName(contact);
  const digits = plainDigits(typed);
  const has = (number: string) => digits !== '' && plainDigits(number).includes(digits);
  return contact.numbers
    .map(({ number }) => ({ number, name }))
    .sort((one, other) => Number(has(other.number)) - Number(has(one.number)));
}
