import { CircleAlert, PhoneForwarded, X } from 'lucide';
import type { Referral } from '../../domain/referral';
import { shownParty } from '../../domain/shown-party';
import type { Talking } from '../../domain/talking';
import { Icon } from '../components/icon';
import { ErrorNotice } from '../components/notice';
import { t } from '../messages';
import { partyNumber, partyTitle } from '../party';
import { useIntent } from '../use-intent';

/** The other side wants the user to go on with somebody else: nothing happens until the user agrees. */
export function ReferralNotice({ call }: { call: Talking }) {
  const { run, error, busy } = useIntent();
  const { id: callId, referral } = call;
  const refuse = () => void run('refuse-referral', { callId });
  return (
    <>
      <div class="notice-place" role="alert">
        {referral && (
          <div class={referral.state === 'failed' ? 'notice notice-error' : 'notice notice-good'}>
            <Icon of={referral.state === 'failed' ? CircleAlert : PhoneForwarded} />
            <p>{referralWords(call, referral)}</p>
            {referral.state === 'failed' ? (
              <button type="button" class="icon-button" aria-label={t('dismiss')} onClick={refuse}>
                <Icon of={X} size={18} />
              </button>
            ) : (
              <div class="referral-buttons">
                {referral.state === 'asked' && (
                  <button
                    type="button"
                    class="button button-small"
                    disabled={busy}
                    onClick={() => void run('follow-referral', { callId })}
                  >
                    {t('referral_follow')}
                  </button>
                )}
                <button type="button" class="button button-small" onClick={refuse}>
                  {t('referral_refuse')}
                </button>
              </div>
            )}
          </div>
        )}
      </div>
      <ErrorNotice code={error} />
    </>
  );
}

function referralWords(call: Talking, { state, to }: Referral): string {
  const title = partyTitle(to);
  // What will be called is in sight, whatever the other side calls it.
  const number = partyNumber(to);
  const whole = number === undefined ? title : `${title} (${number})`;
  switch (state) {
    case 'asked':
      return t('referral_asks', partyTitle(shownParty(call)), whole);
    case 'calling':
      return t('referral_calling', title);
    case 'ringing':
      return t('referral_ringing', title);
    case 'failed':
      return t('referral_failed', title);
  }
}
