import type { Snapshot } from '../../contract/snapshot';
import { t } from '../messages';
import { useNow } from '../use-now';
import { Icon } from './icon';
import { PhoneMenu } from './phone-menu';
import { secondsUntil, stateLook, stateWord } from './registration-text';

/** Who I am and whether I can be called: always there, in words, colour and shape. */
export function Header({ snapshot, onHelp }: { snapshot: Snapshot; onHelp: () => void }) {
  const { identity } = snapshot;
  const look = stateLook(snapshot);
  return (
    <header class="header">
      <span class={`state-disc state-${look.tone}`} aria-hidden="true">
        <Icon of={look.icon} />
      </span>
      <div class="header-text" role="status">
        <span class={`state-word state-word-${look.tone}`}>{stateWord(snapshot)}</span>
        <Countdown snapshot={snapshot} />
        <span class="visually-hidden"> · </span>
        <span class="header-identity">
          {identity ? t('identity_at', identity.user, identity.profileName) : t('appName')}
        </span>
      </div>
      <PhoneMenu snapshot={snapshot} onHelp={onHelp} />
    </header>
  );
}

/** Beside a word that waits only: on the way to another gateway, the banner alone counts. */
function retryShown({ registration, gatewayInUse }: Snapshot): number | undefined {
  const settled = gatewayInUse === 'primary' || gatewayInUse === 'secondary';
  return registration.state === 'reconnecting' && settled ? registration.retryAt : undefined;
}

/** Seen but not read out: a live region that counts would never be silent. The banner has it as text. */
function Countdown({ snapshot }: { snapshot: Snapshot }) {
  const retryAt = retryShown(snapshot);
  const now = useNow(retryAt !== undefined);
  if (retryAt === undefined) return null;
  return <span aria-hidden="true"> {t('state_countdown', secondsUntil(retryAt, now))}</span>;
}
