/** Longer texts tell a story; they label nothing. */
const labelLength = 40;

/**
 * What labels a run of words from outside of it, most distant first: names that the page's author gave the elements
 * around it, the head of its column, the words in front of it.
 */
export function runLabel(node: Text): string {
  const element = node.parentElement;
  if (!element) return '';
  // The stroke keeps a mere "item" or "order" in a class from being read as the word right before the number.
  return [...namesAround(element), '|', ...headsOf(element), wordsBefore(element)].join(' ');
}

function namesAround(element: Element): string[] {
  const named: string[] = [];
  for (let at: Element | null = element, up = 0; at && up < 3; at = at.parentElement, up++) {
    const { id } = at;
    const written = [
      id,
      at.getAttribute('class'),
      at.getAttribute('itemprop'),
      at.getAttribute('aria-label'),
    ];
    const words = written.map((each) => (each ?? '').slice(0, 80)).join(' ');
    // Digits in a name say nothing; "phoneNumber" and "phone_number" are two words.
    named.unshift(words.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[-_\d]+/g, ' '));
  }
  return named;
}

function headsOf(element: Element): string[] {
  const cell = element.closest('td, th, [role="cell"], [role="gridcell"]');
  if (!(cell instanceof HTMLTableCellElement)) return [];
  const row = cell.parentElement;
  const table = cell.closest('table');
  const [head] = table?.rows ?? [];
  const ofColumn = head && head !== row ? head.cells[cell.cellIndex] : undefined;
  const ofRow = row instanceof HTMLTableRowElement ? row.cells[0] : undefined;
  return [ofColumn, ofRow === cell ? undefined : ofRow].map((each) => short(each?.textContent));
}

/** The words of the nearest element in front, up to three levels outside: `<dt>Phone</dt><dd>...`. */
function wordsBefore(element: Element): string {
  for (let at: Element | null = element, up = 0; at && up < 3; at = at.parentElement, up++) {
    const before: Element | null = at.previousElementSibling;
    if (before) return before.childElementCount > 8 ? '' : short(before.textContent);
  }
  return '';
}

/** A label has no digits. */
function short(text: string | null | undefined): string {
  const words = (text ?? '').replace(/\s+/g, ' ').trim();
  return words.length <= labelLength && !/\d/.test(words) ? words : '';
}
