import type { Contact } from './contact';
import type { ImportFormat, RowFault } from './contact-reader';
import type { TextEncoding } from './text-encoding';

/** Bytes; a file of a hundred thousand contacts has some ten million. */
export const longestImport = 100_000_000;

/** Why an import does not go on by itself. */
export type ImportStop = 'cancelled' | 'storage-failed' | 'file-gone' | 'no-header';

export interface ImportCounts {
  added: number;
  /** Rows that changed a contact that was there, or came before in the file. */
  merged: number;
  /** Rows that say nothing new. */
  unchanged: number;
  bad: number;
}

/** What a screen may know of an import. */
export interface ImportProgress {
  id: string;
  fileName: string;
  state: 'running' | 'stopped' | 'done' | 'undoing';
  /** Of one that has stopped. */
  stop?: ImportStop;
  /** How much is done, 0 to 1. */
  share: number;
  counts: ImportCounts;
}

/** An import, as it is kept: whoever goes on with it passes over as many rows as were taken. */
export interface ImportJob extends ImportProgress {
  format: ImportFormat;
  encoding: TextEncoding;
  /** How many rows were taken, good and bad. */
  rows: number;
  /** Of a CSV file, for the file of bad rows. */
  header: string[];
}

/** What one piece of the file has changed, to be undone. */
export interface ImportStep {
  /**
   * That is `changedAt` of what it has written, until somebody else changes it; milliseconds since the epoch. Earlier
   * versions did not keep it.
   */
  at?: number;
  added: string[];
  /** Contacts that it changed, as they were. */
  before: Contact[];
  /** Contacts that entries of a file of our own have become: no other entry of the file becomes the same. */
  taken: string[];
}

/** Earlier versions kept no part. */
export interface ImportBadRow extends RowFault {
  line: number;
  cells: string[];
}

/** An import that begins. */
export function newImport(begin: Pick<ImportJob, 'id' | 'fileName' | 'format' | 'encoding'>): ImportJob {
  const counts = { added: 0, merged: 0, unchanged: 0, bad: 0 };
  return { ...begin, state: 'running', share: 0, counts, rows: 0, header: [] };
}

/** One of which a further piece is taken. @param counts of that piece alone */
export function afterPiece(
  job: ImportJob,
  { rows, ...read }: Pick<ImportJob, 'rows' | 'header' | 'share'>,
  counts: ImportCounts,
): ImportJob {
  const { added, merged, unchanged, bad } = job.counts;
  const sum = {
    added: added + counts.added,
    merged: merged + counts.merged,
    unchanged: unchanged + counts.unchanged,
    bad: bad + counts.bad,
  };
  return { ...job, ...read, rows: job.rows + rows, counts: sum };
}

export function progressOf({ id, fileName, state, stop, share, counts }: ImportJob): ImportProgress {
  return { id, fileName, state, share, counts, ...(stop && { stop }) };
}
