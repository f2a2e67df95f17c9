import { KeptState } from '../../src/background/kept-state';

/** One of Chrome's storage areas, in memory; what it holds went through JSON, as Chrome's does. */
export class FakeStorageArea {
  readonly values = new Map<string, string>();

  async get(keys: string[]): Promise<Record<string, unknown>> {
    const found = keys.flatMap((key) => {
      const value = this.values.get(key);
      return value === undefined ? [] : [[key, JSON.parse(value)] as const];
    });
    return Object.fromEntries(found);
  }

  async set(changes: Record<string, unknown>): Promise<void> {
    for (const [key, value] of Object.entries(changes)) this.values.set(key, JSON.stringify(value));
  }

  async remove(keys: string[]): Promise<void> {
    for (const key of keys) this.values.delete(key);
  }

  /** Everything in it, as one text. */
  get text(): string {
    return JSON.stringify([...this.values]);
  }

  kept<State>(): KeptState<State> {
    return new KeptState<State>(this as unknown as chrome.storage.StorageArea);
  }
}
