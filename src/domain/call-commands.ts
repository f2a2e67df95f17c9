import type { LiveCall } from './call';
import { groupsOf, mainGroup } from './conference';
import { isArriving } from './ringing';

/** What can be done by a key though no screen of the phone is in front; named as in the manifest. */
export const callCommands = ['answer', 'hang-up', 'mute', 'hold'] as const;
export type CallCommand = (typeof callCommands)[number];

export type CommandedIntent =
  | { intent: 'answer' | 'decline' | 'hang-up' | 'end-conference'; args: { callId: string } }
  | { intent: 'set-mute'; args: { callId: string; muted: boolean } }
  | { intent: 'set-hold'; args: { callId: string; held: boolean } };

export function isCallCommand(name: string): name is CallCommand {
  return callCommands.some((command) => command === name);
}

/**
 * What a key asks for at this moment; undefined when there is nothing to do. A call that rings goes before the one that is
 * heard, and a call for help is neither ended nor held by a key that may have been meant for something else.
 */
export function commanded(command: CallCommand, calls: readonly LiveCall[]): CommandedIntent | undefined {
  const ringing = calls.find(isArriving);
  const group = mainGroup(groupsOf(calls.filter(({ state }) => state !== 'incoming'))) ?? [];
  const [main] = group;
  const talking = main?.state === 'talking' ? main : undefined;
  switch (command) {
    case 'answer':
      // At another phone it is answered there.
      return ringing && !ringing.otherPhone ? { intent: 'answer', args: { callId: ringing.id } } : undefined;
    case 'hang-up':
      if (ringing) return { intent: 'decline', args: { callId: ringing.id } };
      if (!main || main.emergency) return undefined;
      return { intent: group.length > 1 ? 'end-conference' : 'hang-up', args: { callId: main.id } };
    case 'mute':
      return talking && !talking.otherPhone
        ? { intent: 'set-mute', args: { callId: talking.id, muted: !talking.muted } }
        : undefined;
    case 'hold':
      if (!talking || talking.emergency || talking.holdPending) return undefined;
      return { intent: 'set-hold', args: { callId: talking.id, held: !talking.held } };
  }
}
