import { PhoneError } from '../contract/phone-error';
import { CallerSearch } from '../data/caller-search';
import type { CallEvent, Ended, LiveCall } from '../domain/call';
import type { CallContact } from '../domain/call-facts';
import { isHidden, type MatchingRules } from '../domain/caller-match';
import { type Contact, contactName } from '../domain/contact';
import { isSameValue } from '../domain/same-value';
import type { Logger } from '../log/logger';
import type { Store } from './store';

/** Names on a card; who has the same number as so many others is not told apart by one more. */
const mostNames = 5;

export interface CallersOptions {
  store: Store;
  /** Of whoever is signed in. */
  rules(): MatchingRules | undefined;
  /** Of a live call. */
  apply(id: string, event: CallEvent): void;
  /** Of a call that was over sooner than its contacts were found. */
  named(call: Ended): void;
  log: Logger;
}

/** Who the other people are, as the directory knows them; the phone never waits for it. */
export class Callers {
  private readonly search = new CallerSearch();
  /** By the call's id, what was last looked for. */
  private readonly asked = new Map<string, string>();
  /** Calls that are being looked for, and how they have ended meanwhile. */
  private readonly underWay = new Map<string, Ended | undefined>();

  constructor(private readonly options: CallersOptions) {
    options.store.subscribe((now, before) => {
      if (now.calls !== before.calls || now.directoryRevision !== before.directoryRevision) this.look();
    });
  }

  ended(call: Ended): void {
    if (this.underWay.has(call.id)) this.underWay.set(call.id, call);
    // It was turned away before anybody could look for its name.
    else if (!this.asked.has(call.id) && !call.emergency) void this.nameEnded(call);
  }

  /** Throws PhoneError 'identity-missing' for a number that only hidden entries of the company have. */
  async mayCall(number: string): Promise<void> {
    const rules = this.options.rules();
    if (!rules?.identityRequired) return;
    const contacts = await this.contacts(number, { ...rules, identityRequired: false });
    if (contacts.length > 0 && contacts.every((contact) => isHidden(contact, rules)))
      throw new PhoneError('identity-missing', 'a company entry without Unique Identity');
  }

  /** Whose a number is: at most so many as a card has room for, none while nobody is signed in. Never rejects. */
  async namesOf(number: string): Promise<CallContact[]> {
    const rules = this.options.rules();
    return rules ? namesOf(await this.contacts(number, rules)) : [];
  }

  private async nameEnded(call: Ended): Promise<void> {
    const contacts = await this.namesOf(call.party.number);
    if (contacts.length > 0) this.options.named({ ...call, contacts });
  }

  private look(): void {
    const { calls, directoryRevision } = this.options.store.snapshot;
    const rules = this.options.rules();
    for (const id of this.asked.keys()) if (!calls.some((call) => call.id === id)) this.asked.delete(id);
    for (const call of rules ? calls : []) {
      const wanted = `${directoryRevision} ${call.party.number}`;
      if (call.emergency || this.asked.get(call.id) === wanted) continue;
      this.asked.set(call.id, wanted);
      if (rules) void this.name(call, wanted, rules);
    }
  }

  private async name({ id, party }: LiveCall, wanted: string, rules: MatchingRules): Promise<void> {
    if (!this.underWay.has(id)) this.underWay.set(id, undefined);
    const contacts = namesOf(await this.contacts(party.number, rules));
    const ended = this.underWay.get(id);
    if (ended) {
      this.underWay.delete(id);
      if (contacts.length > 0) this.options.named({ ...ended, contacts });
      return;
    }
    // The number, or the directory, has changed meanwhile: what was asked for then will come.
    const asked = this.asked.get(id);
    if (asked !== undefined && asked !== wanted) return;
    this.underWay.delete(id);
    const now = this.options.store.snapshot.calls.find((call) => call.id === id);
    if (now && !isSameValue(now.contacts ?? [], contacts))
      this.options.apply(id, { type: 'contacts', contacts });
  }

  /** None where the database cannot be read: the call goes on under the gateway's name. */
  private async contacts(number: string, rules: MatchingRules): Promise<Contact[]> {
    try {
      return await this.search.match(number, rules);
    } catch (error) {
      this.options.log.warn(`the directory cannot be read: ${String(error)}`);
      return [];
    }
  }
}

/** The same name twice says no more than once. */
function namesOf(contacts: Contact[]): CallContact[] {
  const names = new Map<string, CallContact>();
  for (const contact of contacts) {
    const name = contactName(contact);
    if (!names.has(name)) names.set(name, { id: contact.id, name });
  }
  return [...names.values()].slice(0, mostNames);
}
