import { type NumberPlan, numbersInText } from '../domain/page-numbers';
import type { Work } from './idle-work';
import type { NumberIndex } from './number-index';
import { isSeenAsOne, pageNumber } from './page-number';
import { blockOf, isInLine, isWithinPassedOver, looksLikeCode } from './passed-over';
import { runLabel } from './run-label';
import { runsAround, type TextRun, textRuns } from './text-runs';

/** Longer texts are read in parts, so that no step takes long. */
const partLength = 1500;

/** Reads text of the page into the index, step by step. */
export class PageReader {
  constructor(
    private readonly index: NumberIndex,
    private readonly plan: () => NumberPlan,
    private readonly found: () => void,
  ) {}

  /** All below a node: an element that is a block, or a shadow root. */
  *readBelow(root: Node): Work {
    if (!root.isConnected || isWithinPassedOver(root)) return;
    yield* this.readRuns(textRuns(root));
  }

  /** What has changed: a block as a whole, or the line that a text or a word stands in. */
  *readChanged(node: Node): Work {
    if (!node.isConnected) return;
    const inLine = node instanceof Text || (node instanceof Element && isInLine(node));
    if (!inLine && !(node instanceof Element)) return;
    const runs = inLine ? runsAround(node, blockOf(node)) : textRuns(node);
    yield* this.readRuns(runs, node);
  }

  private *readRuns(runs: Generator<TextRun | undefined, void>, changed?: Node): Work {
    let allowed = changed === undefined;
    for (const run of runs) {
      yield;
      if (!run) continue;
      // Looked at only where there are digits enough.
      if (changed && !allowed && isWithinPassedOver(changed)) return;
      allowed = true;
      yield* this.readRun(run);
    }
  }

  private *readRun(run: TextRun): Work {
    const [first] = run.pieces;
    if (!first) return;
    const label = runLabel(first.node);
    const numbers = [];
    for (const part of partsOf(run.text)) {
      yield;
      for (const found of numbersInText(part.text, label, this.plan())) {
        const number = pageNumber(run, {
          ...found,
          start: found.start + part.start,
          end: found.end + part.start,
        });
        if (number) numbers.push(number);
      }
    }
    const element = first.node.parentElement;
    const seen = numbers.length > 0 && element && looksLikeCode(element) ? [] : numbers;
    const whole = seen.filter((number) => number.nodes.length === 1 || isSeenAsOne(number));
    this.index.replace(
      run.pieces.map(({ node }) => node),
      whole,
    );
    if (whole.length > 0) this.found();
  }
}

/** Cut where a word that is no number begins. */
function* partsOf(text: string): Generator<{ text: string; start: number }, void> {
  let start = 0;
  while (start < text.length) {
    const rest =
      text.length - start > partLength * 2 ? text.slice(start + partLength, start + partLength * 2) : '';
    const cut = rest === '' ? -1 : rest.search(/\s(?=[^\s\d+(])/);
    const end = rest === '' ? text.length : start + partLength + (cut < 0 ? partLength : cut);
    yield { text: text.slice(start, end), start };
    start = end;
  }
}
