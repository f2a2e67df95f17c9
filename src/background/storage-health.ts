import { PhoneError } from '../contract/phone-error';
import type { Logger } from '../log/logger';
import type { Store } from './store';

/** Chrome has not kept something, or cannot read it; it has been logged where that began. */
export class StorageError extends PhoneError {
  constructor(error: unknown) {
    super('storage-failed', String(error));
  }
}

/** Whether Chrome keeps what it is given: what screens say of it, and one log line where that changes. */
export class StorageHealth {
  private readonly failing = new Set<string>();

  constructor(
    private readonly store: Store,
    private readonly log: Logger,
  ) {}

  failed(area: string, error: unknown): void {
    if (!this.failing.has(area)) this.log.error(`${area} storage keeps nothing: ${String(error)}`);
    this.failing.add(area);
    this.show();
  }

  worked(area: string): void {
    if (this.failing.delete(area)) this.log.info(`${area} storage keeps things again`);
    this.show();
  }

  private show(): void {
    const storageFailing = this.failing.size > 0;
    if (storageFailing !== this.store.snapshot.storageFailing) this.store.update({ storageFailing });
  }
}

/** What cannot be written is lost at a restart; the phone goes on. Storage says so once, by itself. Never rejects. */
export async function orLog(writing: Promise<unknown>, log: Logger, what = 'not kept'): Promise<undefined> {
  await writing.catch((error) => {
    if (!(error instanceof StorageError)) log.error(`${what}: ${String(error)}`);
  });
}
