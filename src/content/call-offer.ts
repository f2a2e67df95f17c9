import { CallButton } from './call-button';
import type { NumberIndex } from './number-index';
import { type PageNumber, rangeOf } from './page-number';
import { isWithinPassedOver } from './passed-over';

/** Somebody who is on the way from the number to the button crosses what is between. */
const leaveMs = 400;

export interface Offered {
  number: PageNumber;
  range: Range;
}

/** Which number the button is for: the one that the pointer is on, or the caret, or that was gone to by key. */
export class CallOffer {
  private readonly button: CallButton;
  private offered: PageNumber | undefined;
  private leaving: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly index: NumberIndex,
    dial: (number: string) => void,
    signal: AbortSignal,
  ) {
    this.button = new CallButton(() => {
      const number = this.offered;
      this.withdraw();
      if (number) dial(number.written);
    }, signal);
    signal.addEventListener('abort', () => clearTimeout(this.leaving));
  }

  get number(): PageNumber | undefined {
    return this.button.isShown ? this.offered : undefined;
  }

  get hasFocus(): boolean {
    return this.button.hasFocus;
  }

  isButton(target: EventTarget | null | undefined): boolean {
    return this.button.is(target);
  }

  /** The number under this point of the screen. @param roots the open shadow roots that the point is in */
  numberAt(x: number, y: number, roots: ShadowRoot[]): Offered | undefined {
    const position = document.caretPositionFromPoint(x, y, { shadowRoots: roots });
    const found = this.index.at(position?.offsetNode, position?.offset ?? 0);
    const isOn = found && [...found.range.getClientRects()].some((box) => holds(box, x, y));
    return isOn ? found : undefined;
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
    if (!this.button.isShown || this.hasFocus) return;
    this.leaving ??= setTimeout(() => this.withdraw(), leaveMs);
  }

  withdraw(): void {
    this.stay();
    this.offered = undefined;
    this.button.hide();
  }
}

function holds({ left, right, top, bottom }: DOMRect, x: number, y: number): boolean {
  return x >= left - 1 && x <= right + 1 && y >= top - 1 && y <= bottom + 1;
}
