import { PhoneError } from '../contract/phone-error';
import type { Logger } from '../log/logger';
import { SerialQueue } from './serial-queue';

/** What changes the descriptions of one media session: one after the other, and nothing more after its end. */
export class DescriptionChanges {
  readonly #id: string;
  readonly #log: Logger;
  readonly #queue = new SerialQueue();
  readonly #end = new AbortController();

  constructor(id: string, log: Logger) {
    this.#id = id;
    this.#log = log;
  }

  get isOver(): boolean {
    return this.#end.signal.aborted;
  }

  /** Throws PhoneError: that of the work, or 'media-failed' where it failed otherwise or the session is closed. */
  make<T>(what: string, work: () => Promise<T>): Promise<T> {
    return this.#queue.run(async () => {
      this.assertOpen();
      try {
        return await Promise.race([work(), this.#ended()]);
      } catch (thrown) {
        if (thrown instanceof PhoneError) throw thrown;
        const reason = thrown instanceof Error ? thrown.message : String(thrown);
        this.#log.warn(`${this.#id} cannot ${what}: ${reason}`);
        throw new PhoneError('media-failed', `cannot ${what}: ${reason}`);
      }
    });
  }

  /** Throws PhoneError 'media-failed'. */
  assertOpen(): void {
    if (this.isOver) throw closed();
  }

  /** Whoever waits for a change waits no longer. */
  close(): void {
    this.#end.abort();
  }

  /** Chrome never settles what a connection was doing when it was closed. */
  #ended(): Promise<never> {
    return new Promise((_, fail) => {
      this.#end.signal.addEventListener('abort', () => fail(closed()));
    });
  }
}

function closed(): PhoneError {
  return new PhoneError('media-failed', 'the media session is closed');
}
