import type { Contact } from '../../src/domain/contact';
import { type ContactDraft, emptyContact } from '../../src/domain/contact-draft';

/** A contact with something in it. */
export function draftOf(change: Partial<ContactDraft> = {}): ContactDraft {
  return { ...emptyContact(), ...change };
}

export function contactOf(id: string, change: Partial<Contact> = {}): Contact {
  return { ...emptyContact(), id, source: id.startsWith('c') ? 'company' : 'own', changedAt: 0, ...change };
}

export function numbered(...numbers: string[]): Contact['numbers'] {
  return numbers.map((number) => ({ label: 'work', number }));
}
