import { Phone, PhoneOff } from 'lucide';
import { useId } from 'preact/hooks';
import type { Incoming } from '../../domain/call';
import { shownParty } from '../../domain/shown-party';
import { t } from '../messages';
import { partyTitle } from '../party';
import { useIntent } from '../use-intent';
import { Icon } from './icon';
import { ErrorNotice } from './notice';

/** Somebody calls while the user talks at another device: a line that takes neither the focus nor a key. */
export function QuietCall({ call }: { call: Incoming }) {
  const { run, error } = useIntent();
  const id = useId();
  const title = partyTitle(shownParty(call));
  return (
    <section class="card other-device" aria-label={t('call_with', title)}>
      <p class="other-device-text" role="status" id={id}>
        {t('quiet_call', title)}
      </p>
      <div class="other-device-buttons">
        <button
          type="button"
          class="button button-small button-call"
          aria-describedby={id}
          onClick={() => void run('answer', { callId: call.id })}
        >
          <Icon of={Phone} size={16} />
          {t('answer')}
        </button>
        <button
          type="button"
          class="button button-small"
          aria-describedby={id}
          onClick={() => void run('decline', { callId: call.id })}
        >
          <Icon of={PhoneOff} size={16} />
          {t('decline')}
        </button>
      </div>
      <ErrorNotice code={error} />
    </section>
  );
}
