import { readDatabaseMark, writeDatabaseMark } from '../data/database-mark';
import type { Logger } from '../log/logger';
import type { LocalStorage } from './kept-state';
import type { StorageHealth } from './storage-health';
import type { Store } from './store';

export interface LostDataOptions {
  store: Store;
  local: LocalStorage;
  health: Pick<StorageHealth, 'failed'>;
  newId(): string;
  log: Logger;
}

/**
 * Chrome begins a new database in place of one that it cannot read, without a word. So each has a mark, which is kept
 * elsewhere too: where it is missing, calls and contacts are gone, and the user is told until they have read it.
 */
export class LostData {
  constructor(private readonly options: LostDataOptions) {}

  /** Never rejects: the phone works without a database. */
  async look(): Promise<void> {
    const { store, local, health, newId, log } = this.options;
    try {
      const { database: known, dataLost = false } = await local.read(['database', 'dataLost']);
      const mark = await readDatabaseMark();
      const isLost = mark === undefined && known !== undefined;
      if (isLost) log.error('the database has been lost; a new one is begun');
      if (isLost || dataLost) store.update({ dataLost: true });
      const database = mark ?? newId();
      if (mark === undefined) await writeDatabaseMark(database);
      if (database !== known) await local.write({ database, ...(isLost && { dataLost: true }) });
    } catch (error) {
      health.failed('call log', error);
    }
  }

  /** The user has read that it is gone. */
  async seen(): Promise<void> {
    this.options.store.update({ dataLost: false });
    await this.options.local.remove('dataLost');
  }
}
