import { Download, FileUp } from 'lucide';
import type { MenuItem } from '../components/menu';
import { t } from '../messages';
import { openDirectorySettings } from '../pages';

/** What can be done with all contacts: the settings have the room for it. */
export function headMenu(): MenuItem[] {
  return [
    { label: t('import_title'), icon: FileUp, act: openDirectorySettings },
    { label: t('export_title'), icon: Download, act: openDirectorySettings },
  ];
}
