import type { NumberPlan } from '../domain/page-numbers';
import { CallOffer } from './call-offer';
import { IdleWork, type Work } from './idle-work';
import { watchKeyboard } from './keyboard-watch';
import { NumberIndex } from './number-index';
import { PageChanges } from './page-changes';
import { PageReader } from './page-reader';
import { watchPointer } from './pointer-watch';
import { findShadowRoots } from './shadow-roots';
import { VisibleNumbers } from './visible-numbers';

/** After these, other numbers may be in sight. */
const showing = ['scroll', 'resize', 'visibilitychange', 'toggle', 'click', 'keyup', 'transitionend'];

export interface NumberPageOptions {
  /** Asked for when there is a text that may hold a number, not before. */
  plan(): NumberPlan;
  dial(number: string): void;
  /** False when it is over, and nobody has said so. */
  lasts(): boolean;
  signal: AbortSignal;
}

/** For the page as it is found, whatever it costs, though in slices. */
const firstCreditMs = 2000;
const showEveryMs = 400;

/** Finds the numbers in the text of a page and of its open shadow roots, keeps up with its changes, and offers them. */
export class NumberPage {
  private readonly index = new NumberIndex();
  private readonly waiting: Work[] = [];
  private readonly roots = new WeakSet<ShadowRoot>();
  private readonly work: IdleWork;
  private readonly changes: PageChanges;
  private readonly visible: VisibleNumbers;
  private readonly reader: PageReader;
  private readonly offer: CallOffer;
  private hasChanged = false;
  private isStale = false;
  private shownAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: NumberPageOptions) {
    const { signal } = options;
    this.work = new IdleWork(() => this.nextWork(), signal, firstCreditMs);
    this.changes = new PageChanges(() => this.changed(), signal);
    this.visible = new VisibleNumbers(this.index, signal);
    this.reader = new PageReader(this.index, options.plan, () => {
      this.isStale = true;
    });
    this.offer = new CallOffer(this.index, options.dial, signal);
    const { index, visible, offer } = this;
    watchPointer({ index, offer, entered: (root) => void this.adopt(root), signal });
    watchKeyboard({ index, offer, inSight: () => visible.inSight, signal });
    for (const kind of showing) {
      window.addEventListener(kind, () => this.moved(), { capture: true, passive: true, signal });
    }
  }

  start(): void {
    this.changes.watch(document.documentElement);
    this.waiting.push(this.readFirst());
    this.work.ask(true);
    // Elements that are defined while the page is loading have their roots by now.
    window.addEventListener('load', () => this.later(this.findRoots(document)), {
      signal: this.options.signal,
    });
  }

  private changed(): void {
    this.hasChanged = true;
    this.work.ask();
  }

  /** What is in sight may be something else now. */
  private moved(): void {
    if (this.index.isEmpty) return;
    this.offer.follow();
    this.isStale = true;
    this.work.ask();
  }

  private later(work: Work): void {
    this.waiting.push(work);
    this.work.ask(true);
  }

  private nextWork(): Work | undefined {
    if (!this.options.lasts()) return undefined;
    const next = this.waiting.shift();
    if (next) return this.showingMeanwhile(next);
    if (this.hasChanged) {
      this.hasChanged = false;
      return this.showingMeanwhile(this.readChanges());
    }
    return this.isStale ? this.refresh() : undefined;
  }

  /** What is read first is shown before the last has been read. */
  private *showingMeanwhile(work: Work): Work {
    for (const _step of work) {
      yield;
      if (this.isStale && performance.now() - this.shownAt > showEveryMs) yield* this.refresh();
    }
  }

  private *refresh(): Work {
    this.isStale = false;
    yield* this.visible.refresh();
    this.offer.follow();
    this.shownAt = performance.now();
  }

  private *readFirst(): Work {
    yield* this.readAll();
    this.work.settle();
  }

  private *readAll(): Work {
    if (document.body) yield* this.reader.readBelow(document.body);
    yield* this.findRoots(document);
  }

  private *findRoots(root: ParentNode): Work {
    yield* findShadowRoots(root, (found) => this.adopt(found));
  }

  private *readChanges(): Work {
    const { everything, nodes } = this.changes.take();
    if (everything) yield* this.readAll();
    else {
      for (const node of nodes) {
        yield* this.reader.readChanged(node);
        if (node instanceof Element && node.isConnected) yield* this.rootsAt(node);
      }
    }
    this.isStale ||= !this.index.isEmpty;
  }

  private *rootsAt(element: Element): Work {
    if (element.shadowRoot && this.adopt(element.shadowRoot)) yield;
    if (element.firstElementChild) yield* this.findRoots(element);
  }

  /** @returns whether it was new */
  private adopt(root: ShadowRoot): boolean {
    if (this.roots.has(root) || this.options.signal.aborted) return false;
    this.roots.add(root);
    this.changes.watch(root);
    root.addEventListener('scroll', () => this.moved(), {
      capture: true,
      passive: true,
      signal: this.options.signal,
    });
    this.later(this.readRoot(root));
    return true;
  }

  private *readRoot(root: ShadowRoot): Work {
    yield* this.reader.readBelow(root);
    yield* this.findRoots(root);
  }
}
