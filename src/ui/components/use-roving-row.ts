import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ListLayout } from '../list-layout';

/** How many rows away what had the focus is looked for, when the list has changed. */
const farthest = 1000;

/** What a row shows, by a name of its own; undefined where nothing is known of it. */
export type KeyAt = ((row: number) => string | undefined) | undefined;

/** The row that Tab leads to; it goes with what it shows, and stays where it is when that is gone. */
export function useRovingRow(
  list: { current: HTMLDivElement | null },
  layout: ListLayout,
  keyAt: KeyAt,
  startRow?: number,
) {
  const { rows } = layout;
  const [chosen, setActive] = useState(startRow ?? 0);
  /** The row that has the focus, or had it last: it stays until the next one is there to take it. */
  const [held, setHeld] = useState(startRow ?? 0);
  const wantsFocus = useRef(startRow !== undefined);
  const active = Math.max(0, Math.min(chosen, rows - 1));
  const shown = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    const row = list.current?.querySelector(`[data-row="${active}"]`);
    if (!wantsFocus.current || !row) return;
    row.scrollIntoView({ block: 'nearest' });
    // What stands in the row may have to be read first.
    const main = row.querySelector<HTMLElement>('.row-main');
    if (!main) return;
    wantsFocus.current = false;
    main.focus({ preventScroll: true });
  });
  useLayoutEffect(() => {
    if (shown.current === undefined || !list.current?.contains(document.activeElement)) return;
    const row = nearestWith(shown.current, active, rows, keyAt);
    if (row === undefined || row === active) return;
    wantsFocus.current = true;
    setActive(row);
  }, [layout]);
  useLayoutEffect(() => {
    shown.current = keyAt?.(active);
  }, [layout, active]);
  return {
    active,
    held: Math.max(0, Math.min(held, rows - 1)),
    hold(row: number): void {
      setHeld(row);
      if (!wantsFocus.current) setActive(row);
    },
    goTo(row: number): void {
      wantsFocus.current = true;
      setActive(Math.max(0, Math.min(row, rows - 1)));
    },
  };
}

/** The row that shows this, next to where it was. */
function nearestWith(key: string, row: number, rows: number, keyAt: KeyAt): number | undefined {
  for (let away = 0; away < Math.min(farthest, rows); away++) {
    if (row + away < rows && keyAt?.(row + away) === key) return row + away;
    if (row - away >= 0 && keyAt?.(row - away) === key) return row - away;
  }
  return undefined;
}
