import { TriangleAlert } from 'lucide';
import { useId } from 'preact/hooks';
import type { SiteSummary } from '../../domain/allowed-sites';
import { siteName } from '../../domain/site';
import { Icon } from '../components/icon';
import { Locked } from '../components/locked';
import { ErrorNotice } from '../components/notice';
import { requestHost } from '../host-permission';
import { t } from '../messages';
import { useIntent } from '../use-intent';

/** One site: what is looked for there, and the way to take it back. */
export function SiteRow({ site: { pattern, links, numbers, byPolicy, granted } }: { site: SiteSummary }) {
  const { run, error } = useIntent();
  const id = useId();
  const save = (change: { links?: boolean; numbers?: boolean }) =>
    void run('save-site', { site: pattern, links, numbers, ...change });
  return (
    <li class="site-row">
      <bdi class="site-name" id={id}>
        {siteName(pattern)}
      </bdi>
      <Locked by={byPolicy ? 'policy' : undefined}>
        {(lock) => (
          <fieldset class="site-choices" aria-labelledby={id}>
            <label class="check">
              <input
                type="checkbox"
                checked={links}
                {...lock}
                onChange={(event) => save({ links: event.currentTarget.checked })}
              />
              <span>{t('sites_links')}</span>
            </label>
            <label class="check">
              <input
                type="checkbox"
                checked={numbers}
                {...lock}
                onChange={(event) => save({ numbers: event.currentTarget.checked })}
              />
              <span>{t('sites_numbers')}</span>
            </label>
            {!byPolicy && (
              <button
                type="button"
                class="button button-small"
                aria-describedby={id}
                onClick={() => void run('remove-site', { site: pattern })}
              >
                {t('sites_remove')}
              </button>
            )}
          </fieldset>
        )}
      </Locked>
      {!granted && (
        <div class="notice notice-warning">
          <Icon of={TriangleAlert} />
          <p>{t('sites_not_granted')}</p>
          <button
            type="button"
            class="button button-small"
            aria-describedby={id}
            onClick={() => void requestHost(pattern)}
          >
            {t('sites_allow')}
          </button>
        </div>
      )}
      <ErrorNotice code={error} />
    </li>
  );
}
