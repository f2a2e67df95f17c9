import { failoverGateway, type Profile, sipDomain } from './profile';

/**
 * The profile that has taken the place of another one: the same by name and address, or else by name, when
 * the administrator has given that system another address. Undefined when it is gone.
 *
 * @param before its name is unknown where an earlier version kept it
 */
export function successorOf(
  before: { id: string; name: string | undefined },
  profiles: readonly Profile[],
): Profile | undefined {
  return (
    profiles.find(({ id }) => id === before.id) ??
    profiles.find(({ name }) => before.name !== undefined && spoken(name) === spoken(before.name))
  );
}

/** Whether a phone that is connected by one can go on as it is by the other. */
export function isSameConnection(one: Profile, other: Profile): boolean {
  return (
    one.gateway.url === other.gateway.url &&
    sipDomain(one) === sipDomain(other) &&
    failoverGateway(one)?.url === failoverGateway(other)?.url
  );
}

function spoken(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
