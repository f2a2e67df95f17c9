import { type DialLink, dialLinkIn } from './dial-link';

/**
 * Calls `dial` for each click of a person that would follow a link that calls; `dial` answers whether it took it.
 * Enter on such a link is a click too.
 *
 * The page comes first: what it prevents stays prevented. So the decision falls at the last place where a listener of
 * the page can hear the click: the window, or wherever it stops the click from going on.
 */
export function watchLinkClicks(dial: (link: DialLink) => boolean, signal: AbortSignal): void {
  window.addEventListener('click', (event) => consider(event, event.composedPath(), dial, signal), {
    capture: true,
    signal,
  });
}

type Dial = (link: DialLink) => boolean;

function consider(event: MouseEvent, path: EventTarget[], dial: Dial, signal: AbortSignal): void {
  if (!isPlain(event)) return;
  const hidden = closedRoot(path[0]);
  if (hidden) {
    // From outside the path ends at the host; inside the root it is whole.
    const inside = (inner: Event) => consider(event, inner.composedPath(), dial, signal);
    hidden.addEventListener('click', inside, { capture: true, once: true, signal });
    forgetAfter(() => hidden.removeEventListener('click', inside, { capture: true }));
    return;
  }
  const link = dialLinkIn(path);
  if (link) decideLast(path, () => take(event, link, dial), signal);
}

/** By a person, with the first button or by a key, and not meant for a new tab, a download or a selection. */
function isPlain(event: MouseEvent): boolean {
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  return event.isTrusted && event.button === 0 && !modified;
}

function closedRoot(target: EventTarget | undefined): ShadowRoot | undefined {
  if (!(target instanceof HTMLElement) || target.shadowRoot) return undefined;
  return chrome.dom?.openOrClosedShadowRoot(target) ?? undefined;
}

/** Runs `decide` behind the listeners of the page, at the last node of the path that the click comes to. */
function decideLast(path: EventTarget[], decide: () => void, signal: AbortSignal): void {
  const over = new AbortController();
  const listen = { signal: AbortSignal.any([signal, over.signal]) };
  const heard = (here: Event) => {
    const isLast =
      here.cancelBubble || (here.currentTarget === window && here.eventPhase !== Event.CAPTURING_PHASE);
    if (!isLast) return;
    over.abort();
    decide();
  };
  for (const node of path) {
    if (node !== window) node.addEventListener('click', heard, { ...listen, capture: true });
    node.addEventListener('click', heard, listen);
  }
  forgetAfter(() => over.abort());
}

/** A click that never came to where it was waited for must not be taken up by the next one. */
function forgetAfter(forget: () => void): void {
  setTimeout(forget, 0);
}

function take(event: MouseEvent, link: DialLink, dial: Dial): void {
  if (event.defaultPrevented) return;
  // The second click of a double click asks for nothing new.
  if (event.detail > 1 || dial(link)) event.preventDefault();
}
