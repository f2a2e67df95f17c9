import { PhoneError } from '../contract/phone-error';
import { type ImportJob, progressOf } from '../domain/import-job';
import type { Store } from './store';

/** Milliseconds between two messages to the screens. */
const tellEvery = 200;

/** The import that there is, as screens are told of it. */
export class ToldImport {
  private current: ImportJob | undefined;
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: { store: Store; now(): number }) {}

  get job(): ImportJob | undefined {
    return this.current;
  }

  /** @param how `seldom` leaves out what follows too soon: it is one of many steps */
  tell(job: ImportJob, how: 'always' | 'seldom' = 'always'): void {
    const { store, now } = this.options;
    this.current = job;
    const sinceTold = now() - this.toldAt;
    if (how === 'seldom' && sinceTold >= 0 && sinceTold < tellEvery) return;
    this.toldAt = now();
    store.update({ directoryImport: progressOf(job) });
  }

  /** Throws PhoneError while one is going on. */
  refuseWhileBusy(): void {
    const state = this.current?.state;
    if (state === 'running' || state === 'undoing')
      throw new PhoneError('not-possible-now', 'an import is going on');
  }

  forget(): void {
    this.current = undefined;
    this.options.store.update({ directoryImport: undefined });
  }
}
