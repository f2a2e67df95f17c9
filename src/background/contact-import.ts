import { PhoneError, toPhoneError } from '../contract/phone-error';
import type { IntentArgs } from '../contract/protocol';
import { readContacts } from '../data/contacts';
import {
  countSteps,
  importFile,
  keepImport,
  readImport,
  replaceImport,
  undoStep,
  writeTaken,
} from '../data/imports';
import type { Contact } from '../domain/contact';
import { afterPiece, type ImportJob, type ImportStop, newImport } from '../domain/import-job';
import type { ImportMatching } from '../domain/import-matching';
import type { Logger } from '../log/logger';
import type { Directory } from './directory';
import { type ImportPiece, importPieces } from './import-pieces';
import { knownContacts } from './known-contacts';
import type { Store } from './store';
import { ToldImport } from './told-import';
import { wait } from './wait';

export interface ContactImportOptions {
  store: Store;
  directory: Pick<Directory, 'write'>;
  /** Has Chrome leave the worker alive until what it returns is called. */
  keepAwake(): () => void;
  now(): number;
  log: Logger;
}

/**
 * Brings a file of contacts into the directory, piece by piece, whether or not a screen is open; the next worker goes on
 * where one died. Every intent that cannot be carried out throws PhoneError.
 */
export class ContactImport {
  private readonly told: ToldImport;
  /** Settled when nothing is being done; never rejects. */
  private work: Promise<void> = Promise.resolve();
  private cancelled = false;

  constructor(private readonly options: ContactImportOptions) {
    this.told = new ToldImport(options);
  }

  /** Goes on with what the worker before did not finish. */
  async start(): Promise<void> {
    const kept = await readImport();
    if (!kept) return;
    this.told.tell(kept);
    if (kept.state === 'running') this.inBackground((job) => this.bring(job));
    if (kept.state === 'undoing') this.inBackground((job) => this.takeBack(job));
  }

  /** The file is there already: the screen has put it into the database. */
  async begin(args: IntentArgs<'start-import'>): Promise<void> {
    this.told.refuseWhileBusy();
    const job = newImport(args);
    await this.kept(() => replaceImport(job));
    this.told.tell(job);
    this.options.log.info(`import begins: ${job.format.kind}, ${job.encoding}`);
    this.inBackground((current) => this.bring(current));
  }

  /** What is done stays. */
  async cancel(): Promise<void> {
    if (this.told.job?.state !== 'running') return;
    this.cancelled = true;
    await this.work;
  }

  async resume(): Promise<void> {
    this.told.refuseWhileBusy();
    if (this.told.job?.state !== 'stopped') throw new PhoneError('not-possible-now', 'no import has stopped');
    const { stop, ...stopped } = this.told.job;
    const job: ImportJob = { ...stopped, state: 'running' };
    // Told first: whoever presses twice is refused.
    this.told.tell(job);
    await this.kept(() => keepImport(job)).catch((error) => {
      this.told.tell({ ...job, state: 'stopped', stop: 'storage-failed' });
      throw error;
    });
    this.inBackground((current) => this.bring(current));
  }

  /** Takes back what the import has done: contacts become as they were before, but for those that were changed since. */
  async undo(): Promise<void> {
    this.told.refuseWhileBusy();
    if (!this.told.job) throw new PhoneError('not-possible-now', 'no import');
    const { stop, ...job } = this.told.job;
    await this.kept(() => keepImport({ ...job, state: 'undoing', share: 0 }));
    this.told.tell({ ...job, state: 'undoing', share: 0 });
    this.inBackground((current) => this.takeBack(current));
  }

  /** There is nothing more to say of it, and no way back. */
  async dismiss(): Promise<void> {
    this.told.refuseWhileBusy();
    await this.kept(() => replaceImport(undefined));
    this.told.forget();
  }

  private inBackground(what: (job: ImportJob) => Promise<void>): void {
    const { keepAwake, log } = this.options;
    this.cancelled = false;
    const letSleep = keepAwake();
    const working = async () => {
      if (this.told.job) await what(this.told.job);
    };
    this.work = working()
      .catch((error) => {
        log.error(`import stopped: ${String(error)}`);
        const { code } = toPhoneError(error);
        return this.stop(code === 'storage-failed' ? 'storage-failed' : 'file-gone');
      })
      .finally(letSleep);
  }

  private async bring(job: ImportJob): Promise<void> {
    const file = await this.kept(() => importFile(job.id));
    if (!file) return this.stop('file-gone');
    const matching = await this.kept(knownContacts);
    const pieces = importPieces(file, job);
    // The next piece is read while this one is written.
    for (let coming = pieces.next(); ; ) {
      const { value: piece, done } = await coming;
      if (done) break;
      if (piece.lacksHeader) return this.stop('no-header');
      if (this.cancelled) return this.stop('cancelled');
      coming = pieces.next();
      coming.catch(() => undefined);
      await this.take(piece, matching);
    }
    await this.finish();
  }

  private async take({ rows, header, share }: ImportPiece, matching: ImportMatching): Promise<void> {
    const { directory, now } = this.options;
    const bad = rows.flatMap((row) => ('problem' in row ? [row] : []));
    const placed = matching.place(rows.flatMap((row) => ('draft' in row ? [row] : [])));
    await directory.write(async () => {
      const { job } = this.told;
      if (!job) return;
      const found = placed.ids.length > 0 ? await readContacts(placed.ids) : [];
      const there = found.filter((one) => one !== undefined);
      const contacts = new Map(there.map((contact): [string, Contact] => [contact.id, contact]));
      const at = now();
      const changes = matching.changes(placed, contacts, at);
      const { merged, unchanged } = changes;
      const counts = { added: changes.add.length, merged, unchanged, bad: bad.length };
      const after = afterPiece(job, { rows: rows.length, header, share }, counts);
      changes.added(await writeTaken(changes, bad, after, at));
      this.told.tell(after, 'seldom');
    }, true);
  }

  private async finish(): Promise<void> {
    const { job } = this.told;
    if (!job) return;
    const done: ImportJob = { ...job, state: 'done', share: 1 };
    await this.options.directory.write(() => keepImport(done));
    const { added, merged, unchanged, bad } = done.counts;
    this.options.log.info(
      `import done: ${added} added, ${merged} merged, ${unchanged} as before, ${bad} bad`,
    );
    this.told.tell(done);
  }

  private async stop(stop: ImportStop): Promise<void> {
    const { job } = this.told;
    if (!job) return;
    const stopped: ImportJob = { ...job, state: 'stopped', stop };
    this.options.log.info(`import stopped: ${stop}, ${job.rows} rows taken`);
    // What cannot be kept goes on with the next worker.
    await this.options.directory.write(() => keepImport(stopped)).catch(() => undefined);
    this.told.tell(stopped);
  }

  private async takeBack(job: ImportJob): Promise<void> {
    const { directory, now, log } = this.options;
    const steps = await this.kept(countSteps);
    for (let left = steps; left > 0; left--) {
      const before: ImportJob = { ...job, share: 1 - left / steps };
      await directory.write(() => undoStep(before, now()), true);
      this.told.tell(before, 'seldom');
      await wait(0);
    }
    await directory.write(() => replaceImport(undefined));
    log.info('import undone');
    this.told.forget();
  }

  /** Waits for its turn among the changes of the directory; a fault of the database is PhoneError 'storage-failed'. */
  private kept<Result>(access: () => Promise<Result>): Promise<Result> {
    return this.options.directory.write(access, true);
  }
}
