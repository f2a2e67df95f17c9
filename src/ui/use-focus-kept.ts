import { useEffect } from 'preact/hooks';

/**
 * Chrome leaves the focus nowhere when what has it is taken away: whoever uses the keyboard would begin at the top of
 * the page again, and a screen reader would say nothing.
 *
 * @param place what is taken away in here is looked after; the same element as long as the part is on the screen
 * @param next where the keyboard goes on: the first of those that is there, or that comes
 * @param otherwise anywhere on the screen, while none of those is in here
 */
export function useFocusKept(place: { current: HTMLElement | null }, next: string, otherwise?: string): void {
  useEffect(() => {
    const { current } = place;
    if (!current) return;
    let held: EventTarget | null = null;
    const hold = ({ target }: Event) => {
      held = current.contains(target as Node) ? target : null;
    };
    // Whoever clicks elsewhere has left it.
    const leave = ({ target }: Event) => {
      if (held instanceof Node && !held.contains(target as Node)) held = null;
    };
    function look(): void {
      if (!(held instanceof Node) || held.isConnected) return;
      if (document.activeElement !== document.body) held = null;
      else whereNext()?.focus();
    }
    const whereNext = () =>
      current.querySelector<HTMLElement>(next) ??
      (otherwise === undefined ? undefined : document.querySelector<HTMLElement>(otherwise));
    // What comes instead may take the focus itself, in its effects: they run after the next picture.
    const observer = new MutationObserver(() => {
      if (held instanceof Node && !held.isConnected) requestAnimationFrame(() => setTimeout(look));
    });
    observer.observe(current, { childList: true, subtree: true });
    document.addEventListener('focusin', hold);
    document.addEventListener('pointerdown', leave);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', hold);
      document.removeEventListener('pointerdown', leave);
    };
  }, []);
}
