import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useFocusKept } from '../use-focus-kept';
import type { Tab } from './tab-bar';

/** What the keyboard goes on with: the number, the list's row, or that there is none. */
const next = '.number, .row-main[tabindex="0"], .empty h2';

/** What the chosen tab shows: each tab has a panel of its own, as whoever changes the tab has lost nothing. */
export function TabPanel({ tab, children }: { tab: Tab; children: ComponentChildren }) {
  const panel = useRef<HTMLDivElement>(null);
  useFocusKept(panel, next);
  return (
    <div ref={panel} id={`panel-${tab}`} role="tabpanel" aria-labelledby={`tab-${tab}`}>
      {children}
    </div>
  );
}
