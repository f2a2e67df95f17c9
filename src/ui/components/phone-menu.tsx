import {
  AppWindow,
  CircleQuestionMark,
  EllipsisVertical,
  type IconNode,
  LogOut,
  PanelRight,
  Settings,
  Undo2,
} from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { send } from '../background-link';
import { t } from '../messages';
import { browserWindowId, openPhoneWindow, openSettings, openSidePanel } from '../pages';
import { Icon } from './icon';

interface MenuItem {
  label: string;
  icon: IconNode;
  act: () => void;
}

/** A popup goes away when something else opens; the window and the side panel stay. */
function closePopup(): void {
  if (document.body.classList.contains('popup')) window.close();
}

export function PhoneMenu({ snapshot, onHelp }: { snapshot: Snapshot; onHelp: () => void }) {
  const [open, setOpen] = useState(false);
  const [windowId, setWindowId] = useState<number>();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    list.current?.querySelector('button')?.focus();
    void browserWindowId().then(setWindowId, () => undefined);
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && list.current?.parentElement?.contains(event.target)) return;
      setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, [open]);

  const items = menuItems(snapshot, windowId, onHelp);

  function onKeyDown(event: KeyboardEvent): void {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const focused = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = { ArrowDown: focused + 1, ArrowUp: focused - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') {
      setOpen(false);
      button.current?.focus();
    } else if (next !== undefined) {
      buttons.at(next % buttons.length)?.focus();
    } else {
      return;
    }
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div class="menu">
      <button
        type="button"
        ref={button}
        class="icon-button"
        aria-label={t('menu')}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon of={EllipsisVertical} />
      </button>
      {open && (
        <div
          class="menu-list"
          role="menu"
          tabIndex={-1}
          aria-label={t('menu')}
          ref={list}
          onKeyDown={onKeyDown}
        >
          {items.map((item) => (
            <button
              type="button"
              role="menuitem"
              tabIndex={-1}
              key={item.label}
              onClick={() => {
                item.act();
                setOpen(false);
              }}
            >
              <Icon of={item.icon} size={18} />
              {item.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function menuItems(snapshot: Snapshot, windowId: number | undefined, onHelp: () => void): MenuItem[] {
  const inSidePanel = document.body.classList.contains('side-panel');
  const inWindow = document.body.classList.contains('window');
  const items: MenuItem[] = [];
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
