import { useRef } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import type { LiveCall } from '../../domain/call';
import { groupsOf, isJoined, mainGroup } from '../../domain/conference';
import { heardCalls } from '../../domain/heard-calls';
import type { TypedKeys } from '../typed-keys';
import { useFocusKept } from '../use-focus-kept';
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
  const place = useRef<HTMLDivElement>(null);
  useFocusKept(place, '.call-main', '.number');
  const first = mainGroup(groups);
  const main = ringing.length > 0 ? undefined : first;
  // In one list, as a card that changes its place keeps what is being written in it.
  const cards = groups
    .toSorted((one, other) => Number(other === first) - Number(one === first))
    .map((group) => (
      <GroupCard group={group} {...{ snapshot, typedKeys }} main={group === main} key={keyOf(group)} />
    ));
  cards.splice(1, 0, <ErrorNotice code={intent.error} key="error" />);
  return (
    <SeveralCallsIntent.Provider value={intent}>
      <div ref={place} class="current-calls">
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
        {cards}
      </div>
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
