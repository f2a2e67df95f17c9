import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import {
  type ListLayout,
  type ListSection,
  layOut,
  type PlacedSection,
  rowsBetween,
  sectionOf,
  topInSection,
} from '../list-layout';
import { useRovingRow } from './use-roving-row';

/** Rows that are there above and below what is seen. */
const spare = 6;
/** A row and a heading, in units of the page's font. */
const rowHeight = 4.3;
const titleHeight = 2.4;

export interface VirtualListProps {
  sections: readonly ListSection[];
  /** Names the list to a screen reader where its sections have no title. */
  label: string;
  /** What stands in a row; its main control has the class `row-main` and this `tabIndex`. */
  renderRow(section: number, index: number, tabIndex: 0 | -1): ComponentChildren;
  /** What a row shows, by a name of its own: the focus goes with it when rows come and go before it. */
  keyAt?(row: number): string | undefined;
  /** The row that has the focus when the list appears; none when left out. */
  startRow?: number | undefined;
  /** The rows that are there, counted through all sections. */
  onRows?(first: number, end: number): void;
  /** A key that the list itself has no use for, also the arrow up from its first row; `row` has the focus. */
  onKey?(event: KeyboardEvent, row: number): void;
}

/**
 * A list of any length, of which only what is seen is there. The arrow keys, Page Up and Down, Home and End go from
 * row to row; the list is one stop for Tab. It scrolls with the nearest `.content`.
 */
export function VirtualList(props: VirtualListProps) {
  const { sections, label, renderRow, keyAt, startRow, onRows, onKey } = props;
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const layout = useMemo(() => {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    return layOut(sections, Math.round(rowHeight * rem), Math.round(titleHeight * rem));
  }, [sections]);
  const [first, end] = useSeenRows(list, layout);
  const { active, held, goTo, hold } = useRovingRow(list, layout, keyAt, startRow);
  useEffect(() => onRows?.(first, end), [onRows, first, end]);

  function onKeyDown(event: KeyboardEvent): void {
    const room = list.current?.closest('.content')?.clientHeight ?? 0;
    // What stands above the list takes part of the room.
    const page = Math.max(1, Math.floor(room / layout.rowHeight) - 3);
    const next = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: layout.rows - 1,
    }[event.key];
    if (
      next === undefined ||
      (event.key === 'ArrowUp' && next < 0) ||
      event.altKey ||
      event.ctrlKey ||
      event.metaKey
    ) {
      onKey?.(event, active);
      return;
    }
    event.preventDefault();
    goTo(next);
  }

  const seen = sectionsWith(layout, first, end, [active, held]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for the controls within
    <div class="virtual-list" ref={list} style={{ height: `${layout.height}px` }} onKeyDown={onKeyDown}>
      {seen.map(({ section, number, rows }) => (
        <section
          key={section.key}
          style={{ top: `${section.top}px`, height: `${section.height}px` }}
          aria-label={section.title === undefined ? label : undefined}
          aria-labelledby={section.title === undefined ? undefined : `${id}-${section.key}`}
        >
          {section.title !== undefined && (
            <h2 class="list-title" id={`${id}-${section.key}`}>
              {section.title}
            </h2>
          )}
          <ul>
            {rows.map((row) => (
              <li
                key={row - section.first}
                class="row"
                data-row={row}
                aria-setsize={section.size}
                aria-posinset={row - section.first + 1}
                style={{ top: `${topInSection(section, layout, row)}px`, height: `${layout.rowHeight}px` }}
                onFocusIn={() => hold(row)}
              >
                {renderRow(number, row - section.first, row === active ? 0 : -1)}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** The rows that are seen, and some more. */
function useSeenRows(list: { current: HTMLDivElement | null }, layout: ListLayout): [number, number] {
  const [[first, end], setSeen] = useState<[number, number]>([0, 0]);
  useLayoutEffect(() => {
    const scroller = list.current?.closest('.content');
    if (!scroller) return;
    function look(): void {
      const box = list.current?.getBoundingClientRect();
      const frame = scroller?.getBoundingClientRect();
      if (!box || !frame) return;
      const room = spare * layout.rowHeight;
      const next = rowsBetween(layout, frame.top - box.top - room, frame.bottom - box.top + room);
      setSeen((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
    }
    look();
    const observer = new ResizeObserver(look);
    observer.observe(scroller);
    for (const child of scroller.children) observer.observe(child);
    scroller.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      scroller.removeEventListener('scroll', look);
    };
  }, [list, layout]);
  return [first, Math.min(end, layout.rows)];
}

interface SeenSection {
  section: PlacedSection;
  /** Which one it is. */
  number: number;
  rows: number[];
}

/** The rows that are there, by sections: those that are seen, and those that are needed for the focus. */
function sectionsWith(layout: ListLayout, first: number, end: number, needed: number[]): SeenSection[] {
  const seen = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  const rows = [...new Set([...seen, ...needed])].sort((one, other) => one - other);
  const found: SeenSection[] = [];
  for (const row of rows) {
    const last = found.at(-1);
    const section =
      last && row < last.section.first + last.section.size ? last.section : sectionOf(layout, row);
    if (!section) continue;
    if (last?.section === section) last.rows.push(row);
    else found.push({ section, number: layout.sections.indexOf(section), rows: [row] });
  }
  return found;
}
