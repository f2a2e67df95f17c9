/**
 * A conference: calls that are joined, so that everyone in them hears everyone. There is one at a time, and who is in
 * it is held, muted and left together.
 */
import type { LiveCall } from './call';
import type { Talking } from './talking';

export function isJoined(call: LiveCall): call is Talking {
  return call.state === 'talking' && call.joined === true;
}

/** The calls as they are heard: a conference is one group, every other call is one by itself; oldest first. */
export function groupsOf(calls: readonly LiveCall[]): LiveCall[][] {
  const joined = calls.filter(isJoined);
  return calls.flatMap((call): LiveCall[][] => {
    if (!isJoined(call)) return [[call]];
    return call === joined[0] ? [joined] : [];
  });
}

/** The calls that go with this one, itself among them; none where there is no such call. */
export function groupOf(calls: readonly LiveCall[], id: string): LiveCall[] {
  return groupsOf(calls).find((group) => group.some((call) => call.id === id)) ?? [];
}

/** A call for help goes on by itself, and what is heard on another phone cannot be mixed here. */
export function mayBeJoined(call: LiveCall): call is Talking {
  return call.state === 'talking' && !call.emergency && !call.otherPhone;
}

/** Every call of it is on hold, as they are held together. */
export function isHeld(group: readonly LiveCall[]): boolean {
  return group.every((call) => call.state === 'talking' && call.held);
}

/** The group that is heard now, or else the newest. */
export function mainGroup(groups: readonly LiveCall[][]): LiveCall[] | undefined {
  return groups.findLast((group) => !isHeld(group)) ?? groups.at(-1);
}

/** Which of the groups on hold comes next after this one, around all of them. */
export function nextHeld(groups: readonly LiveCall[][], after: readonly LiveCall[]): LiveCall[] | undefined {
  const at = groups.findIndex((group) => group[0]?.id === after[0]?.id);
  return [...groups.slice(at + 1), ...groups.slice(0, Math.max(0, at))].find(isHeld);
}
