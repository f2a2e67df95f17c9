import type { Availability } from './availability';
import { childrenOf, readXml, textIn, type XmlElement } from './xml';

/** Activities (RFC 4480 section 3.2) that keep somebody from a call. */
const calling = new Set(['on-the-phone', 'on-the-phone-call']);
const busy = new Set([
  'busy',
  'meeting',
  'appointment',
  'presentation',
  'in-transit',
  'do-not-disturb',
  'dnd',
]);
const away = new Set([
  'away',
  'meal',
  'holiday',
  'vacation',
  'sleeping',
  'steering',
  'travel',
  'permanent-absence',
]);
const mostTuples = 50;

/**
 * What a presence document (PIDF, RFC 3863, with the activities of RFC 4480) says of somebody; undefined when it
 * cannot be read, or says nothing.
 */
export function parsePresence(text: string): Availability | undefined {
  const root = readXml(text);
  if (root?.name !== 'presence') return undefined;
  const tuples = childrenOf(root, 'tuple').slice(0, mostTuples);
  const basics = tuples.map((tuple) => textIn(childrenOf(tuple, 'status')[0], 'basic').toLowerCase());
  const activities = new Set(allActivities(root, tuples));
  const is = (known: ReadonlySet<string>) => [...activities].some((activity) => known.has(activity));
  if (is(calling) || is(busy)) return 'busy';
  if (basics.length > 0 && basics.every((basic) => basic === 'closed')) return 'offline';
  if (is(away)) return 'away';
  return basics.includes('open') ? 'free' : undefined;
}

/** Of the person, and of each device where a gateway puts them there. */
function allActivities(root: XmlElement, tuples: XmlElement[]): string[] {
  const places = [...childrenOf(root, 'person').slice(0, mostTuples), ...tuples];
  const statuses = tuples.flatMap((tuple) => childrenOf(tuple, 'status'));
  return [...places, ...statuses]
    .flatMap((place) => childrenOf(place, 'activities'))
    .flatMap((activities) => activities.children.map(({ name }) => name.toLowerCase()));
}
