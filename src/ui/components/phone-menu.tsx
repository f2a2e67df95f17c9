import { AppWindow, CircleQuestionMark, LogOut, PanelRight, Settings, Undo2 } from 'lucide';
import { useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { send } from '../background-link';
import { t } from '../messages';
import { browserWindowId, openPhoneWindow, openSettings, openSidePanel } from '../pages';
import { arrivalItems } from './arrival-items';
import { Menu, type MenuItem } from './menu';
import { phoneChoiceItems } from './phone-choice';
import { voicemailItems } from './voicemail-lamp';

/** A popup goes away when something else opens; the window and the side panel stay. */
function closePopup(): void {
  if (document.body.classList.contains('popup')) window.close();
}

interface PhoneMenuProps {
  snapshot: Snapshot;
  onHelp: () => void;
  onListen: () => void;
  onChoosePhone: () => void;
}

export function PhoneMenu({ snapshot, onHelp, onListen, onChoosePhone }: PhoneMenuProps) {
  const [windowId, setWindowId] = useState<number>();
  const askWindow = () => void browserWindowId().then(setWindowId, () => undefined);
  const items = [
    ...voicemailItems(snapshot, onListen),
    ...phoneChoiceItems(snapshot, onChoosePhone),
    ...menuItems(snapshot, windowId, onHelp),
  ];
  return <Menu label={t('menu')} items={items} onOpen={askWindow} />;
}

function menuItems(snapshot: Snapshot, windowId: number | undefined, onHelp: () => void): MenuItem[] {
  const inSidePanel = document.body.classList.contains('side-panel');
  const inWindow = document.body.classList.contains('window');
  const items: MenuItem[] = arrivalItems(snapshot);
  if (!inSidePanel && windowId !== undefined) {
    const act = () => void openSidePanel(windowId).then(closePopup);
    items.push({ label: t('menu_side_panel'), icon: PanelRight, act });
  }
  if (!inWindow) {
    const act = () => void openPhoneWindow().then(closePopup);
    items.push({ label: t('menu_window'), icon: AppWindow, act });
  }
  items.push({ label: t('menu_settings'), icon: Settings, act: openSettings });
  items.push({ label: t('menu_help'), icon: CircleQuestionMark, act: onHelp });
  if (snapshot.registration.state === 'ready' && snapshot.gatewayInUse === 'secondary') {
    // What comes of it is in the header.
    const act = () => void send('try-now', {}).catch(() => undefined);
    items.push({ label: t('menu_try_primary'), icon: Undo2, act });
  }
  if (snapshot.identity && snapshot.registration.state !== 'signed-out') {
    // A sign-out that fails shows as still being signed in: the header says so.
    const act = () => void send('sign-out', {}).catch(() => undefined);
    items.push({ label: t('menu_sign_out'), icon: LogOut, act });
  }
  return items;
}
