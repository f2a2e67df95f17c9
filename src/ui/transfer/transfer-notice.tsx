import { CircleAlert, X } from 'lucide';
import type { Talking } from '../../domain/talking';
import { Icon } from '../components/icon';
import { t } from '../messages';
import { useIntent } from '../use-intent';
import { transferFailureWords } from './transfer-words';

/** Why the other side is still here, read out when it is known; until the user has read it. */
export function TransferNotice({ call: { id, transfer } }: { call: Talking }) {
  const { run } = useIntent();
  const words = transfer ? transferFailureWords(transfer) : '';
  return (
    <div class="notice-place" role="alert">
      {words !== '' && (
        <div class="notice notice-error">
          <Icon of={CircleAlert} />
          <p>{words}</p>
          <button
            type="button"
            class="icon-button"
            aria-label={t('dismiss')}
            onClick={() => void run('transfer-seen', { callId: id })}
          >
            <Icon of={X} size={18} />
          </button>
        </div>
      )}
    </div>
  );
}
