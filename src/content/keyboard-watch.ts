import type { CallOffer } from './call-offer';
import type { NumberIndex } from './number-index';
import type { PageNumber } from './page-number';

export interface KeyboardWatchOptions {
  index: NumberIndex;
  offer: CallOffer;
  /** The numbers on the screen, in the order of the page. */
  inSight(): readonly PageNumber[];
  signal: AbortSignal;
}

/**
 * For whoever has no pointer: a caret or a selection in a number offers it; Alt+Shift+N goes to the offered number, or
 * to the next one in sight, the arrow keys from there to its neighbours, and Escape back to where the keyboard was.
 */
export function watchKeyboard({ index, offer, inSight, signal }: KeyboardWatchOptions): void {
  let cameFrom: Element | null = null;

  const go = (number: PageNumber | undefined) => {
    if (!number) return false;
    if (!offer.hasFocus) cameFrom = document.activeElement;
    offer.goTo(number);
    return true;
  };
  const back = () => {
    const wasThere = offer.hasFocus;
    offer.withdraw();
    if (wasThere && cameFrom instanceof HTMLElement) cameFrom.focus({ preventScroll: true });
    return true;
  };
  const handled = (event: KeyboardEvent): boolean => {
    const { altKey, shiftKey, ctrlKey, metaKey, code, key } = event;
    if (altKey && shiftKey && !ctrlKey && !metaKey && code === 'KeyN') {
      return go(
        offer.hasFocus ? beside(inSight(), offer.number, 1) : (offer.number ?? nextInSight(inSight())),
      );
    }
    if (offer.number && key === 'Escape') return back();
    if (!offer.hasFocus || altKey || shiftKey || ctrlKey || metaKey) return false;
    if (key === 'ArrowDown' || key === 'ArrowRight') return go(beside(inSight(), offer.number, 1));
    if (key === 'ArrowUp' || key === 'ArrowLeft') return go(beside(inSight(), offer.number, -1));
    return false;
  };
  window.addEventListener(
    'keydown',
    (event) => {
      // What the page does with a key goes first.
      if (event.isTrusted && !event.defaultPrevented && handled(event)) event.preventDefault();
    },
    { signal },
  );
  document.addEventListener(
    'selectionchange',
    () => {
      if (index.isEmpty) return;
      const { focusNode = null, focusOffset = 0, isCollapsed = false } = document.getSelection() ?? {};
      // Text that is being selected is meant for something else.
      const found = isCollapsed ? index.at(focusNode, focusOffset) : undefined;
      if (found) offer.offer(found);
      else if (focusNode !== null) offer.leave();
    },
    { signal },
  );
  window.addEventListener('blur', () => offer.leave(), { signal });
}

/** The first one behind the caret, or behind what has the focus; the first of all when that is the last. */
function nextInSight(numbers: readonly PageNumber[]): PageNumber | undefined {
  const selected = document.getSelection()?.focusNode;
  const from = selected?.isConnected ? selected : document.activeElement;
  const behind = (number: PageNumber) =>
    from && from !== document.body
      ? (from.compareDocumentPosition(number.startNode) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
      : true;
  return numbers.find(behind) ?? numbers[0];
}

function beside(numbers: readonly PageNumber[], number: PageNumber | undefined, step: 1 | -1) {
  const at = number ? numbers.indexOf(number) : -1;
  return numbers.at((at + step) % Math.max(numbers.length, 1));
}
