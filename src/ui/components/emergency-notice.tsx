import { TriangleAlert } from 'lucide';
import { useId } from 'preact/hooks';
import { t } from '../messages';
import { useIntent } from '../use-intent';
import { Icon } from './icon';
import { ErrorNotice } from './notice';

/** Said once, before somebody relies on it; it stands where the number that is dialled will stand. */
export function EmergencyNotice() {
  const { run, error, busy } = useIntent();
  const id = useId();
  return (
    <div class="emergency-notice" role="note">
      <Icon of={TriangleAlert} size={18} />
      <div>
        <span id={id}>{t('emergency_notice')}</span>{' '}
        <button
          type="button"
          class="emergency-seen"
          aria-describedby={id}
          disabled={busy}
          onClick={() => void run('emergency-notice-seen', {})}
        >
          {t('emergency_notice_seen')}
        </button>
        <ErrorNotice code={error} />
      </div>
    </div>
  );
}
