import type { Snapshot } from '../../contract/snapshot';
import type { LiveCall } from '../../domain/call';
import { groupsOf, isJoined, mainGroup } from '../../domain/conference';
import { heardCalls } from '../../domain/heard-calls';
import type { TypedKeys } from '../typed-keys';
import { useIntent } from '../use-intent';
import { SeveralCallsIntent } from '../use-other-calls-items';
import { CallCard } from './call-card';
import { ConferenceCard } from './conference-card';
import { EndedNotice } from './ended-notice';
import { FetchCall } from './fetch-call';
import { IncomingCard } from './incoming-card';
import { ErrorNotice } from './notice';
import { QuietCall } from './quiet-call';
import { ResumableCard } from './resumable-card';

/** The calls of this moment: who rings first, then who one talks to, the others as single rows. */
export function Calls({ snapshot, typedKeys }: { snapshot: Snapshot; typedKeys: TypedKeys }) {
  const { calls, resumable, lastEnded } = snapshot;
  const arriving = calls.filter((call) => call.state === 'incoming');
  const ringing = arriving.filter(({ quiet }) => !quiet);
  const others = calls.filter((call) => call.state !== 'incoming');
  const groups = groupsOf(others);
  const intent = useIntent();
  const main = ringing.length > 0 ? undefined : mainGroup(groups);
  return (
    <SeveralCallsIntent.Provider value={intent}>
      <div class="ended-place" aria-live="polite">
        {lastEnded && <EndedNotice call={lastEnded} key={lastEnded.id} />}
        {resumable.map((call) => (
          <ResumableCard call={call} key={call.id} />
        ))}
      </div>
      {ringing.map((call) => (
        <IncomingCard key={call.id} call={call} inCall={others.length > 0} heard={heardCalls(others)} />
      ))}
      {arriving
        .filter(({ quiet }) => quiet)
        .map((call) => (
          <QuietCall key={call.id} call={call} />
        ))}
      <FetchCall snapshot={snapshot} />
      {main && <GroupCard group={main} {...{ snapshot, typedKeys }} main key={keyOf(main)} />}
      <ErrorNotice code={intent.error} />
      {groups
        .filter((group) => group !== main)
        .map((group) => (
          <GroupCard group={group} {...{ snapshot, typedKeys }} main={false} key={keyOf(group)} />
        ))}
    </SeveralCallsIntent.Provider>
  );
}

interface GroupCardProps {
  group: readonly LiveCall[];
  snapshot: Snapshot;
  typedKeys: TypedKeys;
  main: boolean;
}

function GroupCard({ group, snapshot, typedKeys, main }: GroupCardProps) {
  const [call] = group;
  if (group.length > 1) return <ConferenceCard calls={group.filter(isJoined)} {...{ snapshot, main }} />;
  return call ? <CallCard call={call} {...{ snapshot, typedKeys, main }} /> : null;
}

/** A conference stays the same whoever comes and goes. */
function keyOf(group: readonly LiveCall[]): string {
  return group.length > 1 ? 'conference' : (group[0]?.id ?? '');
}
