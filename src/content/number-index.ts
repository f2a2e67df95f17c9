import { type PageNumber, rangeOf } from './page-number';

/** The pointer moves often. */
const mostLooked = 500;

/** The numbers of a page. What the page has changed meanwhile is not told any more. */
export class NumberIndex {
  private readonly byNode = new WeakMap<Text, PageNumber[]>();
  private all: PageNumber[] = [];
  private compactAt = 2000;

  get isEmpty(): boolean {
    return this.all.length === 0;
  }

  /** These, and no others, stand in these nodes. */
  replace(nodes: Iterable<Text>, numbers: PageNumber[]): void {
    for (const node of nodes) this.byNode.delete(node);
    for (const number of numbers) {
      this.all.push(number);
      for (const node of number.nodes) {
        const here = this.byNode.get(node);
        if (here) here.push(number);
        else this.byNode.set(node, [number]);
      }
    }
    if (this.all.length > this.compactAt) this.compact();
  }

  /** The number at this place, if there still is one. */
  at(node: Node | null | undefined, offset: number): { number: PageNumber; range: Range } | undefined {
    if (!(node instanceof Text)) return undefined;
    for (const number of this.byNode.get(node) ?? []) {
      const range = rangeOf(number);
      if (range && range.comparePoint(node, offset) === 0) return { number, range };
    }
    return undefined;
  }

  /** The numbers in the texts directly below this element; not all, where it has very many texts. */
  below(element: Element): PageNumber[] {
    const numbers: PageNumber[] = [];
    let looked = 0;
    for (let child = element.firstChild; child && looked < mostLooked; child = child.nextSibling, looked++) {
      if (child instanceof Text) numbers.push(...(this.byNode.get(child) ?? []));
    }
    return numbers;
  }

  /** In the order they were found, which is mostly that of the page. */
  get numbers(): readonly PageNumber[] {
    return this.all;
  }

  /** Is it still known to stand where it was found? A later look at the same text replaces it. */
  holds(number: PageNumber): boolean {
    return this.byNode.get(number.startNode)?.includes(number) === true;
  }

  private compact(): void {
    this.all = this.all.filter((number) => number.startNode.isConnected && this.holds(number));
    this.compactAt = Math.max(2000, this.all.length * 2);
  }
}
