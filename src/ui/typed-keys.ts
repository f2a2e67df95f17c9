/**
 * Keys typed anywhere on the phone, where no field has the focus: they go to a call's tone keys while those
 * are open, and otherwise to the keypad.
 */
export interface KeyTaker {
  digit(digit: string): void;
  enter?(): void;
}

export type KeyTakerKind = 'tones' | 'keypad';

export class TypedKeys {
  readonly #takers = new Map<KeyTakerKind, KeyTaker>();

  /** Until the returned function is called. */
  take(kind: KeyTakerKind, taker: KeyTaker): () => void {
    this.#takers.set(kind, taker);
    return () => {
      if (this.#takers.get(kind) === taker) this.#takers.delete(kind);
    };
  }

  /** Whether somebody wanted the key. */
  type(key: string): boolean {
    const taker = this.#takers.get('tones') ?? this.#takers.get('keypad');
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
