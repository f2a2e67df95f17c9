import { mayHoldNumberBelow } from './first-look';
import type { NumberPage, NumberPageOptions } from './number-page';
import { PageChanges } from './page-changes';
import { likelyHosts, manyElements, watchPointedRoots } from './shadow-roots';

/** A page that is never idle is looked at all the same. */
const patienceMs = 1500;

export type PageScoutOptions = Omit<NumberPageOptions, 'changes' | 'since' | 'isRead'>;

/**
 * The first look at a page, as cheap as can be, as most have no number. What reads a page is made only where there is
 * text that may hold one, or a shadow root, or when something changes.
 */
export function scoutPage(options: PageScoutOptions): void {
  const { signal } = options;
  whenIdle(() => {
    if (signal.aborted) return;
    const since = performance.now();
    const changes = new PageChanges(() => use((page) => page.changed()), signal);
    changes.watch(document);
    watchPointedRoots((root) => use((page) => page.adopt(root)), signal);
    const isRead = !(document.body && mayHoldNumberBelow(document.body));
    let made: Promise<NumberPage> | undefined;
    // It is in this same file: what of it is not used is not run.
    const make = async () => {
      const { NumberPage } = await import('./number-page');
      return new NumberPage({ ...options, changes, since, isRead });
    };
    const use = (work: (page: NumberPage) => unknown) => {
      made ??= make();
      void made.then(work);
    };
    if (!isRead) use(() => undefined);
    // Elements that are defined while the page is loading have their roots then.
    if (document.readyState === 'complete') findRoots(use);
    else window.addEventListener('load', () => whenIdle(() => findRoots(use)), { signal });
  });
}

function findRoots(use: (work: (page: NumberPage) => unknown) => void): void {
  const hosts = likelyHosts(document);
  if (hosts.length > manyElements) use((page) => page.findAllRoots());
  else for (const { shadowRoot } of hosts) if (shadowRoot) use((page) => page.adopt(shadowRoot));
}

function whenIdle(work: () => void): void {
  requestIdleCallback(work, { timeout: patienceMs });
}
