import { UserPlus } from 'lucide';
import type { RefObject } from 'preact';
import { Icon } from '../components/icon';
import { Menu } from '../components/menu';
import { SearchField } from '../components/search-field';
import { t } from '../messages';
import { headMenu } from './head-menu';

interface ContactsHeadProps {
  query: string;
  field: RefObject<HTMLInputElement | null>;
  /** A number that is to be added to one of the contacts. */
  adding: string | undefined;
  onQuery(query: string): void;
  /** Opens the first that was found. */
  onFirst(): void;
  /** Goes into the list. */
  onList(): void;
  onAdd(): void;
  onStopAdding(): void;
}

/** Who is looked for, and the button for who is not there yet. */
export function ContactsHead(props: ContactsHeadProps) {
  const { query, field, adding, onQuery, onFirst, onList, onAdd, onStopAdding } = props;
  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown') onList();
    else if (event.key === 'Enter' && !event.repeat) onFirst();
    else return;
    event.preventDefault();
  }
  return (
    <div class="calls-head">
      {adding !== undefined && (
        <div class="adding">
          <p>{t('contacts_choose', adding)}</p>
          <button type="button" class="button button-small" onClick={onStopAdding}>
            {t('cancel')}
          </button>
        </div>
      )}
      <div class="search-row">
        <SearchField
          label={t('contacts_search')}
          clearLabel={t('calls_search_clear')}
          {...{ query, onQuery, onKeyDown, field }}
        />
        {adding === undefined && (
          <>
            <button
              type="button"
              class="icon-button"
              aria-label={t('contact_add')}
              title={t('contact_add')}
              onClick={onAdd}
            >
              <Icon of={UserPlus} />
            </button>
            <Menu label={t('contacts_menu')} items={headMenu()} />
          </>
        )}
      </div>
    </div>
  );
}
