import { labelOfName } from '../domain/name-label';
import { attributeOf, nearest } from './element-access';

const nameAttributes = ['id', 'class', 'itemprop', 'aria-label'];
/** Longer texts tell a story; they label nothing. */
const labelLength = 40;
/** With the blanks in it. */
const mostText = 1_000;

/** The word that stands for names which say so. */
const named = { telephone: 'phone', other: 'order number,' };

/**
 * What labels a run of words from outside of it, most distant first: names that the page's author gave the elements
 * around it, the words in front of it, the head of its row and of its column.
 */
export function runLabel(node: Text): string {
  const element = node.parentElement;
  if (!element) return '';
  return [...namesAround(element), wordsBefore(element), ...headsOf(element)].join(' ');
}

function namesAround(element: Element): string[] {
  const labels: string[] = [];
  for (let at: Element | null = element, up = 0; at && up < 3; at = at.parentElement, up++) {
    const element = at;
    const label = labelOfName(
      nameAttributes.map((name) => attributeOf(element, name).slice(0, 80)).join(' '),
    );
    if (label) labels.unshift(named[label]);
  }
  return labels;
}

function headsOf(element: Element): string[] {
  const cell = nearest(element, 'td, th, [role="cell"], [role="gridcell"]');
  if (!(cell instanceof HTMLTableCellElement)) return [];
  const row = cell.parentElement;
  const table = nearest(cell, 'table');
  const [head] = table instanceof HTMLTableElement ? table.rows : [];
  const ofColumn = head && head !== row ? head.cells[cell.cellIndex] : undefined;
  const ofRow = row instanceof HTMLTableRowElement ? row.cells[0] : undefined;
  return [ofRow === cell ? undefined : ofRow, ofColumn].map((each) => short(each));
}

/** The words of the nearest element in front, up to three levels outside: `<dt>Phone</dt><dd>...`. */
function wordsBefore(element: Element): string {
  for (let at: Element | null = element, up = 0; at && up < 3; at = at.parentElement, up++) {
    const before: Element | null = at.previousElementSibling;
    if (before) return before.childElementCount > 8 ? '' : short(before);
  }
  return '';
}

/** Of its text, as much as shows that it is too long for a label. */
function beginningOf(element: Element): string {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let text = '';
  for (let node = texts.nextNode(); node && text.length <= mostText; node = texts.nextNode())
    text += (node as Text).data.slice(0, mostText + 1);
  return text.length > mostText ? '' : text;
}

/** A label has no digits. */
function short(label: Element | undefined): string {
  const words = (label ? beginningOf(label) : '').replace(/\s+/g, ' ').trim();
  return words.length <= labelLength && !/\d/.test(words) ? words : '';
}
