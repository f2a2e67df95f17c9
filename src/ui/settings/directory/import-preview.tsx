import { CircleAlert } from 'lucide';
import { contactName } from '../../../domain/contact';
import type { ReadRow } from '../../../domain/contact-reader';
import { Icon } from '../../components/icon';
import { t } from '../../messages';
import { rowFaultWords } from './row-fault-words';
import type { ImportChoice } from './use-import-file';

/** The first rows as the contacts that they become, or why they do not. */
export function ImportPreview({ choice }: { choice: ImportChoice }) {
  const { rows, unused, lacksHeader } = choice;
  return (
    <div aria-live="polite" class="import-preview">
      {lacksHeader ? (
        <p class="notice notice-error">{t('import_no_header')}</p>
      ) : (
        <>
          <h4>{rows.length > 0 ? t('import_preview') : t('import_preview_none')}</h4>
          <ul class="profile-list">
            {rows.map((row) => (
              <PreviewRow key={row.line} row={row} />
            ))}
          </ul>
          {unused.length > 0 && <p class="hint">{t('import_unused', unused.slice(0, 20).join(', '))}</p>}
          {rows.length > 0 && <p class="hint">{t('import_merge_hint')}</p>}
        </>
      )}
    </div>
  );
}

function PreviewRow({ row }: { row: ReadRow }) {
  if ('problem' in row) {
    return (
      <li class="import-bad">
        <Icon of={CircleAlert} size={18} />
        <span>
          {t('import_bad_line', row.line)} {rowFaultWords(row)}
        </span>
      </li>
    );
  }
  const { draft } = row;
  const name = contactName(draft);
  const rest = [draft.company, draft.email, ...draft.numbers.map(({ number }) => number)].filter(
    (text) => text !== '' && text !== name,
  );
  return (
    <li>
      <strong>
        <bdi>{name}</bdi>
      </strong>
      <span class="muted import-pieces">
        {rest.map((text, at) => (
          <span key={at}>
            <bdi>{text}</bdi>
            {at < rest.length - 1 && ' ·'}
          </span>
        ))}
      </span>
    </li>
  );
}
