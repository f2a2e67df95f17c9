import { ContactReader, type ReadRow } from '../domain/contact-reader';
import type { ImportJob } from '../domain/import-job';

/** Bytes that are read, and rows that are taken, at a time: some milliseconds of work. */
const pieceLength = 32_768;
const mostRows = 600;

export interface ImportPiece {
  rows: ReadRow[];
  /** Of a CSV file. */
  header: string[];
  /** How much of the file is read with it, 0 to 1. */
  share: number;
  /** The file has no header that tells which column is what: there is nothing more to come. */
  lacksHeader: boolean;
}

/** A file of contacts, piece by piece, from where its import stands. Rejects when the file cannot be read any more. */
export async function* importPieces(
  file: Blob,
  { format, encoding, rows: taken }: Pick<ImportJob, 'format' | 'encoding' | 'rows'>,
): AsyncGenerator<ImportPiece> {
  const reader = new ContactReader(format);
  const decoder = new TextDecoder(encoding);
  let toPass = taken;
  for (let at = 0; at <= file.size; at += pieceLength) {
    const isLast = at + pieceLength > file.size;
    const bytes = await file.slice(at, at + pieceLength).arrayBuffer();
    const text = decoder.decode(bytes, { stream: !isLast });
    const rows = isLast ? [...reader.read(text), ...reader.end()] : reader.read(text);
    const { header = [] } = reader;
    const share = Math.min(1, (at + pieceLength) / Math.max(1, file.size));
    if (reader.lacksHeader || (isLast && format.kind === 'csv' && !reader.header)) {
      yield { rows: [], header, share, lacksHeader: true };
      return;
    }
    const fresh = rows.slice(toPass);
    toPass = Math.max(0, toPass - rows.length);
    for (let from = 0; from < fresh.length; from += mostRows) {
      yield { rows: fresh.slice(from, from + mostRows), header, share, lacksHeader: false };
    }
  }
}
