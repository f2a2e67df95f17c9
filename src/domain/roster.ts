/**
 * Who else is in a conference that the gateway holds: what the gateway tells of it (`conference-info.ts`), or else whom
 * we have sent there.
 */
import type { ConferencePerson } from './conference-info';

export interface Participant {
  /** Their address, by which they are removed; '' where it is not known. */
  uri: string;
  number: string;
  name: string;
  /** The id of our call with them, while they are on their way into the conference. */
  callId?: string;
}

/** Nobody talks with so many, and none of them is forgotten by the gateway. */
const most = 50;

/** Somebody is sent there. */
export function withComer(before: readonly Participant[], comer: Participant): Participant[] {
  return [...before.filter((one) => !isSame(one, comer)), comer].slice(-most);
}

/** They have arrived; `came` false: they have not, and our call with them goes on. */
export function withArrived(before: readonly Participant[], callId: string, came: boolean): Participant[] {
  return before.flatMap((one) => {
    if (one.callId !== callId) return [one];
    const { callId: _callId, ...there } = one;
    return came ? [there] : [];
  });
}

export function without(before: readonly Participant[], uri: string): Participant[] {
  return before.filter((one) => one.uri !== uri);
}

/**
 * What the gateway tells counts; only of whom is on the way it may not know yet. Who has no name there has the one that
 * we know.
 *
 * @param user our own extension, which is not named among the others
 */
export function asTold(
  before: readonly Participant[],
  told: Iterable<ConferencePerson>,
  user: string,
): Participant[] {
  const there = [...told]
    .filter(({ here, number }) => here && number !== user)
    .map(({ uri, number, name }): Participant => {
      const known = before.find((one) => one.number !== '' && one.number === number);
      return { uri, number, name: name || (known?.name ?? '') };
    });
  const coming = before.filter((one) => one.callId !== undefined && !there.some((each) => isSame(each, one)));
  return [...there, ...coming].slice(0, most);
}

function isSame(one: Participant, other: Participant): boolean {
  return one.number !== '' ? one.number === other.number : one.uri !== '' && one.uri === other.uri;
}
