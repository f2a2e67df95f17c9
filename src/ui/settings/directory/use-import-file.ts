import { useState } from 'preact/hooks';
import { keepImportFile } from '../../../data/imports';
import { contactColumn } from '../../../domain/contact-columns';
import { ContactReader, type ImportFormat, type ReadRow } from '../../../domain/contact-reader';
import { guessCsvFormat } from '../../../domain/csv-format';
import { longestImport } from '../../../domain/import-job';
import { encodingOf, type TextEncoding } from '../../../domain/text-encoding';
import { useIntent } from '../../use-intent';

/** Bytes of the file's beginning that are looked at. */
const beginning = 65_536;
const mostShown = 5;

/** How the file is read, and what its first rows become in that way. */
export interface ImportChoice {
  file: File;
  encoding: TextEncoding;
  format: ImportFormat;
  rows: ReadRow[];
  unused: string[];
  lacksHeader: boolean;
}

/** A file of contacts on its way from the disk to the phone: what it is taken for, what that makes of it. */
export function useImportFile() {
  const { run, error, busy } = useIntent();
  const [bytes, setBytes] = useState<Uint8Array>(new Uint8Array());
  const [choice, setChoice] = useState<ImportChoice>();
  const [failure, setFailure] = useState<'import_too_long' | 'import_unreadable'>();

  async function open(file: File): Promise<void> {
    setChoice(undefined);
    setFailure(undefined);
    if (file.size > longestImport) return setFailure('import_too_long');
    try {
      const all = new Uint8Array(await file.arrayBuffer());
      const encoding = encodingOf(all);
      const first = all.slice(0, beginning);
      setBytes(first);
      setChoice(look(file, first, encoding, formatOf(first, encoding)));
    } catch {
      setFailure('import_unreadable');
    }
  }

  /** Reads the file in another way. */
  function change(way: { encoding?: TextEncoding; format?: ImportFormat }): void {
    if (!choice) return;
    setChoice(look(choice.file, bytes, way.encoding ?? choice.encoding, way.format ?? choice.format));
  }

  async function start(): Promise<void> {
    if (!choice) return;
    const { file, encoding, format } = choice;
    const id = crypto.randomUUID();
    try {
      await keepImportFile(id, file);
    } catch {
      return setFailure('import_unreadable');
    }
    if (await run('start-import', { id, fileName: file.name.slice(0, 255), encoding, format })) {
      setChoice(undefined);
    }
  }

  return { choice, failure, error, busy, open, change, start, close: () => setChoice(undefined) };
}

function formatOf(bytes: Uint8Array, encoding: TextEncoding): ImportFormat {
  const text = new TextDecoder(encoding).decode(bytes);
  if (/^\s*BEGIN[ \t]*:[ \t]*VCARD/i.test(text)) return { kind: 'vcard' };
  return { kind: 'csv', ...guessCsvFormat(text, (header) => contactColumn(header) !== undefined) };
}

function look(file: File, bytes: Uint8Array, encoding: TextEncoding, format: ImportFormat): ImportChoice {
  const reader = new ContactReader(format);
  const rows = reader.read(new TextDecoder(encoding).decode(bytes));
  if (bytes.length === file.size) rows.push(...reader.end());
  const lacksHeader = reader.lacksHeader || (format.kind === 'csv' && !reader.header);
  return { file, encoding, format, rows: rows.slice(0, mostShown), unused: reader.unused(), lacksHeader };
}
