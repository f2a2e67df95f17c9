import type { Snapshot } from '../../contract/snapshot';
import type { LiveCall } from '../../domain/call';
import type { TypedKeys } from '../typed-keys';
import { CallCard } from './call-card';
import { EndedNotice } from './ended-notice';
import { IncomingCard } from './incoming-card';
import { ResumableCard } from './resumable-card';

/** The calls of this moment: who rings first, then who one talks to, the others as single rows. */
export function Calls({ snapshot, typedKeys }: { snapshot: Snapshot; typedKeys: TypedKeys }) {
  const { calls, resumable, lastEnded } = snapshot;
  const ringing = calls.filter((call) => call.state === 'incoming');
  const others = calls.filter((call) => call.state !== 'incoming');
  const main = ringing.length > 0 ? undefined : mainCall(others);
  return (
    <>
      <div class="ended-place" aria-live="polite">
        {lastEnded && <EndedNotice call={lastEnded} key={lastEnded.id} />}
        {resumable.map((call) => (
          <ResumableCard call={call} key={call.id} />
        ))}
      </div>
      {ringing.map((call) => (
        <IncomingCard key={call.id} call={call} talking={others.length > 0} />
      ))}
      {main && <CallCard key={main.id} call={main} typedKeys={typedKeys} main />}
      {others
        .filter((call) => call !== main)
        .map((call) => (
          <CallCard key={call.id} call={call} typedKeys={typedKeys} main={false} />
        ))}
    </>
  );
}

/** The call that is heard now, or else the newest. */
export function mainCall(calls: readonly LiveCall[]): LiveCall | undefined {
  return calls.findLast((call) => !(call.state === 'talking' && call.held)) ?? calls.at(-1);
}
