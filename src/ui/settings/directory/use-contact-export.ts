import { useState } from 'preact/hooks';
import type { PhoneErrorCode } from '../../../contract/phone-error';
import { eachContacts } from '../../../data/contacts';
import { contactCsvHeader, contactCsvRow, furtherNumbers } from '../../../domain/contact-csv';
import { byteOrderMark } from '../../../domain/csv-text';
import { contactCard } from '../../../domain/vcard';
import { separatorOf } from '../../call-log/call-log-csv';
import { t } from '../../messages';
import { saveAs } from '../../save-as';

export type ExportKind = 'csv' | '4.0' | '3.0';

/** Writes the user's own contacts into a file that brings the same ones in again. */
export function useContactExport() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PhoneErrorCode>();

  async function save(kind: ExportKind): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      const parts = kind === 'csv' ? await csvParts() : await cardParts(kind);
      const stamp = new Date().toISOString().slice(0, 10);
      const [ending, type] = kind === 'csv' ? ['csv', 'text/csv'] : ['vcf', 'text/vcard'];
      saveAs(`${t('export_file_name')}-${stamp}.${ending}`, parts, type);
    } catch {
      setError('storage-failed');
    } finally {
      setBusy(false);
    }
  }
  return { save, busy, error };
}

/** Read twice: how many columns there are is known only at the end. */
async function csvParts(): Promise<string[]> {
  const separator = separatorOf(chrome.i18n.getUILanguage());
  let further = 0;
  for await (const contacts of eachContacts('own')) {
    further = Math.max(further, ...contacts.map(furtherNumbers));
  }
  const parts = [byteOrderMark + contactCsvHeader(further, separator)];
  for await (const contacts of eachContacts('own')) {
    parts.push(contacts.map((contact) => contactCsvRow(contact, further, separator)).join(''));
  }
  return parts;
}

async function cardParts(version: '3.0' | '4.0'): Promise<string[]> {
  const parts: string[] = [];
  for await (const contacts of eachContacts('own')) {
    parts.push(contacts.map((contact) => contactCard(contact, version)).join(''));
  }
  return parts;
}
