import { textOf } from './element-access';
import { isWorthALook } from './first-look';
import { isInLine, isPassedOver } from './passed-over';

/** Words that people read as one: the text nodes of a line or a paragraph, over bold, links and other such elements. */
export interface TextRun {
  text: string;
  pieces: { node: Text; start: number }[];
}

type Step = TextRun | undefined;

/**
 * The runs below a node that may hold a number, one after the other; between them `undefined`, so that whoever asks
 * can pause after each step. What has not enough digits is not entered at all, which is nearly all of a page.
 */
export function* textRuns(root: Node): Generator<Step, void> {
  // All that is in a page's scripts stands in the text of its body.
  if (root !== document.body && !isWorthALook(textOf(root))) return;
  const run = new OpenRun();
  yield* below(root, run);
  yield* run.close();
}

function* below(parent: Node, run: OpenRun): Generator<Step, void> {
  let child = parent.firstChild;
  while (child) {
    yield undefined;
    // The page has moved it meanwhile; it tells of that, and then this is read again.
    if (child.parentNode !== parent) return;
    if (child instanceof Text) run.add(child);
    else if (child instanceof Element) yield* element(child, run);
    child = child.nextSibling;
  }
}

function* element(child: Element, run: OpenRun): Generator<Step, void> {
  if (child.tagName === 'BR') return run.endLine();
  if (child.tagName === 'WBR') return;
  if (child.tagName === 'SCRIPT' || child.tagName === 'STYLE') return yield* run.close();
  if (isInLine(child) && !isPassedOver(child)) return yield* below(child, run);
  yield* run.close();
  if (isWorthALook(textOf(child)) && !isPassedOver(child)) {
    yield* below(child, run);
    yield* run.close();
  }
}

class OpenRun {
  private text = '';
  private pieces: TextRun['pieces'] = [];

  add(node: Text): void {
    this.pieces.push({ node, start: this.text.length });
    this.text += node.data;
  }

  endLine(): void {
    this.text += '\n';
  }

  *close(): Generator<TextRun, void> {
    const { text, pieces } = this;
    this.text = '';
    this.pieces = [];
    if (isWorthALook(text)) yield { text, pieces };
  }
}

/** Where a place in the run's text is in the page. `end`: the place behind a character, not the one before it. */
export function placeIn(
  { pieces }: TextRun,
  offset: number,
  end = false,
): { node: Text; offset: number } | undefined {
  const piece = pieces.findLast(({ start }) => (end ? start < offset : start <= offset));
  return piece && { node: piece.node, offset: Math.min(offset - piece.start, piece.node.length) };
}

/** So many neighbours on each side are looked at for the rest of a line. */
const neighbours = 20;

/** The run that a text, or an element in a line of text, stands in. @param block what `blockOf` answers for it */
export function* runsAround(node: Node, block: Node): Generator<Step, void> {
  let top = node;
  while (top.parentNode && top.parentNode !== block) top = top.parentNode;
  const from = outermost(top, (each) => each.previousSibling);
  const to = outermost(top, (each) => each.nextSibling);
  const run = new OpenRun();
  for (let each: Node | null = from; each; each = each === to ? null : each.nextSibling) {
    yield undefined;
    if (each instanceof Text) run.add(each);
    else if (each instanceof Element) yield* element(each, run);
  }
  yield* run.close();
}

function outermost(start: Node, next: (node: Node) => Node | null): Node {
  let at = start;
  for (let left = neighbours; left > 0; left--) {
    const beside = next(at);
    if (!isOfLine(beside)) break;
    at = beside;
  }
  return at;
}

function isOfLine(node: Node | null): node is Node {
  return node instanceof Text || (node instanceof Element && isInLine(node)) || node instanceof Comment;
}
