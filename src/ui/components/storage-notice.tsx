import { TriangleAlert } from 'lucide';
import type { Snapshot } from '../../contract/snapshot';
import { t } from '../messages';
import { useIntent } from '../use-intent';
import { Icon } from './icon';

/** Nothing can be kept, or what was kept is lost: said where people look for it. */
export function StorageNotice({ snapshot: { storageFailing, dataLost } }: { snapshot: Snapshot }) {
  const { run } = useIntent();
  return (
    <>
      {storageFailing && (
        <div class="notice notice-warning">
          <Icon of={TriangleAlert} />
          <p>{t('storage_failing')}</p>
        </div>
      )}
      {dataLost && (
        <div class="notice notice-warning">
          <Icon of={TriangleAlert} />
          <p>{t('data_lost')}</p>
          <button type="button" class="button button-small" onClick={() => void run('data-loss-seen', {})}>
            {t('understood')}
          </button>
        </div>
      )}
    </>
  );
}
