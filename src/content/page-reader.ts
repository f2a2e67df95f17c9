import type { AwaitedFinder } from './awaited-finder';
import type { Work } from './idle-work';
import { blockOf, isInLine, isWithinPassedOver } from './passed-over';
import { runsAround, type TextRun, textRuns } from './text-runs';

/** Reads text of the page, step by step; where one of its runs may hold a number, that is looked for. */
export class PageReader {
  constructor(private readonly finder: Pick<AwaitedFinder, 'wanted'>) {}

  /** All below a node: an element that is a block, or a shadow root. */
  *readBelow(root: Node): Work {
    if (root.isConnected) yield* this.readRuns(textRuns(root), root);
  }

  /** What has changed: a block as a whole, or the line that a text or a word stands in. */
  *readChanged(node: Node): Work {
    if (!node.isConnected) return;
    const inLine = node instanceof Text || (node instanceof Element && isInLine(node));
    if (!inLine && !(node instanceof Element)) return;
    const runs = inLine ? runsAround(node, blockOf(node)) : textRuns(node);
    yield* this.readRuns(runs, node);
  }

  private *readRuns(runs: Generator<TextRun | undefined, void>, top: Node): Work {
    let allowed = false;
    for (const run of runs) {
      yield;
      if (!run) continue;
      // Looked at only where there are digits enough.
      if (!allowed && isWithinPassedOver(top)) return;
      allowed = true;
      yield* this.readRun(run);
    }
  }

  private *readRun(run: TextRun): Work {
    let numbers = this.finder.wanted;
    for (; !numbers; numbers = this.finder.wanted) yield;
    yield* numbers.read(run);
  }
}
