import { type Contact, contactName } from './contact';
import type { ContactDraft } from './contact-draft';
import { foldText } from './folded-words';

/** What makes of the entries that are there those that came; `gone` says which are to be taken out. */
export interface CompanyChanges {
  add: ContactDraft[];
  put: Contact[];
}

/**
 * Compares the entries that are there with those that came. One with the same e-mail address, or without one the same
 * name, is the same entry: it keeps its id, and whether it is a favourite, which is the user's to say.
 */
export class CompanyComparison {
  private readonly there = new Map<string, Contact[]>();

  /** An entry that is there; to be told of all of them first. */
  know(contact: Contact): void {
    const key = keyOf(contact);
    const others = this.there.get(key);
    if (others) others.push(contact);
    else this.there.set(key, [contact]);
  }

  /** @param now milliseconds since the epoch */
  compare(drafts: readonly ContactDraft[], now: number): CompanyChanges {
    const add: ContactDraft[] = [];
    const put: Contact[] = [];
    for (const draft of drafts) {
      const before = this.there.get(keyOf(draft))?.shift();
      const entry = { ...draft, favourite: before?.favourite ?? false };
      if (!before) add.push(entry);
      else {
        const after = { ...before, ...entry };
        if (JSON.stringify(after) !== JSON.stringify(before)) put.push({ ...after, changedAt: now });
      }
    }
    return { add, put };
  }

  /** The ids of those that did not come again. */
  gone(): string[] {
    return [...this.there.values()].flatMap((contacts) => contacts.map(({ id }) => id));
  }
}

function keyOf(contact: ContactDraft): string {
  return contact.email === '' ? `name ${foldText(contactName(contact))}` : `email ${foldText(contact.email)}`;
}
