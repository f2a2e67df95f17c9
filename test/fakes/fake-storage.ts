import { KeptState } from '../../src/background/kept-state';

/** One of Chrome's storage areas, in memory; what it holds went through JSON, as Chrome's does. */
export class FakeStorageArea {
  readonly values = new Map<string, string>();
  /** Each key that was written, in order. */
  readonly written: string[] = [];
  /** Nothing can be written, nor removed. */
  full = false;
  /** Nothing can be read. */
  unreadable = false;
  /** What whoever watches over it was told. */
  readonly told: string[] = [];
  readonly health = {
    failed: (_area: string, error: unknown) => void this.told.push(String(error)),
    worked: () => {},
  };

  async get(keys: string[]): Promise<Record<string, unknown>> {
    if (this.unreadable) throw new Error('IO error');
    const found = keys.flatMap((key) => {
      const value = this.values.get(key);
      return value === undefined ? [] : [[key, JSON.parse(value)] as const];
    });
    return Object.fromEntries(found);
  }

  async set(changes: Record<string, unknown>): Promise<void> {
    this.refuseWhenFull();
    for (const [key, value] of Object.entries(changes)) {
      this.values.set(key, JSON.stringify(value));
      this.written.push(key);
    }
  }

  async remove(keys: string[]): Promise<void> {
    this.refuseWhenFull();
    for (const key of keys) this.values.delete(key);
  }

  private refuseWhenFull(): void {
    if (this.full) throw new Error('FILE_ERROR_NO_SPACE');
  }

  /** Everything in it, as one text. */
  get text(): string {
    return JSON.stringify([...this.values]);
  }

  kept<State>(): KeptState<State> {
    return new KeptState<State>(this as unknown as chrome.storage.StorageArea, 'fake', this.health);
  }
}
