import type { Snapshot } from '../../contract/snapshot';
import type { LossReason } from '../../domain/registration';
import { keyOf, t } from '../messages';
import { openWelcome } from '../pages';
import { useIntent } from '../use-intent';
import { useNow } from '../use-now';
import { BusyButton } from './busy-button';
import { Banner, ErrorNotice } from './notice';
import { secondsUntil } from './registration-text';

const quicklyOver: readonly LossReason[] = [
  'phone-restarted',
  'system-moved',
  'network-changed',
  'computer-slept',
  'failing-back',
];

/** Why the phone cannot be reached at this moment, and when it tries again. */
export function ReconnectingBanner({ snapshot }: { snapshot: Snapshot }) {
  const { registration, calls } = snapshot;
  const { run, error, busy } = useIntent();
  const reconnecting = registration.state === 'reconnecting' ? registration : undefined;
  const now = useNow(reconnecting !== undefined);
  if (!reconnecting || isPassing(reconnecting, now)) return null;
  const { retryAt } = reconnecting;
  const talking = calls.filter((call) => call.state === 'talking').length;
  return (
    <>
      <Banner
        action={
          retryAt !== undefined && (
            <BusyButton class="button button-small" busy={busy} onClick={() => void run('try-now', {})}>
              {t('try_now')}
            </BusyButton>
          )
        }
      >
        <strong>{t(keyOf('loss', reconnecting.reason))}</strong>
        <span role="timer">
          {retryAt === undefined ? t('trying_now') : t('trying_again_in', secondsUntil(retryAt, now))}
        </span>{' '}
        {talking > 0 && t(talking === 1 ? 'call_goes_on_one' : 'call_goes_on_other')}
      </Banner>
      <ErrorNotice code={error} />
    </>
  );
}

/** These are over before they could be read; the buttons must not move for their sake. */
function isPassing({ reason, since }: { reason: LossReason; since: number }, now: number): boolean {
  return quicklyOver.includes(reason) && now - since < 1_000;
}

/** Calls need a microphone: said before the first call, not in it. */
export function MicrophoneBanner({ snapshot: { microphone } }: { snapshot: Snapshot }) {
  if (microphone === 'granted' || microphone === 'unknown') return null;
  return (
    <Banner
      action={
        <button type="button" class="button button-small" onClick={() => void openWelcome()}>
          {t('microphone_set_up')}
        </button>
      }
    >
      {t(keyOf('microphone', microphone))}
    </Banner>
  );
}
