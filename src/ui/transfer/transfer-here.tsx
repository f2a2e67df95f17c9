import { PhoneForwarded } from 'lucide';
import type { LiveCall } from '../../domain/call';
import { shownParty } from '../../domain/shown-party';
import { isTransferable, ringsOut } from '../../domain/transferable';
import { Icon } from '../components/icon';
import { t } from '../messages';
import { partyTitle } from '../party';
import type { IntentState } from '../use-intent';

interface TransferHereProps {
  call: LiveCall;
  calls: readonly LiveCall[];
  intent: IntentState;
}

/** While it rings at somebody: who has been left waiting last can be sent there, without a word before. */
export function TransferHere({ call, calls, intent }: TransferHereProps) {
  const waiting = ringsOut(call) ? calls.filter(isTransferable).at(-1) : undefined;
  if (!waiting) return null;
  const sends = () => void intent.run('transfer-to-call', { callId: waiting.id, otherId: call.id });
  return (
    <button
      type="button"
      class="button button-wide"
      aria-keyshortcuts="Alt+T"
      title="Alt+T"
      disabled={intent.busy}
      onClick={sends}
    >
      <Icon of={PhoneForwarded} size={18} />
      {t('transfer_here', partyTitle(shownParty(waiting)))}
    </button>
  );
}
