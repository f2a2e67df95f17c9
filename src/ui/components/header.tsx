import { useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { t } from '../messages';
import { useNow } from '../use-now';
import { Icon } from './icon';
import { PhoneChoice, PhoneInUse } from './phone-choice';
import { PhoneMenu } from './phone-menu';
import { forwardWords, secondsUntil, stateLook, stateWord } from './registration-text';
import { VoicemailLamp } from './voicemail-lamp';

/** Who I am and whether I can be called: always there, in words, colour and shape. */
export function Header(props: { snapshot: Snapshot; onHelp: () => void; onListen: () => void }) {
  const { snapshot, onHelp, onListen } = props;
  const { identity } = snapshot;
  const look = stateLook(snapshot);
  const forwards = forwardWords(snapshot);
  const [choosing, setChoosing] = useState(false);
  const choose = () => setChoosing(true);
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
        {forwards && (
          <>
            <span class="visually-hidden"> · </span>
            <span class="header-forwards">{forwards}</span>
          </>
        )}
      </div>
      <VoicemailLamp snapshot={snapshot} onListen={onListen} />
      <PhoneMenu snapshot={snapshot} onHelp={onHelp} onListen={onListen} onChoosePhone={choose} />
      <PhoneInUse snapshot={snapshot} onChange={choose} />
      <PhoneChoice snapshot={snapshot} open={choosing} onClose={() => setChoosing(false)} />
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
