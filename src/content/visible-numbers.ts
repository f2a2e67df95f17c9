import type { Work } from './idle-work';
import type { NumberIndex } from './number-index';
import { type PageNumber, rangeOf } from './page-number';
import { isWithinPassedOver } from './passed-over';

/** The name in the page's style sheet of ours, content-numbers.css. */
const name = 'ringtab-number';
/** Each marked range costs the browser something whenever the page changes: only what can be seen is marked. */
const mostMarked = 200;
/** Neighbours in the page are neighbours on the screen: of so many, one is measured. */
const sample = 8;

/** Marks the numbers that are in sight, by a CSS highlight: the page's own nodes stay as they are. */
export class VisibleNumbers {
  private marked = new Set<PageNumber>();
  private readonly highlight = new Highlight();

  constructor(
    private readonly index: NumberIndex,
    signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => {
      this.highlight.clear();
      CSS.highlights.delete(name);
    });
  }

  /** In the order of the page. */
  get inSight(): readonly PageNumber[] {
    return [...this.marked];
  }

  /** Measures again what is in sight. */
  *refresh(): Work {
    const ranges: Range[] = [];
    const marked = new Set<PageNumber>();
    const all = this.index.numbers;
    for (let at = 0; at < all.length && marked.size < mostMarked; at += sample) {
      yield;
      const few = all.slice(at, at + sample);
      if (!maybeInSight(few[0], all[at + sample] ?? few.at(-1))) continue;
      for (const number of few) {
        const range = this.index.holds(number) ? rangeOf(number) : undefined;
        if (!range || !isInSight(range.getBoundingClientRect()) || isWithinPassedOver(number.startNode))
          continue;
        marked.add(number);
        ranges.push(range);
      }
    }
    this.show(marked, ranges);
  }

  private show(marked: Set<PageNumber>, ranges: Range[]): void {
    const isSame = marked.size === this.marked.size && [...marked].every((each) => this.marked.has(each));
    this.marked = marked;
    // Its ranges move along with the page; each new one would have it painted again.
    if (isSame && this.highlight.size === ranges.length && ranges.length > 0 && CSS.highlights.has(name))
      return;
    this.highlight.clear();
    for (const range of ranges) this.highlight.add(range);
    if (ranges.length === 0) CSS.highlights.delete(name);
    else if (CSS.highlights.get(name) !== this.highlight) CSS.highlights.set(name, this.highlight);
  }
}

/** Whether the screen lies between these two, or near one of them. */
function maybeInSight(one: PageNumber | undefined, other: PageNumber | undefined): boolean {
  const boxes = [one, other].flatMap(
    (number) => number?.startNode.parentElement?.getBoundingClientRect() ?? [],
  );
  if (boxes.length === 0) return false;
  const top = Math.min(...boxes.map((box) => box.top));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  // What is hidden, or gone, has no box to tell by.
  return boxes.some((box) => box.height === 0) || (top < innerHeight * 1.5 && bottom > -innerHeight / 2);
}

function isInSight({ top, bottom, left, right, height }: DOMRect): boolean {
  return height > 0 && top < innerHeight && bottom > 0 && left < innerWidth && right > 0;
}
