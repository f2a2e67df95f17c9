import { CallButton } from './call-button';
import type { NumberIndex } from './number-index';
import { type PageNumber, rangeOf } from './page-number';
import { isWithinPassedOver } from './passed-over';

/** Somebody who is on the way from the number to the button crosses what is between. */
const leaveMs = 400;
const mostMeasured = 20;

export interface Offered {
  number: PageNumber;
  range: Range;
}

/** Which number the button is for: the one that the pointer is on, or the caret, or that was gone to by key. */
export class CallOffer {
  private made: CallButton | undefined;
  private offered: PageNumber | undefined;
  private leaving: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly index: NumberIndex,
    private readonly dial: (number: string) => void,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => clearTimeout(this.leaving));
  }

  get number(): PageNumber | undefined {
    return this.made?.isShown ? this.offered : undefined;
  }

  get hasFocus(): boolean {
    return this.made?.hasFocus === true;
  }

  isButton(target: EventTarget | null | undefined): boolean {
    return this.made?.is(target) === true;
  }

  /** Not before there is a number to offer: most pages have none. */
  private get button(): CallButton {
    this.made ??= new CallButton(() => {
      const number = this.offered;
      this.withdraw();
      if (number) this.dial(number.written);
    }, this.signal);
    return this.made;
  }

  /** The number under this point of the screen. @param roots the open shadow roots that the point is in */
  numberAt(element: Element, x: number, y: number, roots: ShadowRoot[]): Offered | undefined {
    const below = this.index.below(element);
    if (below.length === 0) return undefined;
    const position = document.caretPositionFromPoint(x, y, { shadowRoots: roots });
    const found = this.index.at(position?.offsetNode, position?.offset ?? 0);
    if (found && isOn(found.range, x, y)) return found;
    // In text that cannot be selected there is no caret.
    for (const number of below.slice(0, mostMeasured)) {
      const range = rangeOf(number);
      if (range && isOn(range, x, y)) return { number, range };
    }
    return undefined;
  }

  /** The page has been scrolled, or has changed: the button goes with its number, or goes. */
  follow(): void {
    if (!this.number) return;
    const range = rangeOf(this.number);
    const box = range?.getClientRects()[0];
    if (box && box.bottom > 0 && box.top < innerHeight) this.button.place(box);
    else this.withdraw();
  }

  offer({ number, range }: Offered): void {
    this.stay();
    if (number === this.number || isWithinPassedOver(number.startNode)) return;
    this.offered = number;
    const [first] = range.getClientRects();
    if (first)
      this.button.show(chrome.i18n.getMessage('page_call_number', [number.written]), first, number.startNode);
  }

  /** Goes to this number, and the keyboard with it. */
  goTo(number: PageNumber): void {
    const range = rangeOf(number);
    if (!range) return;
    this.offer({ number, range });
    this.button.focus();
  }

  stay(): void {
    clearTimeout(this.leaving);
    this.leaving = undefined;
  }

  /** The pointer is elsewhere; a button with the keyboard on it stays. */
  leave(): void {
    if (!this.made?.isShown || this.hasFocus) return;
    this.leaving ??= setTimeout(() => this.withdraw(), leaveMs);
  }

  withdraw(): void {
    this.stay();
    this.offered = undefined;
    this.made?.hide();
  }
}

function isOn(range: Range, x: number, y: number): boolean {
  return [...range.getClientRects()].some((box) => holds(box, x, y));
}

function holds({ left, right, top, bottom }: DOMRect, x: number, y: number): boolean {
  return x >= left - 1 && x <= right + 1 && y >= top - 1 && y <= bottom + 1;
}
