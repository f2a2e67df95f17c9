import { useLayoutEffect } from 'preact/hooks';

interface WithShortcut {
  /** As `aria-keyshortcuts` has it: "Alt+T". */
  shortcut?: string | undefined;
  act: () => void;
}

/** What can be done by keys whose button is not on the screen: the items of closed menus. */
const unseen = new Map<string, () => void>();

/** Their shortcuts do what these items do for as long as the component is on the screen. */
export function useShortcuts(items: readonly WithShortcut[]): void {
  useLayoutEffect(() => {
    for (const { shortcut, act } of items) if (shortcut !== undefined) unseen.set(shortcut, act);
    return () => {
      for (const { shortcut, act } of items)
        if (shortcut !== undefined && unseen.get(shortcut) === act) unseen.delete(shortcut);
    };
  });
}

/** A shortcut presses the button that names it, so it does what the button does and no more. False if there is none. */
export function pressShortcut(keys: string): boolean {
  const button = document.querySelector<HTMLButtonElement>(`button[aria-keyshortcuts="${CSS.escape(keys)}"]`);
  const act = button ? () => button.click() : unseen.get(keys);
  act?.();
  return act !== undefined;
}
