import { ArrowLeftRight, Users } from 'lucide';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { LiveCall } from '../domain/call';
import { groupsOf, isHeld, mayBeJoined, nextHeld } from '../domain/conference';
import { shownParty } from '../domain/shown-party';
import type { MenuItem } from './components/menu';
import { t } from './messages';
import { partyTitle } from './party';
import type { IntentState } from './use-intent';
import { useSnapshot } from './use-snapshot';

/** What is asked of several calls goes on, and can fail, when their cards have changed places. */
export const SeveralCallsIntent = createContext<IntentState | undefined>(undefined);

/** What can be done with a call, or a conference, and the others that there are: swap and join. */
export function useOtherCallsItems(group: readonly LiveCall[]): MenuItem[] {
  const groups = groupsOf(useSnapshot()?.calls ?? []);
  const intent = useContext(SeveralCallsIntent);
  const [call] = group;
  if (!call || !intent) return [];
  const swapped = call.emergency || isHeld(group) ? undefined : nextHeld(groups, group);
  const joinable = group.every(mayBeJoined) ? groups.filter((other) => isOther(other, group)) : [];
  // The one that a swap would lead to comes first, and has the key.
  const byOrder = joinable.sort((one) => (one === swapped ? -1 : 0));
  return [
    ...(swapped ? [swapItem(swapped, intent)] : []),
    ...byOrder.map((other, index) => joinItem(call, other, index === 0 ? 'Alt+J' : undefined, intent)),
  ];
}

function isOther(other: readonly LiveCall[], group: readonly LiveCall[]): boolean {
  return other[0]?.id !== group[0]?.id && other.every(mayBeJoined);
}

function swapItem(other: readonly LiveCall[], intent: IntentState): MenuItem {
  const callId = other[0]?.id ?? '';
  return {
    label: t('swap_to', titleOf(other)),
    icon: ArrowLeftRight,
    shortcut: 'Alt+W',
    act: () => void intent.run('set-hold', { callId, held: false }),
  };
}

function joinItem(
  call: LiveCall,
  other: readonly LiveCall[],
  shortcut: string | undefined,
  intent: IntentState,
): MenuItem {
  const withId = other[0]?.id ?? '';
  return {
    label: t('join_with', titleOf(other)),
    icon: Users,
    shortcut,
    act: () => void intent.run('join-calls', { callId: call.id, withId }),
  };
}

function titleOf(group: readonly LiveCall[]): string {
  const [call] = group;
  return call && group.length === 1 ? partyTitle(shownParty(call)) : t('conference');
}
