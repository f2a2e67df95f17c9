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
  /** How long the shortest text was that an area has refused. */
  private readonly failing = new Map<string, number>();

  constructor(
    private readonly store: Store,
    private readonly log: Logger,
  ) {}

  failed(area: string, error: unknown, size = 0): void {
    const before = this.failing.get(area);
    if (before === undefined) this.log.error(`${area} storage keeps nothing: ${String(error)}`);
    this.failing.set(area, Math.min(size, before ?? size));
    this.show();
  }

  /** Where there is no room for more, a little still finds some, and less takes the place of more. */
  worked(area: string, size = 0): void {
    const refused = this.failing.get(area);
    if (refused === undefined || size < refused) return;
    this.failing.delete(area);
    this.log.info(`${area} storage keeps things again`);
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
