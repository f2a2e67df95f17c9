import type { MetadataJson } from 'libphonenumber-js/core';
import { numbersInText } from '../domain/page-numbers';
import { CallOffer } from './call-offer';
import type { Work } from './idle-work';
import { watchKeyboard } from './keyboard-watch';
import { NumberIndex } from './number-index';
import { isSeenAsOne, pageNumber } from './page-number';
import { looksLikeCode } from './passed-over';
import { watchPointer } from './pointer-watch';
import { runLabel } from './run-label';
import type { TextRun } from './text-runs';
import { VisibleNumbers } from './visible-numbers';

/** After these, other numbers may be in sight. */
const showing = ['scroll', 'resize', 'visibilitychange', 'toggle', 'click', 'keyup', 'transitionend'];
/** Longer texts are read in parts, so that no step takes long. */
const partLength = 1500;

export interface FoundNumbersOptions {
  /** The profile's country code, digits without a plus; '' where it names none. */
  country: string;
  dial(number: string): void;
  /** Others may be in sight now. */
  stale(): void;
  signal: AbortSignal;
}

/** The numbers of a page: found in runs of words, marked where they are in sight, and offered. */
export class FoundNumbers {
  private readonly index = new NumberIndex();
  private readonly visible: VisibleNumbers;
  private readonly offer: CallOffer;

  /** @param metadata the rules of all countries */
  constructor(
    private readonly options: FoundNumbersOptions,
    private readonly metadata: MetadataJson,
  ) {
    const { dial, signal } = options;
    const { index } = this;
    const visible = new VisibleNumbers(index, signal);
    const offer = new CallOffer(index, dial, signal);
    this.visible = visible;
    this.offer = offer;
    watchPointer({ index, offer, signal });
    watchKeyboard({ index, offer, inSight: () => visible.inSight, signal });
    for (const kind of showing) {
      window.addEventListener(kind, () => this.moved(), { capture: true, passive: true, signal });
    }
  }

  get isEmpty(): boolean {
    return this.index.isEmpty;
  }

  /** What is in sight may be something else now. */
  moved(): void {
    if (this.isEmpty) return;
    this.offer.follow();
    this.options.stale();
  }

  /** Marks what is in sight. */
  *refresh(): Work {
    yield* this.visible.refresh();
    this.offer.follow();
  }

  /** Takes up the numbers of a run, and no others, step by step. */
  *read(run: TextRun): Work {
    const [first] = run.pieces;
    if (!first) return;
    const label = runLabel(first.node);
    const plan = { countryCode: this.options.country, metadata: this.metadata };
    const numbers = [];
    for (const part of partsOf(run.text)) {
      yield;
      for (const found of numbersInText(part.text, label, plan)) {
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
    if (whole.length > 0) this.options.stale();
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
