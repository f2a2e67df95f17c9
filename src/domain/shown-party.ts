import type { CallFacts, Party } from './call-facts';

/** The other person as they are shown: the directory knows better than the gateway what they are called. */
export function shownParty({ party, contacts = [] }: Pick<CallFacts, 'party' | 'contacts'>): Party {
  return contacts.length === 0 ? party : { ...party, name: contacts.map(({ name }) => name).join(', ') };
}
