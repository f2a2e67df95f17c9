import { TriangleAlert } from 'lucide';
import type { Snapshot } from '../../contract/snapshot';
import { t } from '../messages';
import { Icon } from './icon';

/** Nothing can be kept: said where people look for what they have kept. */
export function StorageNotice({ snapshot: { storageFailing } }: { snapshot: Snapshot }) {
  if (!storageFailing) return null;
  return (
    <div class="notice notice-warning">
      <Icon of={TriangleAlert} />
      <p>{t('storage_failing')}</p>
    </div>
  );
}
