/** Runs asynchronous work one piece after the other, in the order it was asked for. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    // Not the result itself, which would be kept until the next work.
    const over = () => undefined;
    this.#last = result.then(over, over);
    return result;
  }
}
