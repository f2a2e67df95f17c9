import { Users } from 'lucide';
import type { RefObject } from 'preact';
import { type CallFilter, callFilters } from '../../domain/call-log-index';
import { Icon } from '../components/icon';
import { Menu } from '../components/menu';
import { SearchField } from '../components/search-field';
import { Segments } from '../components/segments';
import { keyOf, t } from '../messages';
import type { Grouping } from './call-list';
import { headMenu } from './head-menu';

interface CallLogHeadProps {
  query: string;
  filter: CallFilter;
  grouping: Grouping;
  /** Not all calls are listed. */
  isNarrowed: boolean;
  /** How much of an export is done, 0 to 1; undefined while there is none. */
  progress: number | undefined;
  onQuery(query: string): void;
  onFilter(filter: CallFilter): void;
  onGrouping(grouping: Grouping): void;
  onExport(): void;
  onDeleteAll(): void;
  /** Goes into the list. */
  onList(): void;
  field: RefObject<HTMLInputElement | null>;
}

/** What the list shows: search, filter, grouping, and what can be done with all of it. */
export function CallLogHead(props: CallLogHeadProps) {
  const { query, filter, grouping, progress, onQuery, onFilter, onGrouping, onList, field } = props;
  const byParty = grouping === 'party';
  function onKeyDown(event: KeyboardEvent): void {
    const { key, isComposing, altKey, ctrlKey, metaKey } = event;
    if (key !== 'ArrowDown' || isComposing || altKey || ctrlKey || metaKey) return;
    event.preventDefault();
    onList();
  }
  return (
    <div class="calls-head">
      <div class="search-row">
        <SearchField
          label={t('calls_search')}
          clearLabel={t('calls_search_clear')}
          {...{ query, onQuery, onKeyDown, field }}
        />
        <button
          type="button"
          class="icon-button toggle"
          aria-pressed={byParty}
          aria-label={t('calls_by_party')}
          title={t('calls_by_party')}
          onClick={() => onGrouping(byParty ? 'day' : 'party')}
        >
          <Icon of={Users} />
        </button>
        <Menu label={t('calls_menu')} items={headMenu(props)} />
      </div>
      <fieldset class="filter">
        <legend class="visually-hidden">{t('calls_filter')}</legend>
        <Segments
          options={callFilters.map((choice) => ({ choice, label: t(keyOf('filter', choice)) }))}
          chosen={filter}
          onChoose={onFilter}
        />
      </fieldset>
      {progress !== undefined && (
        <div class="export-progress">
          <progress value={progress} aria-label={t('calls_exporting')} />
          <span aria-hidden="true">{t('calls_exporting')}</span>
        </div>
      )}
    </div>
  );
}
