import { orderOf } from './document-version';
import { bareSipUri, showable, uriUser } from './uri-user';
import { childrenOf, readXml, textIn, type XmlElement } from './xml';

/** Somebody in a conference of the gateway, as it tells of them (RFC 4575 section 5.6). */
export interface ConferencePerson {
  /** A SIP address without parameters; '' for what is none. */
  uri: string;
  number: string;
  name: string;
  /** They are heard, or held, and not only called or gone. */
  here: boolean;
}

export interface ConferenceInfo {
  version: number;
  people: ReadonlyMap<string, ConferencePerson>;
}

/** People that are looked at. */
const mostPeople = 100;
/** Characters of an address, a name. */
const longest = 300;
/** Of an endpoint that is in it, or about to be, of those of RFC 4575 section 5.7.3. */
const present: ReadonlySet<string> = new Set(['connected', 'on-hold', 'muted-via-focus', 'pending']);

/**
 * What is known after a document (RFC 4575 section 4.6): a full one says all, a partial one what has changed.
 *
 * @returns `lost` when a document between that one and the last was missed. Undefined when it cannot be read, or is
 *   older than the last.
 */
export function withConferenceInfo(
  before: ConferenceInfo | undefined,
  text: string,
): { info: ConferenceInfo; lost: boolean } | undefined {
  const root = readXml(text);
  if (root?.name !== 'conference-info') return undefined;
  const { version, isPartial, isOld, lost } = orderOf(root, before);
  if (root.attributes.state === 'deleted') return { info: { version, people: new Map() }, lost };
  if (isOld) return undefined;
  const [users] = childrenOf(root, 'users');
  const keeps = isPartial && users?.attributes.state !== 'full';
  const people = new Map(keeps ? before?.people : undefined);
  for (const user of childrenOf(users, 'user').slice(0, mostPeople)) {
    const entity = user.attributes.entity ?? '';
    if (entity === '' || entity.length > longest) continue;
    if (user.attributes.state === 'deleted') people.delete(entity);
    else people.set(entity, personOf(user, entity, people.get(entity)));
  }
  return { info: { version, people: new Map([...people].slice(-mostPeople)) }, lost };
}

/** A partial one says only what has changed of them, too. */
function personOf(user: XmlElement, entity: string, before: ConferencePerson | undefined): ConferencePerson {
  const statuses = childrenOf(user, 'endpoint').map((endpoint) => textIn(endpoint, 'status').toLowerCase());
  const said = statuses.filter((status) => status !== '');
  return {
    uri: bareSipUri(entity),
    number: uriUser(entity),
    name: showable(textIn(user, 'display-text')) || (before?.name ?? ''),
    here: said.length > 0 ? said.some((status) => present.has(status)) : (before?.here ?? true),
  };
}
