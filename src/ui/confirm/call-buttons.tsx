import { ExternalLink, Phone } from 'lucide';
import type { Snapshot } from '../../contract/snapshot';
import { type CallingClient, clientFor, handOverUri } from '../../domain/calling-client';
import type { DialRequest } from '../../domain/dial-request';
import { applyDialRules } from '../../domain/dial-rules';
import { dialRulesOff } from '../../domain/dial-rules-settings';
import { Icon } from '../components/icon';
import { previewDialling } from '../dial-words';
import { keyOf, t } from '../messages';
import type { IntentState } from '../use-intent';

interface CallButtonsProps {
  snapshot: Snapshot;
  request: DialRequest;
  asTyped: boolean;
  /** Of the words that say what is dialled. */
  describedBy: string;
  intent: IntentState;
  onCancel: () => void;
  onHandedOver: () => void;
}

/** Cancel, and who may call: the one that the user prefers, or each of them where they have not said yet. */
export function CallButtons(props: CallButtonsProps) {
  const { snapshot, request, asTyped, describedBy, intent, onCancel, onHandedOver } = props;
  const { allowedClients: allowed, settings } = snapshot;
  const preferred = clientFor(settings.client, allowed);
  const uri = handOverUri(applyDialRules(request.number, dialRulesOff()));
  const requestId = request.id;

  async function call(client: CallingClient): Promise<void> {
    if (preferred === 'ask') await intent.run('save-settings', { client });
    if (client === 'ringtab') {
      await intent.run('confirm-dial', { requestId, ...(asTyped && { asTyped }) });
    } else if (uri) {
      onHandedOver();
      location.assign(uri);
      await intent.run('hand-over-dial', { requestId });
    }
  }

  const first = preferred === 'ask' ? allowed : [preferred];
  const second = preferred === 'ask' ? [] : allowed.filter((client) => client !== preferred);
  const possible = (client: CallingClient) =>
    client === 'ringtab' ? canCall(snapshot, request, asTyped) : uri !== undefined;
  return (
    <div class="confirm-buttons">
      {first.map((client) => (
        <button
          type="button"
          key={client}
          class="button button-call button-wide"
          aria-describedby={describedBy}
          disabled={intent.busy || !possible(client)}
          onClick={() => void call(client)}
        >
          <Icon of={client === 'ringtab' ? Phone : ExternalLink} />
          {allowed.length === 1 && client === 'ringtab' ? t('call') : t(keyOf('confirm_call', client))}
        </button>
      ))}
      {preferred === 'ask' && <p class="hint">{t('confirm_choice_kept')}</p>}
      <button type="button" class="button button-wide" onClick={onCancel}>
        {t('cancel')}
      </button>
      {second.map((client) => (
        <button
          type="button"
          key={client}
          class="dial-toggle confirm-other"
          disabled={intent.busy || !possible(client)}
          onClick={() => void call(client)}
        >
          {t(keyOf('confirm_other', client))}
        </button>
      ))}
    </div>
  );
}

/** An emergency call is tried for as long as somebody is signed in: placing it brings the gateway back. */
function canCall({ registration, dialRules }: Snapshot, { number }: DialRequest, asTyped: boolean): boolean {
  const { dialed, kind } = previewDialling(number, dialRules, asTyped).explanation;
  if (dialed === '') return false;
  if (registration.state === 'ready') return true;
  return kind === 'emergency' && registration.state === 'reconnecting';
}
