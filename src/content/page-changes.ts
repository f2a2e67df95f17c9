import { ChangePace } from './change-pace';

const watched: MutationObserverInit = {
  childList: true,
  characterData: true,
  subtree: true,
  attributes: true,
  attributeFilter: ['contenteditable', 'role'],
};

/** More than this is not looked through one by one: the page as a whole is read again. */
const mostRecords = 20_000;

/** What has changed in a page since it was last asked for. Hears of changes at the least cost: it only keeps them. */
export class PageChanges {
  private records: MutationRecord[][] = [];
  private count = 0;
  private readonly pace = new ChangePace();
  private readonly observer: MutationObserver;

  constructor(changed: () => void, signal: AbortSignal) {
    this.observer = new MutationObserver((records) => {
      if (this.count === 0) changed();
      this.count += records.length;
      this.pace.note(records.length, performance.now());
      if (this.count <= mostRecords) this.records.push(records);
      else this.records = [];
    });
    signal.addEventListener('abort', () => {
      this.observer.disconnect();
      this.records = [];
    });
  }

  /** Whether it changes so often that it may never end. */
  isRestless(now: number): boolean {
    return this.pace.isRestless(now);
  }

  watch(root: Node): void {
    this.observer.observe(root, watched);
  }

  /** The nodes whose text is new, each once; `everything` when that was too much to keep. */
  take(): { everything: boolean; nodes: Set<Node> } {
    const { records, count } = this;
    this.records = [];
    this.count = 0;
    const nodes = new Set<Node>();
    for (const record of records.flat()) {
      if (record.type !== 'childList') nodes.add(record.target);
      for (const node of record.addedNodes) nodes.add(node);
      // What stood on both sides of a text that has gone stands together now.
      if (record.addedNodes.length === 0 && record.previousSibling instanceof Text)
        nodes.add(record.previousSibling);
    }
    return { everything: count > mostRecords, nodes };
  }
}
