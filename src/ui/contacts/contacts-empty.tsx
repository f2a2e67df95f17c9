import { BookUser, FileUp, UserPlus } from 'lucide';
import { Icon } from '../components/icon';
import { t } from '../messages';
import { openDirectorySettings } from '../pages';

/** There is nobody yet. */
export function NoContacts({ onAdd }: { onAdd: () => void }) {
  return (
    <div class="empty">
      <span class="empty-picture">
        <Icon of={BookUser} size={32} />
      </span>
      <h2 tabIndex={-1}>{t('no_contacts_title')}</h2>
      <p class="muted">{t('no_contacts_text')}</p>
      <button type="button" class="button button-primary" onClick={onAdd}>
        <Icon of={UserPlus} size={18} />
        {t('contact_add')}
      </button>
      <button type="button" class="button" onClick={openDirectorySettings}>
        <Icon of={FileUp} size={18} />
        {t('import_title')}
      </button>
    </div>
  );
}

interface NobodyFoundProps {
  query: string;
  onShowAll(): void;
  /** With what was looked for. */
  onAdd: (() => void) | undefined;
}

/** Nobody of that name or number. */
export function NobodyFound({ query, onShowAll, onAdd }: NobodyFoundProps) {
  return (
    <div class="empty">
      <h2 tabIndex={-1}>{t('contacts_none_found')}</h2>
      <p class="muted empty-query">{t('contacts_none_match', query)}</p>
      <div class="button-row">
        <button type="button" class="button" onClick={onShowAll}>
          {t('contacts_show_all')}
        </button>
        {onAdd && (
          <button type="button" class="button" onClick={onAdd}>
            {t('contact_add')}
          </button>
        )}
      </div>
    </div>
  );
}
