import { CircleAlert } from 'lucide';
import type { Snapshot } from '../../contract/snapshot';
import type { RefusalReason } from '../../domain/registration';
import { keyOf, t } from '../messages';
import type { IntentState } from '../use-intent';
import { BusyButton } from './busy-button';
import { FindOutWhy } from './find-out-why';
import { Icon } from './icon';

const triedAgainAsItIs: readonly RefusalReason[] = [
  'gateway-unreachable',
  'certificate-not-trusted',
  'not-sip-gateway',
];

/** Why nobody is signed in, and what to do about it; nothing where that needs no words. */
export function Refusal({ snapshot, intent }: { snapshot: Snapshot; intent: IntentState }) {
  const { registration, identity, lastSignIn } = snapshot;
  const reason = registration.state === 'refused' ? registration.reason : undefined;
  const known = [identity?.gatewayHost, identity?.user, lastSignIn?.profileName].map((each) => each ?? '');
  return (
    <div class="notice-place" role="alert">
      {reason && (
        <div class="notice notice-error">
          <Icon of={CircleAlert} />
          <p>{t(keyOf('refused', reason), ...known)}</p>
          {triedAgainAsItIs.includes(reason) && (
            <BusyButton
              class="button button-small"
              busy={intent.busy}
              onClick={() => void intent.run('try-now', {})}
            >
              {t('try_again')}
            </BusyButton>
          )}
          {reason === 'gateway-unreachable' && <FindOutWhy snapshot={snapshot} />}
        </div>
      )}
    </div>
  );
}
