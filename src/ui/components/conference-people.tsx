import { UserMinus, Users } from 'lucide';
import type { Participant } from '../../domain/roster';
import type { Talking } from '../../domain/talking';
import { t } from '../messages';
import { partyTitle } from '../party';
import type { IntentState } from '../use-intent';
import { Avatar } from './avatar';
import { Icon } from './icon';

/** In place of a person's disc. */
export function ConferenceFigure() {
  return (
    <span class="avatar" aria-hidden="true">
      <Icon of={Users} />
    </span>
  );
}

/** Who is in a conference that the gateway holds, and what becomes of it when the user leaves. */
export function ConferencePeople({ call, intent }: { call: Talking; intent: IntentState }) {
  const { people = [] } = call;
  return (
    <>
      {people.length > 0 && (
        <ul class="conference-people">
          {people.map((one) => (
            <Person key={one.uri || one.number || one.name} one={one} callId={call.id} intent={intent} />
          ))}
        </ul>
      )}
      <p class="conference-place">{t('conference_at_gateway')}</p>
    </>
  );
}

function Person({ one, callId, intent }: { one: Participant; callId: string; intent: IntentState }) {
  const title = partyTitle(one);
  const remove = t('conference_take_out', title);
  const { uri } = one;
  return (
    <li>
      <Avatar party={one} />
      <div class="call-names">
        <p class="conference-name">{title}</p>
        <p class="call-state" aria-live="polite">
          {one.callId !== undefined && t('conference_coming')}
        </p>
      </div>
      {uri !== '' && one.callId === undefined && (
        <button
          type="button"
          class="control"
          aria-label={remove}
          title={remove}
          disabled={intent.busy}
          onClick={() => void intent.run('remove-participant', { callId, uri })}
        >
          <span class="round-button">
            <Icon of={UserMinus} />
          </span>
        </button>
      )}
    </li>
  );
}
