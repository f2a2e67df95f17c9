import type { ContactNumber, PostalAddress } from './contact';
import type { ContactDraft } from './contact-draft';
import { isSameValue } from './same-value';

/**
 * What somebody has changed in an editor, done to the contact as it is now: what another screen, or an import, changed
 * meanwhile stays, wherever the editor left it as it was.
 *
 * @param before as it was when the editing began
 * @param after as it was when the editing ended
 */
export function editedContact(now: ContactDraft, before: ContactDraft, after: ContactDraft): ContactDraft {
  const chosen = <Key extends keyof ContactDraft>(key: Key): ContactDraft[Key] =>
    isSameValue(after[key], before[key]) ? now[key] : after[key];
  return {
    firstName: chosen('firstName'),
    middleName: chosen('middleName'),
    lastName: chosen('lastName'),
    company: chosen('company'),
    email: chosen('email'),
    numbers: editedNumbers(now.numbers, before.numbers, after.numbers),
    favourite: chosen('favourite'),
    note: chosen('note'),
    language: chosen('language'),
    address: editedAddress(now.address, before.address, after.address),
  };
}

function editedAddress(now: PostalAddress, before: PostalAddress, after: PostalAddress): PostalAddress {
  const lines = Object.keys(now) as (keyof PostalAddress)[];
  return Object.fromEntries(
    lines.map((line) => [line, after[line] === before[line] ? now[line] : after[line]]),
  ) as unknown as PostalAddress;
}

/** Those of the editor, without those that were taken away meanwhile; those that came meanwhile at their end. */
function editedNumbers(
  now: readonly ContactNumber[],
  before: readonly ContactNumber[],
  after: readonly ContactNumber[],
): ContactNumber[] {
  const has = (all: readonly ContactNumber[], one: ContactNumber) =>
    all.some((each) => isSameValue(each, one));
  const kept = after.filter((one) => has(now, one) || !has(before, one));
  const come = now.filter((one) => !has(before, one) && !has(after, one));
  return [...kept, ...come];
}
