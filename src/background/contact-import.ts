import { PhoneError, toPhoneError } from '../contract/phone-error';
import type { IntentArgs } from '../contract/protocol';
import { eachContacts, readContacts } from '../data/contacts';
import {
  countSteps,
  importFile,
  keepImport,
  readImport,
  replaceImport,
  takenContacts,
  undoStep,
  writeTaken,
} from '../data/imports';
import type { Contact } from '../domain/contact';
import { type ImportJob, type ImportStop, newImport, progressOf } from '../domain/import-job';
import { ImportMatching } from '../domain/import-matching';
import type { Logger } from '../log/logger';
import type { Directory } from './directory';
import { type ImportPiece, importPieces } from './import-pieces';
import type { Store } from './store';
import { wait } from './wait';

/** Milliseconds between two messages to the screens. */
const tellEvery = 200;

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
  private job: ImportJob | undefined;
  /** Settled when nothing is being done; never rejects. */
  private work: Promise<void> = Promise.resolve();
  private cancelled = false;
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: ContactImportOptions) {}

  /** Goes on with what the worker before did not finish. */
  async start(): Promise<void> {
    this.job = await readImport();
    if (!this.job) return;
    this.tell(this.job);
    if (this.job.state === 'running') this.inBackground((job) => this.bring(job));
    if (this.job.state === 'undoing') this.inBackground((job) => this.takeBack(job));
  }

  /** The file is there already: the screen has put it into the database. */
  async begin(args: IntentArgs<'start-import'>): Promise<void> {
    this.refuseWhileBusy();
    const job = newImport(args);
    await this.kept(() => replaceImport(job));
    this.tell(job);
    this.options.log.info(`import begins: ${job.format.kind}, ${job.encoding}`);
    this.inBackground((current) => this.bring(current));
  }

  /** What is done stays. */
  async cancel(): Promise<void> {
    if (this.job?.state !== 'running') return;
    this.cancelled = true;
    await this.work;
  }

  async resume(): Promise<void> {
    this.refuseWhileBusy();
    if (this.job?.state !== 'stopped') throw new PhoneError('not-possible-now', 'no import has stopped');
    const { stop, ...stopped } = this.job;
    const job: ImportJob = { ...stopped, state: 'running' };
    // Told first: whoever presses twice is refused.
    this.tell(job);
    await this.kept(() => keepImport(job)).catch((error) => {
      this.tell({ ...job, state: 'stopped', stop: 'storage-failed' });
      throw error;
    });
    this.inBackground((current) => this.bring(current));
  }

  /** Takes back what the import has done: contacts become as they were before, but for those that were changed since. */
  async undo(): Promise<void> {
    this.refuseWhileBusy();
    if (!this.job) throw new PhoneError('not-possible-now', 'no import');
    const { stop, ...job } = this.job;
    await this.kept(() => keepImport({ ...job, state: 'undoing', share: 0 }));
    this.tell({ ...job, state: 'undoing', share: 0 });
    this.inBackground((current) => this.takeBack(current));
  }

  /** There is nothing more to say of it, and no way back. */
  async dismiss(): Promise<void> {
    this.refuseWhileBusy();
    await this.kept(() => replaceImport(undefined));
    this.forget();
  }

  private inBackground(what: (job: ImportJob) => Promise<void>): void {
    const { keepAwake, log } = this.options;
    this.cancelled = false;
    const letSleep = keepAwake();
    const working = async () => {
      if (this.job) await what(this.job);
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
      const { job } = this;
      if (!job) return;
      const found = placed.ids.length > 0 ? await readContacts(placed.ids) : [];
      const there = found.filter((one) => one !== undefined);
      const contacts = new Map(there.map((contact): [string, Contact] => [contact.id, contact]));
      const at = now();
      const changes = matching.changes(placed, contacts, at);
      const { counts } = job;
      const after: ImportJob = {
        ...job,
        rows: job.rows + rows.length,
        counts: {
          added: counts.added + changes.add.length,
          merged: counts.merged + changes.merged,
          unchanged: counts.unchanged + changes.unchanged,
          bad: counts.bad + bad.length,
        },
        header,
        share,
      };
      changes.added(await writeTaken(changes, bad, after, at));
      this.tell(after, 'seldom');
    }, true);
  }

  private async finish(): Promise<void> {
    const { job } = this;
    if (!job) return;
    const done: ImportJob = { ...job, state: 'done', share: 1 };
    await this.options.directory.write(() => keepImport(done));
    const { added, merged, unchanged, bad } = done.counts;
    this.options.log.info(
      `import done: ${added} added, ${merged} merged, ${unchanged} as before, ${bad} bad`,
    );
    this.tell(done);
  }

  private async stop(stop: ImportStop): Promise<void> {
    const { job } = this;
    if (!job) return;
    const stopped: ImportJob = { ...job, state: 'stopped', stop };
    this.options.log.info(`import stopped: ${stop}, ${job.rows} rows taken`);
    // What cannot be kept goes on with the next worker.
    await this.options.directory.write(() => keepImport(stopped)).catch(() => undefined);
    this.tell(stopped);
  }

  private async takeBack(job: ImportJob): Promise<void> {
    const { directory, now, log } = this.options;
    const steps = await this.kept(countSteps);
    for (let left = steps; left > 0; left--) {
      const before: ImportJob = { ...job, share: 1 - left / steps };
      await directory.write(() => undoStep(before, now()), true);
      this.tell(before, 'seldom');
      await wait(0);
    }
    await directory.write(() => replaceImport(undefined));
    log.info('import undone');
    this.forget();
  }

  private refuseWhileBusy(): void {
    const { state } = this.job ?? {};
    if (state === 'running' || state === 'undoing') {
      throw new PhoneError('not-possible-now', 'an import is going on');
    }
  }

  /** Waits for its turn among the changes of the directory; a fault of the database is PhoneError 'storage-failed'. */
  private kept<Result>(access: () => Promise<Result>): Promise<Result> {
    return this.options.directory.write(access, true);
  }

  private forget(): void {
    this.job = undefined;
    this.options.store.update({ directoryImport: undefined });
  }

  private tell(job: ImportJob, how: 'always' | 'seldom' = 'always'): void {
    const { store, now } = this.options;
    this.job = job;
    const sinceTold = now() - this.toldAt;
    if (how === 'seldom' && sinceTold >= 0 && sinceTold < tellEvery) return;
    this.toldAt = now();
    store.update({ directoryImport: progressOf(job) });
  }
}

async function knownContacts(): Promise<ImportMatching> {
  const matching = new ImportMatching();
  const taken = await takenContacts();
  for await (const contacts of eachContacts('own')) {
    for (const contact of contacts) matching.know(contact, taken.has(contact.id));
    await wait(0);
  }
  return matching;
}
