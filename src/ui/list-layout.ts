/** Where the rows of a long list stand, without one of them being there. All lengths are CSS pixels. */

export interface ListSection {
  key: string | number;
  /** A heading above its rows; none when left out. */
  title?: string;
  size: number;
}

export interface ListLayout {
  height: number;
  rows: number;
  rowHeight: number;
  sections: readonly PlacedSection[];
}

export interface PlacedSection extends ListSection {
  top: number;
  height: number;
  /** The number of its first row, counted through all sections. */
  first: number;
}

export function layOut(sections: readonly ListSection[], rowHeight: number, titleHeight: number): ListLayout {
  let [top, first] = [0, 0];
  const placed = sections.map((section) => {
    const height = section.size * rowHeight + (section.title === undefined ? 0 : titleHeight);
    const place = { ...section, top, height, first };
    top += height;
    first += section.size;
    return place;
  });
  return { height: top, rows: first, rowHeight, sections: placed };
}

/** The rows that stand between two heights, as first and one past the last. */
export function rowsBetween(layout: ListLayout, top: number, bottom: number): [first: number, end: number] {
  return [rowAt(layout, top), Math.min(layout.rows, rowAt(layout, bottom) + 1)];
}

/** The section of a row; undefined when there is no such row. */
export function sectionOf({ sections }: ListLayout, row: number): PlacedSection | undefined {
  const section = sections[lastWhere(sections, ({ first }) => first <= row)];
  return section && row < section.first + section.size ? section : undefined;
}

/** A row's distance from the top of its section. */
export function topInSection(section: PlacedSection, { rowHeight }: ListLayout, row: number): number {
  return section.height - (section.first + section.size - row) * rowHeight;
}

function rowAt({ sections, rowHeight, rows }: ListLayout, height: number): number {
  const section = sections[lastWhere(sections, ({ top }) => top <= height)];
  if (!section) return 0;
  const title = section.height - section.size * rowHeight;
  const within = Math.floor((height - section.top - title) / rowHeight);
  return Math.min(rows, section.first + Math.min(Math.max(0, within), section.size));
}

/** The last of those that come first; 0 where there is none. Sections without rows are never the last. */
function lastWhere(sections: readonly PlacedSection[], holds: (section: PlacedSection) => boolean): number {
  let [low, high] = [0, sections.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const section = sections[middle];
    if (section && holds(section)) low = middle;
    else high = middle - 1;
  }
  return low;
}
