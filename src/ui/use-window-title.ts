import { useEffect } from 'preact/hooks';
import type { LiveCall } from '../domain/call';
import { groupOf } from '../domain/conference';
import { shownParty } from '../domain/shown-party';
import { t } from './messages';
import { partyTitle } from './party';

/** Who calls, or who one talks with, is in the window's title too: the system's list of windows shows it. */
export function useWindowTitle(calls: readonly LiveCall[]): void {
  const call =
    calls.find(({ state }) => state === 'incoming') ??
    calls.find((one) => one.state !== 'talking' || !one.held) ??
    calls[0];
  const title = call ? `${titleOf(groupOf(calls, call.id), call)} – ${t('appName')}` : t('appName');
  useEffect(() => {
    document.title = title;
  }, [title]);
}

function titleOf(group: readonly LiveCall[], call: LiveCall): string {
  return group.length > 1 ? t('conference') : partyTitle(shownParty(call));
}
