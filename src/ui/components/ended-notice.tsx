import { Phone, X } from 'lucide';
import type { Ended } from '../../domain/call';
import { dialAgain, talkSeconds } from '../../domain/call-log';
import type { EndReason } from '../../domain/end-reason';
import { shownParty } from '../../domain/shown-party';
import { ContactButton } from '../contacts/contact-button';
import { formatDuration } from '../format';
import { keyOf, t, textLanguage } from '../messages';
import { partyTitle } from '../party';
import { useIntent } from '../use-intent';
import { Icon } from './icon';
import { ErrorNotice } from './notice';

/** Calling again would only do the same again, or nobody wanted the call to go on. */
const notCalledAgain: readonly EndReason[] = [
  'hung-up',
  'other-hung-up',
  'gone-elsewhere',
  'transferred',
  'cancelled',
  'put-through',
  'declined',
  'answered-elsewhere',
  'forwarded',
  'no-such-number',
  'not-allowed',
  'password-not-given',
  'not-encrypted',
  'media-not-agreed',
];

/** How the last call ended, in a sentence. */
export function EndedNotice({ call }: { call: Ended }) {
  const { run, error, busy } = useIntent();
  const again = call.conference || notCalledAgain.includes(call.reason) ? undefined : dialAgain(call);
  return (
    <section class="card ended" aria-label={t('call_with', partyTitle(shownParty(call)))}>
      <div class="ended-text">
        <h2 class="ended-name">{partyTitle(shownParty(call))}</h2>
        <p>{endSentence(call)}</p>
      </div>
      <div class="ended-icons">
        <button
          type="button"
          class="icon-button"
          aria-label={t('dismiss')}
          onClick={() => void run('dismiss-ended', {})}
        >
          <Icon of={X} />
        </button>
        <ContactButton call={call} look="picture" />
      </div>
      {again && (
        <button
          type="button"
          class="button button-small"
          disabled={busy}
          onClick={() => void run('dial', again)}
        >
          <Icon of={Phone} size={16} />
          {t('call_again')}
        </button>
      )}
      <ErrorNotice code={error} />
    </section>
  );
}

function endSentence(call: Ended): string {
  // Without it the calls are joined all the same.
  if (call.conference && call.answeredAt === undefined) return t('conference_mixed_here');
  const sentence = sentenceOf(call);
  const seconds = talkSeconds(call);
  return seconds > 0 ? `${sentence} ${t('lasted', formatDuration(seconds, textLanguage()))}` : sentence;
}

function sentenceOf({ reason, transferredTo, moved }: Ended): string {
  if (moved) return t('end_moved');
  return transferredTo ? t('end_transferred_to', partyTitle(transferredTo)) : t(keyOf('end', reason));
}
