import type { Contact } from './contact';
import { contactDigits } from './contact-digits';
import { placeOf } from './contact-id';
import { digitKey, firstAtLeast, type KeyTable, keysBeginning, keyTable } from './digit-key';
import type { InSteps } from './in-steps';

/** All numbers of a drawer by their last digits, to find whose one may be; the owners are places. */
export interface DrawerNumbers {
  id: string;
  revision: number;
  format: number;
  tails: KeyTable;
}

/** Above all keys of digits: there addresses have theirs. */
const addressKeys = 11 ** 15;

export function* drawerNumbers(
  id: string,
  revision: number,
  format: number,
  contacts: readonly Contact[],
): InSteps<DrawerNumbers> {
  const keys: number[] = [];
  const owners: number[] = [];
  for (const contact of contacts) {
    const { place } = placeOf(contact.id);
    for (const { number } of contact.numbers) {
      const { digits, address } = contactDigits(number);
      const key = digits === '' ? addressKey(address) : digitKey(backwards(digits));
      if (key === 0) continue;
      keys.push(key);
      owners.push(place);
    }
  }
  yield;
  return { id, revision, format, tails: keyTable(keys, owners) };
}

/** The places of those whose number may be this one: its last digits agree, or it may be the same address. */
export function placesWithTail({ tails }: DrawerNumbers, number: string, length: number): number[] {
  const { digits, address } = contactDigits(number);
  const numeric = digits === '' ? /^\+?([0-9]+)(?:@|$)/.exec(address)?.[1] : digits;
  const user = addressKey(address);
  const [first, end] =
    numeric === undefined ? [user, user + 1] : keysBeginning(backwards(numeric).slice(0, length));
  const places = new Set<number>();
  const { keys, owners } = tails;
  for (let at = firstAtLeast(keys, first); at < keys.length && (keys[at] ?? 0) < end; at++)
    places.add(owners[at] ?? 0);
  return [...places];
}

function backwards(digits: string): string {
  return digits
    .replace(/[^0-9]/g, '')
    .split('')
    .reverse()
    .join('');
}

/** Of the user alone: the host may be left out. */
function addressKey(address: string): number {
  const [user = ''] = address.split(/[@;?]/);
  if (user === '') return 0;
  if (/^\+?[0-9]+$/.test(user)) return digitKey(backwards(user));
  let hash = 0;
  for (let at = 0; at < user.length; at++) hash = (Math.imul(hash, 31) + user.charCodeAt(at)) >>> 0;
  return addressKeys + hash;
}
