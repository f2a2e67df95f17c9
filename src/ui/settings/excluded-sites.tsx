import { useId } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { siteName } from '../../domain/site';
import { LockNote } from '../components/locked';
import { t } from '../messages';
import { useIntent } from '../use-intent';
import { SiteForm, type SiteOutcome } from './site-form';
import { typedExclusion } from './typed-site';

/** Sites on which nothing is looked for, whatever else is said of them. */
export function ExcludedSites({ snapshot: { excludedSites } }: { snapshot: Snapshot }) {
  const { run, error } = useIntent();

  async function exclude(site: string): Promise<SiteOutcome> {
    return (await run('exclude-site', { site })) ? 'done' : 'failed';
  }
  return (
    <details class="folded" open={excludedSites.length > 0}>
      <summary>{t('sites_excluded')}</summary>
      <SiteForm
        label={t('sites_exclude')}
        button={t('sites_exclude_button')}
        placeholder="*.example.com"
        read={typedExclusion}
        onSite={exclude}
        error={error}
      />
      <ul class="site-list" aria-label={t('sites_excluded')}>
        {excludedSites.map(({ pattern, byPolicy }) => (
          <Excluded
            key={pattern}
            pattern={pattern}
            byPolicy={byPolicy}
            onInclude={() => void run('include-site', { site: pattern })}
          />
        ))}
      </ul>
    </details>
  );
}

function Excluded(props: { pattern: string; byPolicy: boolean; onInclude: () => void }) {
  const id = useId();
  return (
    <li class="site-row site-row-line">
      <bdi class="site-name" id={id}>
        {siteName(props.pattern)}
      </bdi>
      {props.byPolicy ? (
        <LockNote by="policy" id={`${id}-lock`} />
      ) : (
        <button type="button" class="button button-small" aria-describedby={id} onClick={props.onInclude}>
          {t('sites_remove')}
        </button>
      )}
    </li>
  );
}
