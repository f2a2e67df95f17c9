import { RotateCcwClock } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { openCallLog } from '../../data/call-log';
import { type CallLogEntry, callLogLimit } from '../../domain/call-log';
import { formatDay, groupByDay } from '../format';
import { t, textLanguage } from '../messages';
import { useIntent } from '../use-intent';
import { CallsRow } from './calls-row';
import { Icon } from './icon';
import { ErrorNotice } from './notice';
import { StorageNotice } from './storage-notice';

/** The calls that are over, by days, newest first. */
export function CallsList({ snapshot }: { snapshot: Snapshot }) {
  const { callLogRevision, missedCalls } = snapshot;
  const { run, error } = useIntent();
  const [entries, setEntries] = useState<CallLogEntry[]>();
  const [unreadable, setUnreadable] = useState(false);

  // The revision is not read: that it has changed is what makes the query ask again.
  useEffect(() => {
    let wanted = true;
    openCallLog()
      .then((log) => log.recent(callLogLimit))
      .then((recent) => wanted && setEntries(recent))
      .catch(() => wanted && setUnreadable(true));
    return () => {
      wanted = false;
    };
  }, [callLogRevision]);

  useEffect(() => {
    if (missedCalls > 0) void run('missed-calls-seen', {});
  }, [missedCalls, run]);

  if (unreadable) return <ErrorNotice code="storage-failed" />;
  if (!entries) return null;
  if (entries.length === 0) {
    return (
      <>
        <StorageNotice snapshot={snapshot} />
        <NoCalls />
      </>
    );
  }
  const now = Date.now();
  return (
    <div class="calls">
      <StorageNotice snapshot={snapshot} />
      <ErrorNotice code={error} />
      {groupByDay(entries).map(({ day, entries: ofDay }) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2 class="day" id={`day-${day}`}>
            {formatDay(day, now, textLanguage())}
          </h2>
          <ul class="calls-list">
            {ofDay.map((entry) => (
              <CallsRow key={entry.id} entry={entry} onCall={(wanted) => void run('dial', wanted)} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function NoCalls() {
  return (
    <div class="empty">
      <span class="empty-picture">
        <Icon of={RotateCcwClock} size={32} />
      </span>
      <h2>{t('no_calls_title')}</h2>
      <p class="muted">{t('no_calls_text')}</p>
    </div>
  );
}
