import type { ImportFormat } from '../../../domain/contact-reader';
import { csvQuotes, csvSeparators } from '../../../domain/csv-format';
import { type TextEncoding, textEncodings } from '../../../domain/text-encoding';
import { type MessageKey, t } from '../../messages';
import type { ImportChoice } from './use-import-file';

const separators: Record<(typeof csvSeparators)[number], MessageKey> = {
  ',': 'import_separator_comma',
  ';': 'import_separator_semicolon',
  '\t': 'import_separator_tab',
  '|': 'import_separator_bar',
};
const quotes: Record<(typeof csvQuotes)[number], MessageKey> = {
  '"': 'import_quote_double',
  "'": 'import_quote_single',
  '': 'import_quote_none',
};
const encodings: Record<TextEncoding, () => string> = {
  'utf-8': () => 'UTF-8',
  'utf-16le': () => 'UTF-16 LE',
  'utf-16be': () => 'UTF-16 BE',
  'windows-1252': () => t('import_encoding_windows'),
};

interface ImportWaysProps {
  choice: ImportChoice;
  onChange(way: { encoding?: TextEncoding; format?: ImportFormat }): void;
}

/** How the file is read: guessed, and to be chosen where the guess is wrong. */
export function ImportWays({ choice: { format, encoding }, onChange }: ImportWaysProps) {
  return (
    <div class="field-row import-ways">
      {format.kind === 'csv' && (
        <>
          <label class="field">
            <span>{t('import_separator')}</span>
            <select
              value={format.separator}
              onChange={({ currentTarget }) =>
                onChange({ format: { ...format, separator: currentTarget.value } })
              }
            >
              {csvSeparators.map((each) => (
                <option key={each} value={each}>
                  {t(separators[each])}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            <span>{t('import_quote')}</span>
            <select
              value={format.quote}
              onChange={({ currentTarget }) =>
                onChange({ format: { ...format, quote: currentTarget.value } })
              }
            >
              {csvQuotes.map((each) => (
                <option key={each} value={each}>
                  {t(quotes[each])}
                </option>
              ))}
            </select>
          </label>
        </>
      )}
      <label class="field">
        <span>{t('import_encoding')}</span>
        <select
          value={encoding}
          onChange={({ currentTarget }) => onChange({ encoding: currentTarget.value as TextEncoding })}
        >
          {textEncodings.map((each) => (
            <option key={each} value={each}>
              {encodings[each]()}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
