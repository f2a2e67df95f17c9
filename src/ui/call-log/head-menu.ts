import { Download, Trash2 } from 'lucide';
import type { MenuItem } from '../components/menu';
import { t } from '../messages';

/** What can be done with all calls, or with those that are listed. */
export function headMenu(props: { isNarrowed: boolean; onExport(): void; onDeleteAll(): void }): MenuItem[] {
  const exportLabel = props.isNarrowed ? t('calls_export_these') : t('calls_export');
  return [
    { label: exportLabel, icon: Download, act: props.onExport },
    { label: t('calls_delete_all'), icon: Trash2, act: props.onDeleteAll },
  ];
}
