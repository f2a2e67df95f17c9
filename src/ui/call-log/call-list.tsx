import { useCallback, useMemo, useState } from 'preact/hooks';
import type { IntentArgs } from '../../contract/protocol';
import type { CallLogEntry } from '../../domain/call-log';
import type { CallLogIndex } from '../../domain/call-log-index';
import { VirtualList } from '../components/virtual-list';
import { formatDay, formatMoment, formatTime, midnight } from '../format';
import { t, textLanguage } from '../messages';
import { CallRow } from './call-row';
import { PartyRow } from './party-row';
import type { CallsAtHand } from './use-calls';

export type Grouping = 'day' | 'party';

interface CallListProps {
  index: CallLogIndex;
  /** What was looked for, the newest first. */
  found: Uint32Array;
  grouping: Grouping;
  calls: CallsAtHand;
  onCall(wanted: IntentArgs<'dial'>): void;
  onDetails(entry: CallLogEntry): void;
  onDelete(id: string): void;
  /** Up from the first row. */
  onSearch(): void;
}

/** What one row shows: a call, or all calls with a party. */
interface Row {
  position: number;
  party?: { key: string; calls: number };
}

interface Rows {
  sections: { key: string | number; title?: string; size: number }[];
  row(section: number, index: number): Row | undefined;
  /** @param row counted through all sections */
  at(row: number): Row | undefined;
}

/** Finished calls under their days, or under those who took part in them. */
export function CallList(props: CallListProps) {
  const { index, found, grouping, calls, onCall, onDetails, onDelete, onSearch } = props;
  const [openParties, setOpenParties] = useState<ReadonlySet<string>>(new Set());
  const now = Date.now();
  const language = textLanguage();
  const rows = useMemo(
    () => (grouping === 'day' ? byDay(index, found) : byParty(index, found, openParties)),
    [index, found, grouping, openParties],
  );
  const { want } = calls;
  const onRows = useCallback(
    (first: number, end: number) => {
      const seen = Array.from({ length: end - first }, (_, offset) => rows.at(first + offset));
      want(seen.flatMap((row) => (row ? [index.id(row.position)] : [])));
    },
    [rows, index, want],
  );

  function keyAt(number: number): string | undefined {
    const row = rows.at(number);
    return row?.party ? `party ${row.party.key}` : row && index.id(row.position);
  }
  function toggle(party: string): void {
    const next = new Set(openParties);
    if (!next.delete(party)) next.add(party);
    setOpenParties(next);
  }
  function onKey(event: KeyboardEvent, number: number): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const row = rows.at(number);
    if (event.key === 'ArrowUp') {
      event.preventDefault();
      onSearch();
    }
    if (event.key !== 'Delete' || !row || row.party) return;
    event.preventDefault();
    onDelete(index.id(row.position));
  }
  return (
    <VirtualList
      sections={rows.sections}
      label={t('tab_calls')}
      onRows={onRows}
      onKey={onKey}
      keyAt={keyAt}
      renderRow={(section, place, tabIndex) => {
        const row = rows.row(section, place);
        const entry = row && calls.entry(index.id(row.position));
        if (!row || !entry) return null;
        const { startedAt } = entry;
        const time =
          grouping === 'day' ? formatTime(startedAt, language) : formatMoment(startedAt, now, language);
        if (!row.party) return <CallRow {...{ entry, time, tabIndex, onCall, onDetails }} />;
        const { key, calls: count } = row.party;
        const open = openParties.has(key);
        return (
          <PartyRow {...{ entry, time, tabIndex, open, onCall }} calls={count} onToggle={() => toggle(key)} />
        );
      }}
    />
  );

  function byDay(of: CallLogIndex, positions: Uint32Array): Rows {
    const days = of.byDay(positions, midnight);
    return {
      sections: days.map(({ key, positions: { length } }) => ({
        key,
        title: formatDay(Number(key), now, language),
        size: length,
      })),
      row: (section, place) => rowOf(days[section]?.positions[place]),
      at: (row) => rowOf(positions[row]),
    };
  }
}

function rowOf(position: number | undefined): Row | undefined {
  return position === undefined ? undefined : { position };
}

function byParty(index: CallLogIndex, positions: Uint32Array, open: ReadonlySet<string>): Rows {
  const rows: Row[] = [];
  for (const group of index.byParty(positions)) {
    const key = String(group.key);
    const [position = 0] = group.positions;
    rows.push({ position, party: { key, calls: group.positions.length } });
    if (open.has(key)) for (const call of group.positions) rows.push({ position: call });
  }
  return {
    sections: rows.length === 0 ? [] : [{ key: 'parties', size: rows.length }],
    row: (_section, place) => rows[place],
    at: (row) => rows[row],
  };
}
