import { useEffect, useRef } from 'preact/hooks';
import type { IntentState } from '../use-intent';

/** Signs that somebody is looking at this screen. */
const signs = ['focus', 'pointermove', 'keydown'] as const;

/**
 * Missed calls have been seen when the list is opened. One that comes while it is open has been seen once somebody is
 * at this screen: a window left open on an empty desk sees nothing.
 */
export function useMissedCallsSeen(missedCalls: number, run: IntentState['run']): void {
  const opened = useRef(true);
  useEffect(() => {
    if (missedCalls === 0) {
      opened.current = false;
      return;
    }
    const seen = () => void run('missed-calls-seen', {});
    if (opened.current || (document.hasFocus() && document.visibilityState === 'visible')) {
      opened.current = false;
      seen();
      return;
    }
    for (const sign of signs) window.addEventListener(sign, seen, { once: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, seen);
    };
  }, [missedCalls, run]);
}
