import type { FoundNumber } from '../domain/page-numbers';
import { placeIn, type TextRun } from './text-runs';

/** A number where it stands in the page. */
export interface PageNumber {
  written: string;
  startNode: Text;
  startOffset: number;
  endNode: Text;
  endOffset: number;
  /** All the text nodes it stands in. */
  nodes: Text[];
}

/** Undefined when the page has changed under the run. */
export function pageNumber(run: TextRun, { start, end, written }: FoundNumber): PageNumber | undefined {
  const from = placeIn(run, start);
  const to = placeIn(run, end, true);
  if (!from || !to) return undefined;
  const first = run.pieces.findIndex(({ node }) => node === from.node);
  const last = run.pieces.findIndex(({ node }) => node === to.node);
  const nodes = run.pieces.slice(first, last + 1).map(({ node }) => node);
  return {
    written,
    startNode: from.node,
    startOffset: from.offset,
    endNode: to.node,
    endOffset: to.offset,
    nodes,
  };
}

/** A live range over it; undefined when it is not there any more. */
export function rangeOf(number: PageNumber): Range | undefined {
  const { startNode, startOffset, endNode, endOffset, nodes, written } = number;
  if (!nodes.every((node) => node.isConnected)) return undefined;
  if (startOffset > startNode.length || endOffset > endNode.length) return undefined;
  const range = document.createRange();
  range.setStart(startNode, startOffset);
  range.setEnd(endNode, endOffset);
  // Only the digits: what is invisible, and how blanks are written, is left out of `written`.
  return sameDigits(range.toString(), written) ? range : undefined;
}

function sameDigits(one: string, other: string): boolean {
  return digitsOf(one) === digitsOf(other);
}

function digitsOf(text: string): string {
  return text.replace(/[^\p{Nd}]/gu, '').normalize('NFKC');
}

/**
 * Whether people see its pieces as one: on one line next to each other, or going on at the beginning of the next. Two
 * cells that are not a table's, or two labels side by side, are in one line of the page's text and apart on the screen.
 */
export function isSeenAsOne({ nodes }: PageNumber): boolean {
  return nodes.slice(1).every((node, at) => {
    const before = nodes[at];
    return !before || areNeighbours(before, node);
  });
}

function areNeighbours(one: Text, other: Text): boolean {
  const left = boxAt(one, one.length - 1);
  const right = boxAt(other, 0);
  // What is not shown cannot be measured; a blank at the end of a line has no box.
  if (!left || !right || left.height === 0 || right.height === 0) return true;
  const gap = right.left - left.right;
  const sameLine = left.top < right.bottom && right.top < left.bottom;
  return sameLine
    ? Math.abs(gap) < left.height * 0.8
    : right.top >= left.bottom - 2 && right.left < left.left;
}

function boxAt(node: Text, offset: number): DOMRect | undefined {
  if (offset < 0 || offset >= node.length) return undefined;
  const range = document.createRange();
  range.setStart(node, offset);
  range.setEnd(node, offset + 1);
  return [...range.getClientRects()].at(-1);
}
