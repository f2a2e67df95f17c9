import { useEffect } from 'preact/hooks';

/** Shows the section that the page's address names, once it is there; the keyboard goes on from its heading. */
export function useAskedSection(ready: boolean): void {
  useEffect(() => {
    if (!ready) return;
    function show(): void {
      const section = document.getElementById(location.hash.slice(1));
      section?.scrollIntoView();
      section?.querySelector('h2')?.focus({ preventScroll: true });
    }
    show();
    addEventListener('hashchange', show);
    return () => removeEventListener('hashchange', show);
  }, [ready]);
}
