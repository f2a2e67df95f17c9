import { Phone } from 'lucide';
import { useId } from 'preact/hooks';
import type { ResumableCall } from '../../contract/snapshot';
import { t } from '../messages';
import { partyTitle } from '../party';
import { useIntent } from '../use-intent';
import { Icon } from './icon';
import { ErrorNotice } from './notice';

/** A call that Chrome was closed in: whether to go on with it is for the user to say. */
export function ResumableCard({ call }: { call: ResumableCall }) {
  const { run, error, busy } = useIntent();
  const id = useId();
  return (
    <section class="card resumable" aria-labelledby={id}>
      <h2 class="ended-name" id={id}>
        {partyTitle(call.party)}
      </h2>
      <p>{t('resumable_text')}</p>
      <div class="resumable-buttons">
        <button
          type="button"
          class="button button-small button-primary"
          aria-describedby={id}
          disabled={busy}
          onClick={() => void run('resume-call', { callId: call.id })}
        >
          <Icon of={Phone} size={16} />
          {t('resumable_resume')}
        </button>
        <button
          type="button"
          class="button button-small"
          aria-describedby={id}
          disabled={busy}
          onClick={() => void run('end-resumable', { callId: call.id })}
        >
          {t('resumable_end')}
        </button>
      </div>
      <ErrorNotice code={error} />
    </section>
  );
}
