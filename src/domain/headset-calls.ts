/** What calls have to do with a headset: which lamps they light, and what its buttons do with them. */
import type { LiveCall } from './call';
import type { CommandedIntent } from './call-commands';
import { groupsOf, isHeld, mainGroup } from './conference';
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
  switch (wish) {
    case 'answer': {
      const ringing = calls.find(ringsHere);
      if (ringing) return { intent: 'answer', args: { callId: ringing.id } };
      return held ? { intent: 'set-hold', args: { ...args, held: false } } : undefined;
    }
    case 'hang-up':
      if (!main || held || main.emergency) return undefined;
      return { intent: group.length > 1 ? 'end-conference' : 'hang-up', args };
    default:
      if (main?.state !== 'talking' || held) return undefined;
      return { intent: 'set-mute', args: { ...args, muted: wish === 'mute' } };
  }
}

/** What is talked on another phone of the user's has nothing to do with a headset here. */
function isHere({ otherPhone }: LiveCall): boolean {
  return !otherPhone;
}

/** The call, or the conference, that is heard, or else the newest; without those that ring. */
function mainOf(calls: readonly LiveCall[]): readonly LiveCall[] {
  return mainGroup(groupsOf(calls.filter(({ state }) => state !== 'incoming'))) ?? [];
}
