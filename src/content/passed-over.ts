import { isLike, nearest } from './element-access';

/** What is no text of the page to read: input, code, what a machine wrote for machines, and links that call already. */
const passedOver = [
  'script, style, noscript, template, head, title, textarea, input, select, option, datalist, progress, meter',
  'code, pre, kbd, samp, var, time, math, svg, canvas, iframe, object, embed, video, audio',
  '[contenteditable]:not([contenteditable="false" i])',
  ...[
    'textbox',
    'searchbox',
    'combobox',
    'spinbutton',
    'slider',
    'scrollbar',
    'progressbar',
    'meter',
    'timer',
  ]
    .concat(['math', 'code'])
    .map((role) => `[role="${role}" i]`),
  '.CodeMirror, .cm-editor, .monaco-editor, .ace_editor, .hljs, .blob-code, .highlight-source, .prettyprint',
  ...['tel', 'sip', 'sips', 'callto'].map((scheme) => `a[href^="${scheme}:" i]`),
].join(', ');

/** Elements that stand in a line of text; `br` ends one, everything else is a block of its own. */
const inLine = new Set(
  'A ABBR ACRONYM B BDI BDO BIG CITE DATA DEL DFN EM FONT I INS LABEL MARK NOBR Q RB RUBY S SLOT SMALL SPAN STRIKE STRONG SUB SUP TT U WBR'.split(
    ' ',
  ),
);

export function isPassedOver(element: Element): boolean {
  return isLike(element, passedOver);
}

/** Whether it, or anything it stands in, up through shadow roots, is passed over or edited. */
export function isWithinPassedOver(node: Node): boolean {
  let element = node instanceof Element ? node : node.parentElement;
  let root = node.getRootNode();
  for (;;) {
    if (element && nearest(element, passedOver)) return true;
    if (!(root instanceof ShadowRoot)) break;
    element = root.host;
    root = element.getRootNode();
  }
  return element instanceof HTMLElement && element.isContentEditable;
}

export function isInLine(element: Element): boolean {
  return inLine.has(element.tagName);
}

/** The block that a node's line of words belongs to: the element, or the shadow root it stands in. */
export function blockOf(node: Node): Node {
  let block: Node = node;
  while (block instanceof Text || (block instanceof Element && isInLine(block))) {
    if (!block.parentNode) return block;
    block = block.parentNode;
  }
  return block;
}

/** Text in a fixed-width type whose blanks are kept, on a page that is not written so as a whole: code, or a log. */
export function looksLikeCode(element: Element): boolean {
  const { fontFamily, whiteSpaceCollapse } = getComputedStyle(element) as CSSStyleDeclaration & {
    whiteSpaceCollapse: string;
  };
  const fixed = /mono|courier|consol|menlo/i;
  if (!fixed.test(fontFamily) || whiteSpaceCollapse === 'collapse') return false;
  return !fixed.test(getComputedStyle(element.ownerDocument.documentElement).fontFamily);
}
