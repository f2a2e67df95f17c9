import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** The keyboard goes with the call: its buttons come next, and what is typed is not lost in the page. */
export function useCardFocus(card: RefObject<HTMLElement | null>, main: boolean): void {
  useEffect(() => {
    if (main && document.activeElement === document.body) card.current?.focus({ preventScroll: true });
  }, [main]);
}
