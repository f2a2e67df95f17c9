import { PhoneIncoming } from 'lucide';
import { useId } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import type { Party } from '../../domain/call-facts';
import { t } from '../messages';
import { partyTitle } from '../party';
import { useShortcuts } from '../shortcuts';
import { useIntent } from '../use-intent';
import { Icon } from './icon';
import { ErrorNotice } from './notice';

/** The call that another device of the user has, and one button that brings it here. */
export function FetchCall({ snapshot }: { snapshot: Snapshot }) {
  const { otherDevices, calls, registration } = snapshot;
  const party = registration.state === 'ready' ? otherDevices?.talksTo : undefined;
  // Until the other device hears of it, the call is told of at both.
  const isHere = calls.some((call) => party?.number !== '' && call.party.number === party?.number);
  return party && !isHere ? <Fetchable party={party} /> : null;
}

function Fetchable({ party }: { party: Party }) {
  const { run, error, busy } = useIntent();
  const id = useId();
  const fetch = () => void run('fetch-call', {});
  // Behind a call to be picked up, whose button has the key where there is one.
  useShortcuts([{ shortcut: 'Alt+B', act: fetch }]);
  return (
    <section class="card other-device" aria-labelledby={id}>
      <p class="other-device-text" role="status" id={id}>
        {t('other_device_talks', partyTitle(party))}
      </p>
      <div class="other-device-buttons">
        <button
          type="button"
          class="button button-small button-primary"
          aria-describedby={id}
          title="Alt+B"
          disabled={busy}
          onClick={fetch}
        >
          <Icon of={PhoneIncoming} size={16} />
          {t('fetch_call')}
        </button>
      </div>
      <ErrorNotice code={error} />
    </section>
  );
}
