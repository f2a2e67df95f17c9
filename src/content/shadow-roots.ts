import type { Work } from './idle-work';

/** Open shadow roots below a node, and in them; `adopt` answers whether it was new. */
export function* findShadowRoots(root: ParentNode, adopt: (root: ShadowRoot) => boolean): Work {
  let looked = 0;
  // A selector that leaves out what can be no host takes ten times as long as to look at everything.
  for (const element of root.querySelectorAll('*')) {
    const { shadowRoot } = element;
    if (shadowRoot && adopt(shadowRoot)) yield* findShadowRoots(shadowRoot, adopt);
    if (++looked % 50 === 0) yield;
  }
}
