import { CircleAlert } from 'lucide';
import type { Snapshot } from '../../contract/snapshot';
import { Icon } from '../components/icon';
import { type MessageKey, t } from '../messages';
import { useIntent } from '../use-intent';

/** Why no call can leave now, and what to do about it; nothing while one can. */
export function Readiness({ snapshot }: { snapshot: Snapshot }) {
  const { run } = useIntent();
  const words = readinessWords(snapshot);
  return (
    <div class="notice-place" role="status">
      {words && (
        <div class="notice notice-warning">
          <Icon of={CircleAlert} />
          <p>{t(words)}</p>
          <button type="button" class="button button-small" onClick={() => void run('show-phone', {})}>
            {t('confirm_open_phone')}
          </button>
        </div>
      )}
    </div>
  );
}

export function readinessWords({ registration, profiles }: Snapshot): MessageKey | undefined {
  switch (registration.state) {
    case 'ready':
      return undefined;
    case 'signing-in':
      return 'confirm_signing_in';
    case 'reconnecting':
      return 'confirm_reconnecting';
    case 'refused':
    case 'signed-out':
      return profiles.length === 0 ? 'confirm_no_profile' : 'confirm_signed_out';
  }
}
