import type { PageDialKind } from '../contract/page-dial';
import type { PageWanted } from '../contract/page-wanted';
import type { PageLifetime } from './page-lifetime';

/** The worker stops this script, or gives it what it needs; it does not answer. */
export function askWanted(kind: PageDialKind, lifetime: PageLifetime): void {
  if (!lifetime.lasts) return;
  // A page that is only prepared is nobody's yet.
  if (isPrepared()) {
    const again = () => askWanted(kind, lifetime);
    document.addEventListener('prerenderingchange', again, { once: true, signal: lifetime.signal });
    return;
  }
  const message: PageWanted = { to: 'background', wanted: kind };
  // Asked again by whoever needs an answer.
  chrome.runtime.sendMessage(message).catch(() => undefined);
}

function isPrepared(): boolean {
  return (document as Document & { prerendering?: boolean }).prerendering === true;
}

/** A page that comes back out of Chrome's cache has heard of nothing that was taken back meanwhile. */
export function askWhenBack(kind: PageDialKind, lifetime: PageLifetime): void {
  window.addEventListener('pageshow', ({ persisted }) => persisted && askWanted(kind, lifetime), {
    signal: lifetime.signal,
  });
}
