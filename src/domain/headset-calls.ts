/** What calls have to do with a headset: which lamps they light, and what its buttons do with them. */
import type { LiveCall } from './call';
import type { CommandedIntent } from './call-commands';
import { groupsOf, isHeld, mainGroup, nextHeld } from './conference';
import type { HeadsetWish, Lamps } from './headset';
import { ringsHere } from './ringing';

/** Off the hook is whoever is heard, or is to be: a call on hold is taken up again by the button that answers. */
export function lampsOf(all: readonly LiveCall[]): Lamps {
  const calls = all.filter(isHere);
  const group = mainOf(calls);
  const held = group.length > 0 && isHeld(group);
  return {
    offHook: group.length > 0 && !held,
    ring: calls.some(ringsHere),
    mute: group.length > 0 && !held && group.every((call) => call.state === 'talking' && call.muted),
    hold: held,
  };
}

/**
 * What a button of a headset does at this moment; undefined where that is nothing. It ends no call for help: it is pressed
 * too easily by whoever takes the headset off.
 */
export function wishedIntent(wish: HeadsetWish, all: readonly LiveCall[]): CommandedIntent | undefined {
  const calls = all.filter(isHere);
  const group = mainOf(calls);
  const [main] = group;
  const args = { callId: main?.id ?? '' };
  const held = group.length > 0 && isHeld(group);
  const ringing = calls.find(ringsHere);
  switch (wish) {
    case 'answer':
      if (ringing) return { intent: 'answer', args: { callId: ringing.id } };
      return held ? { intent: 'set-hold', args: { ...args, held: false } } : undefined;
    case 'flash':
      return flashed(calls, group);
    case 'drop':
    case 'hang-up':
      if (wish === 'drop' && !main && ringing) return { intent: 'decline', args: { callId: ringing.id } };
      if (!main || held || main.emergency) return undefined;
      return { intent: group.length > 1 ? 'end-conference' : 'hang-up', args };
    default:
      if (main?.state !== 'talking' || held) return undefined;
      return { intent: 'set-mute', args: { ...args, muted: wish === 'mute' } };
  }
}

/**
 * As the key of a phone does: a call that waits is answered, or the one on hold is talked to instead; the only one is
 * held, or taken up again. A call for help is not left for another.
 */
function flashed(calls: readonly LiveCall[], group: readonly LiveCall[]): CommandedIntent | undefined {
  const [main] = group;
  if (main?.state !== 'talking' || group.some(({ emergency }) => emergency)) return undefined;
  const waiting = calls.find(ringsHere);
  if (waiting) return { intent: 'answer', args: { callId: waiting.id } };
  const next = nextHeld(groupsOf(calls.filter(({ state }) => state !== 'incoming')), group)?.[0];
  const resumed = isHeld(group) ? main : next;
  const callId = (resumed ?? main).id;
  return { intent: 'set-hold', args: { callId, held: resumed === undefined } };
}

/** What is talked on another phone of the user's has nothing to do with a headset here. */
function isHere({ otherPhone }: LiveCall): boolean {
  return !otherPhone;
}

/** The call, or the conference, that is heard, or else the newest; without those that ring. */
function mainOf(calls: readonly LiveCall[]): readonly LiveCall[] {
  return mainGroup(groupsOf(calls.filter(({ state }) => state !== 'incoming'))) ?? [];
}
