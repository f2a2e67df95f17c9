import { RotateCcwClock } from 'lucide';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import type { CallLogEntry } from '../../domain/call-log';
import type { CallFilter } from '../../domain/call-log-index';
import { Icon } from '../components/icon';
import { ErrorNotice } from '../components/notice';
import { StorageNotice } from '../components/storage-notice';
import { UndoBar } from '../components/undo-bar';
import { plural, t } from '../messages';
import { useIntent } from '../use-intent';
import { useSettled } from '../use-settled';
import { CallDetails } from './call-details';
import { CallList, type Grouping } from './call-list';
import { CallLogHead } from './call-log-head';
import { DeleteAllDialog } from './delete-all-dialog';
import { useCalls } from './use-calls';
import { useExport } from './use-export';
import { useMissedCallsSeen } from './use-missed-calls-seen';

/** Milliseconds without a further key, after which a screen reader is told how many calls were found. */
const silence = 800;

/** The calls that are over, the newest first. */
export function CallLog({ snapshot }: { snapshot: Snapshot }) {
  const { run, error } = useIntent();
  const calls = useCalls(snapshot.callLogRevision);
  const { index, isWhole, failed } = calls;
  const [filter, setFilter] = useState<CallFilter>('all');
  const [query, setQuery] = useState('');
  const [grouping, setGrouping] = useState<Grouping>('day');
  const [shown, setShown] = useState<CallLogEntry>();
  const [clearing, setClearing] = useState(false);
  const [deleted, setDeleted] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const exporting = useExport();
  useMissedCallsSeen(snapshot.missedCalls, run);
  // Whoever has come by a key has left what had the focus; the arrow key leads on into the list.
  const ready = index !== undefined;
  useEffect(() => {
    if (ready && document.activeElement === document.body) field.current?.focus({ preventScroll: true });
  }, [ready]);

  const found = useMemo(() => index?.find(filter, query), [index, filter, query]);
  const isNarrowed = filter !== 'all' || query.trim() !== '';
  const said = useSettled(found && isNarrowed ? plural('calls_count', found.length) : '', silence);

  async function remove(callId: string): Promise<void> {
    setShown(undefined);
    if (await run('delete-call', { callId })) setDeleted(callId);
  }
  async function undo(): Promise<void> {
    const callId = deleted;
    setDeleted(undefined);
    if (callId !== undefined) await run('restore-call', { callId });
  }
  async function removeAll(): Promise<void> {
    setClearing(false);
    setDeleted(undefined);
    await run('clear-calls', {});
  }
  function showAll(): void {
    setFilter('all');
    setQuery('');
  }

  const notices = (
    <>
      <StorageNotice snapshot={snapshot} />
      <ErrorNotice code={failed ? 'storage-failed' : (error ?? exporting.error)} />
    </>
  );
  if (!index || !found) return <div class="calls">{notices}</div>;
  if (index.size === 0 && isWhole) {
    return (
      <div class="calls">
        {notices}
        <NoCalls />
        <UndoBar deleted={deleted} words={t('call_deleted')} onUndo={() => void undo()} />
      </div>
    );
  }
  return (
    <div class="calls">
      <CallLogHead
        {...{ query, field, filter, grouping, isNarrowed }}
        progress={exporting.progress}
        onQuery={setQuery}
        onFilter={setFilter}
        onGrouping={setGrouping}
        onExport={() => void exporting.save(index, found)}
        onDeleteAll={() => setClearing(true)}
        onList={() => document.querySelector<HTMLElement>('.calls .row-main')?.focus()}
      />
      {notices}
      <p class="visually-hidden" role="status">
        {said}
      </p>
      {found.length === 0 && isWhole ? (
        <NothingFound query={query.trim()} onShowAll={showAll} />
      ) : (
        <CallList
          {...{ index, found, grouping, calls }}
          onCall={(wanted) => void run('dial', wanted)}
          onDetails={setShown}
          onDelete={(id) => void remove(id)}
          onSearch={() => field.current?.focus({ preventScroll: true })}
        />
      )}
      <UndoBar deleted={deleted} words={t('call_deleted')} onUndo={() => void undo()} />
      {shown && (
        <CallDetails
          entry={shown}
          rules={snapshot.dialRules}
          onClose={() => setShown(undefined)}
          onCall={(wanted) => {
            setShown(undefined);
            void run('dial', wanted);
          }}
          onDelete={() => void remove(shown.id)}
        />
      )}
      {clearing && (
        <DeleteAllDialog
          count={index.size}
          onCancel={() => setClearing(false)}
          onDelete={() => void removeAll()}
        />
      )}
    </div>
  );
}

function NoCalls() {
  return (
    <div class="empty">
      <span class="empty-picture">
        <Icon of={RotateCcwClock} size={32} />
      </span>
      <h2 tabIndex={-1}>{t('no_calls_title')}</h2>
      <p class="muted">{t('no_calls_text')}</p>
    </div>
  );
}

function NothingFound({ query, onShowAll }: { query: string; onShowAll: () => void }) {
  return (
    <div class="empty">
      <h2 tabIndex={-1}>{t('calls_none_found')}</h2>
      {query !== '' && <p class="muted empty-query">{t('calls_none_match', query)}</p>}
      <button type="button" class="button" onClick={onShowAll}>
        {t('calls_show_all')}
      </button>
    </div>
  );
}
