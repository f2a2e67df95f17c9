import { useEffect, useRef, useState } from 'preact/hooks';
import type { PhoneErrorCode } from '../../contract/phone-error';
import { readCallsInSlices } from '../../data/call-log-lists';
import type { CallLogIndex } from '../../domain/call-log-index';
import { t } from '../messages';
import { saveAs } from '../save-as';
import { csvHead, csvLines } from './call-log-csv';

/** Writes calls into a CSV file, in slices: the screen goes on meanwhile, and closing it ends the export. */
export function useExport() {
  const [progress, setProgress] = useState<number>();
  const [error, setError] = useState<PhoneErrorCode>();
  const closed = useRef(false);
  useEffect(
    () => () => {
      closed.current = true;
    },
    [],
  );

  async function save(index: CallLogIndex, found: Uint32Array): Promise<void> {
    if (progress !== undefined) return;
    setError(undefined);
    setProgress(0);
    try {
      const ids = Array.from(found, (position) => index.id(position));
      const parts = [csvHead()];
      let done = 0;
      for await (const entries of readCallsInSlices(ids)) {
        if (closed.current) return;
        parts.push(csvLines(entries));
        done += entries.length;
        setProgress(done / Math.max(1, ids.length));
      }
      const stamp = new Date().toISOString().slice(0, 10);
      saveAs(`${t('csv_file_name')}-${stamp}.csv`, parts, 'text/csv');
    } catch {
      setError('storage-failed');
    } finally {
      setProgress(undefined);
    }
  }
  return { save, progress, error };
}
