import { Download } from 'lucide';
import { BusyButton } from '../../components/busy-button';
import { Icon } from '../../components/icon';
import { ErrorNotice } from '../../components/notice';
import { type MessageKey, t } from '../../messages';
import { type ExportKind, useContactExport } from './use-contact-export';

const kinds: [ExportKind, MessageKey][] = [
  ['csv', 'export_csv'],
  ['4.0', 'export_vcard4'],
  ['3.0', 'export_vcard3'],
];

/** The user's own contacts as a file. */
export function ExportContacts() {
  const { save, busy, error } = useContactExport();
  return (
    <section class="directory-part" aria-labelledby="export-title">
      <h3 id="export-title">{t('export_title')}</h3>
      <p class="muted">{t('export_hint')}</p>
      <div class="button-row">
        {kinds.map(([kind, key]) => (
          <BusyButton key={kind} class="button" busy={busy} onClick={() => void save(kind)}>
            <Icon of={Download} size={18} />
            {t(key)}
          </BusyButton>
        ))}
      </div>
      <ErrorNotice code={error} />
    </section>
  );
}
