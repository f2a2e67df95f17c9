import { AwaitedFinder } from './awaited-finder';
import { IdleWork, type Work } from './idle-work';
import type { PageChanges } from './page-changes';
import { PageReader } from './page-reader';
import { findShadowRoots } from './shadow-roots';
import { WorkBudget } from './work-budget';

export interface NumberPageOptions {
  /** Has `content-number-finder.js` brought: there is a text that may hold a number. */
  askForFinder(): void;
  dial(number: string): void;
  /** False when it is over, and nobody has said so. */
  lasts(): boolean;
  signal: AbortSignal;
  /** Of its document, from now on. */
  changes: PageChanges;
  /** When it was first looked at, of `performance.now()`. */
  since: number;
  /** There is nothing in the text that it was found with. */
  isRead: boolean;
}

/** For the page as it is found, whatever it costs, though in slices. */
const firstCreditMs = 2000;
const showEveryMs = 400;

/** Looks for numbers in the text of a page and of its open shadow roots, and keeps up with its changes. */
export class NumberPage {
  private readonly waiting: Work[] = [];
  private readonly roots = new WeakSet<ShadowRoot>();
  private readonly budget: WorkBudget;
  private readonly work: IdleWork;
  private readonly finder: AwaitedFinder;
  private readonly reader: PageReader;
  private hasChanged = false;
  private isStale = false;
  private shownAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: NumberPageOptions) {
    const { dial, signal, changes, since, isRead } = options;
    this.budget = new WorkBudget(firstCreditMs, since, (now) => changes.isRestless(now));
    this.work = new IdleWork(() => this.nextWork(), signal, this.budget);
    this.finder = new AwaitedFinder({
      ask: () => this.awaitFinder(),
      came: () => this.work.goOn(),
      stale: () => this.outdated(),
      dial,
      signal,
    });
    this.reader = new PageReader(this.finder);
    if (isRead) this.budget.settle();
    else this.later(this.readFirst());
  }

  /** Something has changed in what is watched. */
  changed(): void {
    this.hasChanged = true;
    this.work.ask();
  }

  /** @returns whether it was new */
  adopt(root: ShadowRoot): boolean {
    const { changes, signal } = this.options;
    if (this.roots.has(root) || signal.aborted) return false;
    this.roots.add(root);
    changes.watch(root);
    root.addEventListener('scroll', () => this.finder.found?.moved(), {
      capture: true,
      passive: true,
      signal,
    });
    this.later(this.readRoot(root));
    return true;
  }

  /** Too many places to look for shadow roots in at once. */
  findAllRoots(): void {
    this.later(this.findRoots(document));
  }

  private awaitFinder(): void {
    this.work.pause();
    this.options.askForFinder();
  }

  private outdated(): void {
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
    if (this.finder.found) yield* this.finder.found.refresh();
    this.shownAt = performance.now();
  }

  private *readFirst(): Work {
    yield* this.readBody();
    this.budget.settle();
  }

  private *readAll(): Work {
    yield* this.readBody();
    yield* this.findRoots(document);
  }

  private *readBody(): Work {
    if (document.body) yield* this.reader.readBelow(document.body);
  }

  private *findRoots(root: Document | Element | ShadowRoot): Work {
    yield* findShadowRoots(root, (found) => this.adopt(found));
  }

  private *readChanges(): Work {
    const { everything, nodes } = this.options.changes.take();
    if (everything) yield* this.readAll();
    else {
      for (const node of nodes) {
        yield* this.reader.readChanged(node);
        if (node instanceof Element && node.isConnected) yield* this.rootsAt(node);
      }
    }
    this.isStale ||= this.finder.found?.isEmpty === false;
  }

  private *rootsAt(element: Element): Work {
    if (element.shadowRoot && this.adopt(element.shadowRoot)) yield;
    if (element.firstElementChild) yield* this.findRoots(element);
  }

  private *readRoot(root: ShadowRoot): Work {
    yield* this.reader.readBelow(root);
    yield* this.findRoots(root);
  }
}
