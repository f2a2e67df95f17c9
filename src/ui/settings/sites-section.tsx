import type { Snapshot } from '../../contract/snapshot';
import { t } from '../messages';
import { AddSite } from './add-site';
import { ExcludedSites } from './excluded-sites';
import { Section } from './section';
import { SiteRow } from './site-row';

/** The sites on which Ringtab looks for numbers to call, and those on which it never does. */
export function SitesSection({ snapshot }: { snapshot: Snapshot }) {
  const { sites } = snapshot;
  return (
    <Section id="sites" title={t('sites_title')} intro={t('sites_intro')}>
      <AddSite />
      {sites.length > 0 && (
        <ul class="site-list" aria-label={t('sites_list')}>
          {sites.map((site) => (
            <SiteRow key={site.pattern} site={site} />
          ))}
        </ul>
      )}
      <ExcludedSites snapshot={snapshot} />
    </Section>
  );
}
