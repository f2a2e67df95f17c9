import type { Work } from './idle-work';

/** In a page of more elements than that, only the likely ones are touched; the pointer finds the roots of the others. */
export const manyElements = 1_000;
/** Elements of HTML and of drawings, the frequent ones first; the few that are missing here are touched in vain. */
const known =
  'div:not(:empty), span, a, p, li, td, tr, path, i, b, em, strong, img, svg, button, input, option, label, br, ul, script, section, article, link, meta, g, use, th, h2, h3, h1, small, header, footer, nav, main, form, body, head, html, style, title, table, tbody, noscript';
/**
 * Elements that the page has defined, and those that most often are hosts otherwise: with nothing else in them. A
 * selector sorts out thousands of elements in the time in which a script touches a hundred of them.
 */
const likely = `:not(${known})`;

/** The elements below a node that may have a shadow root. */
export function likelyHosts(root: Document | Element | ShadowRoot): NodeListOf<Element> {
  const isBig = 'getElementsByTagName' in root && root.getElementsByTagName('*').length > manyElements;
  return root.querySelectorAll(isBig ? likely : '*');
}

/** Open shadow roots below a node, and in them; `adopt` answers whether it was new. */
export function* findShadowRoots(
  root: Document | Element | ShadowRoot,
  adopt: (root: ShadowRoot) => boolean,
): Work {
  yield;
  const hosts = likelyHosts(root);
  for (let at = 0; at < hosts.length; at++) {
    const shadowRoot = hosts[at]?.shadowRoot;
    if (shadowRoot && adopt(shadowRoot)) yield* findShadowRoots(shadowRoot, adopt);
    if (at % 50 === 49) yield;
  }
}

/** Tells of the open shadow roots that the pointer is in: whatever has not been looked at is found there. */
export function watchPointedRoots(entered: (root: ShadowRoot) => void, signal: AbortSignal): void {
  const look = (event: PointerEvent) => {
    for (const each of event.composedPath()) if (each instanceof ShadowRoot) entered(each);
  };
  window.addEventListener('pointermove', look, { capture: true, passive: true, signal });
}
