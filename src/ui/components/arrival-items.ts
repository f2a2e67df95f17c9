import { Bell, BellOff, PhoneIncoming } from 'lucide';
import type { Settings } from '../../contract/settings';
import type { Snapshot } from '../../contract/snapshot';
import { send } from '../background-link';
import { t } from '../messages';
import type { MenuItem } from './menu';
import { isForwarding } from './registration-text';

/** What becomes of calls that come in: one click, or one key. */
export function arrivalItems(snapshot: Snapshot): MenuItem[] {
  const { identity, settings, enforcedSettings } = snapshot;
  if (!identity) return [];
  const { doNotDisturb } = settings;
  // What comes of it is in the header.
  const save = (change: Partial<Settings>) => void send('save-settings', change).catch(() => undefined);
  const items: MenuItem[] = [
    {
      label: t(doNotDisturb ? 'menu_disturb' : 'menu_do_not_disturb'),
      icon: doNotDisturb ? Bell : BellOff,
      shortcut: 'Alt+D',
      act: () => save({ doNotDisturb: !doNotDisturb }),
    },
  ];
  if (isForwarding(snapshot) && !enforcedSettings.includes('forwardWhen'))
    items.push({
      label: t('menu_stop_forwarding'),
      icon: PhoneIncoming,
      act: () => save({ forwardWhen: 'never' }),
    });
  return items;
}
