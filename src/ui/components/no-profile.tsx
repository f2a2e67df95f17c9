import { FileText } from 'lucide';
import { t } from '../messages';
import { openSettings } from '../pages';
import { Icon } from './icon';

export function NoProfile() {
  return (
    <div class="empty">
      <span class="empty-picture">
        <Icon of={FileText} size={32} />
      </span>
      <h1>{t('no_profile_title')}</h1>
      <p class="muted">{t('no_profile_text')}</p>
      <button type="button" class="button button-primary" onClick={openSettings}>
        {t('no_profile_open_settings')}
      </button>
    </div>
  );
}
