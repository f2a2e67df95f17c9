/** Which devices are signed in with the user's number: by the answers to REGISTER, or by the gateway's word (RFC 3680). */
import { orderOf } from './document-version';
import { uriUser } from './uri-user';
import { childrenOf, readXml, textIn, type XmlElement } from './xml';

/** Contacts of one number that are looked at. */
const most = 50;

/** The user parts of the addresses that are registered after a document; `others` are those that stay, by contact id. */
export interface RegisteredContacts {
  version: number;
  /** By the contact's id. */
  contacts: ReadonlyMap<string, string>;
}

/**
 * What is registered after a document (RFC 3680 section 5): a full one says all, a partial one what has changed.
 *
 * @returns `lost` when a document between that one and the last was missed. Undefined for one that cannot be read, or is
 *   older than the last.
 */
export function withRegInfo(
  before: RegisteredContacts | undefined,
  text: string,
): { info: RegisteredContacts; lost: boolean } | undefined {
  if (text === '') return { info: { version: -1, contacts: new Map() }, lost: false };
  const root = readXml(text);
  if (root?.name !== 'reginfo') return undefined;
  const { version, isPartial, isOld, lost } = orderOf(root, before);
  if (isOld) return undefined;
  const contacts = new Map(isPartial ? before?.contacts : []);
  for (const contact of childrenOf(root, 'registration').flatMap((one) => childrenOf(one, 'contact'))) {
    const uri = textIn(contact, 'uri');
    const id = contact.attributes.id ?? uri;
    if (id === '' || !isActive(contact)) contacts.delete(id);
    else if (contacts.size < most) contacts.set(id, uriUser(uri));
  }
  return { info: { version, contacts }, lost };
}

/**
 * The user parts of the contacts in the answer to a REGISTER, which has all that are registered (RFC 3261 section 10.3).
 *
 * @param headers of Contact, one or more in each
 */
export function contactUsers(headers: readonly string[]): string[] {
  const uris = headers.join(',').matchAll(/<\s*(sips?:[^>]*)>[^,<]*/gi);
  return [...uris]
    .filter(([whole]) => !/;\s*expires\s*=\s*0\s*(;|$)/i.test(whole))
    .map(([, uri]) => uriUser(uri ?? ''));
}

/** Whether a contact other than this phone's own is among them; a gateway that changes addresses has changed that too. */
export function hasOthers(users: readonly string[], own: string): boolean {
  return users.includes(own) ? users.some((user) => user !== own) : users.length > 1;
}

function isActive({ attributes }: XmlElement): boolean {
  return attributes.state === undefined || attributes.state === 'active';
}
