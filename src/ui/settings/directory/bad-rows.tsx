import { Download } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { PhoneErrorCode } from '../../../contract/phone-error';
import { eachBadRows, firstBadRows, readImport } from '../../../data/imports';
import { byteOrderMark, csvLine } from '../../../domain/csv-text';
import type { ImportBadRow } from '../../../domain/import-job';
import { separatorOf } from '../../call-log/call-log-csv';
import { Icon } from '../../components/icon';
import { ErrorNotice } from '../../components/notice';
import { plural, t } from '../../messages';
import { saveAs } from '../../save-as';
import { rowFaultWords } from './row-fault-words';

const mostShown = 100;

interface BadRowsProps {
  count: number;
  fileName: string;
}

/** The rows that could not be used, by line and reason, and as a file to mend and bring in again. */
export function BadRows({ count, fileName }: BadRowsProps) {
  const [rows, setRows] = useState<ImportBadRow[]>([]);
  const [error, setError] = useState<PhoneErrorCode>();
  const fail = () => setError('storage-failed');
  useEffect(() => {
    firstBadRows(mostShown).then(setRows, fail);
  }, []);
  return (
    <details class="folded">
      <summary>{plural('import_bad', count)}</summary>
      {/* It scrolls: the keyboard has to come to it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is scrolled with arrow keys */}
      <ul class="import-bad-rows" tabIndex={0} aria-label={plural('import_bad', count)}>
        {rows.map((row, at) => (
          <li key={`${at} ${row.line}`}>
            <strong>{t('import_bad_line', row.line)}</strong> {rowFaultWords(row)}
          </li>
        ))}
      </ul>
      {count > rows.length && rows.length > 0 && <p class="hint">{t('import_bad_first', rows.length)}</p>}
      <button
        type="button"
        class="button button-small"
        onClick={() => void saveBadRows(fileName).catch(fail)}
      >
        <Icon of={Download} size={18} />
        {t('import_bad_save')}
      </button>
      <ErrorNotice code={error} />
    </details>
  );
}

/** In the columns that the file has, with line and reason after them; of a vCard file, the cards. */
async function saveBadRows(fileName: string): Promise<void> {
  const job = await readImport();
  const parts: string[] = [];
  const isCsv = job?.format.kind === 'csv';
  const separator = separatorOf(chrome.i18n.getUILanguage());
  const header = job?.header ?? [];
  if (isCsv) {
    const titles = [...header, t('import_bad_column_line'), t('import_bad_column_reason')];
    parts.push(byteOrderMark + csvLine(titles, separator));
  }
  for await (const rows of eachBadRows()) {
    for (const row of rows) {
      const { line, cells } = row;
      if (isCsv) {
        const whole = [...cells, ...Array<string>(Math.max(0, header.length - cells.length)).fill('')];
        parts.push(csvLine([...whole, line, rowFaultWords(row)], separator));
      } else parts.push(['BEGIN:VCARD', ...cells, 'END:VCARD', ''].join('\r\n'));
    }
  }
  const plainName = fileName.replace(/\.[^.]*$/, '');
  saveAs(
    `${plainName}-${t('import_bad_name')}.${isCsv ? 'csv' : 'vcf'}`,
    parts,
    isCsv ? 'text/csv' : 'text/vcard',
  );
}
