/**
 * Keys typed anywhere on the phone, where no field has the focus. Whoever took them last gets them: the
 * keypad, or on top of it a call's tone keys.
 */
export interface KeyTaker {
  digit(digit: string): void;
  enter?(): void;
}

export class TypedKeys {
  #takers: KeyTaker[] = [];

  /** Until the returned function is called. */
  take(taker: KeyTaker): () => void {
    this.#takers.push(taker);
    return () => {
      this.#takers = this.#takers.filter((other) => other !== taker);
    };
  }

  /** Whether somebody wanted the key. */
  type(key: string): boolean {
    const taker = this.#takers.at(-1);
    if (!taker) return false;
    if (/^[0-9*#+]$/.test(key)) {
      taker.digit(key);
      return true;
    }
    if (key !== 'Enter' || !taker.enter) return false;
    taker.enter();
    return true;
  }
}
