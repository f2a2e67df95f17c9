import { Ellipsis, EllipsisVertical, type IconNode } from 'lucide';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useShortcuts } from '../shortcuts';
import { ControlFace } from './control-face';
import { Icon } from './icon';

export interface MenuItem {
  label: string;
  icon: IconNode;
  /** Does the same, whether or not the menu is open: "Alt+T". */
  shortcut?: string | undefined;
  act: () => void;
}

interface MenuProps {
  label: string;
  items: readonly MenuItem[];
  /** How its button looks: three dots, or a control of a call with its words. */
  look?: 'dots' | 'control';
  /** What the items depend on may be asked for only now. */
  onOpen?: () => void;
}

/** A button that opens a menu: arrow keys go through it, Escape closes it. */
export function Menu({ label, items, look = 'dots', onOpen }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useShortcuts(items);

  // What opening asks for is asked once each time. With the first picture: the next key is for the menu.
  useLayoutEffect(() => {
    if (!open) return;
    list.current?.querySelector('button')?.focus();
    onOpen?.();
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && list.current?.parentElement?.contains(event.target)) return;
      setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, [open]);

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
    <div class={look === 'control' ? 'menu menu-of-control' : 'menu'}>
      <button
        type="button"
        ref={button}
        class={look === 'control' ? 'control' : 'icon-button'}
        aria-label={label}
        title={look === 'control' ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {look === 'control' ? <ControlFace icon={Ellipsis} label={label} /> : <Icon of={EllipsisVertical} />}
      </button>
      {open && (
        <div class="menu-list" role="menu" tabIndex={-1} aria-label={label} ref={list} onKeyDown={onKeyDown}>
          {items.map((item) => (
            <button
              type="button"
              role="menuitem"
              tabIndex={-1}
              key={item.label}
              aria-keyshortcuts={item.shortcut}
              onClick={() => {
                // Whatever the item opens gives the focus back to what has it now.
                button.current?.focus();
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
