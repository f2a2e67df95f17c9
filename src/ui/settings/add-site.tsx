import { requestHost } from '../host-permission';
import { t } from '../messages';
import { useIntent } from '../use-intent';
import { SiteForm, type SiteOutcome } from './site-form';
import { typedSite } from './typed-site';

/** One more site: Chrome asks whether Ringtab may, and nothing happens without that. */
export function AddSite() {
  const { run, error } = useIntent();

  async function add(site: string): Promise<SiteOutcome> {
    if (!(await requestHost(site))) return 'refused';
    return (await run('save-site', { site, links: true, numbers: false })) ? 'done' : 'failed';
  }
  return (
    <SiteForm
      label={t('sites_add')}
      button={t('sites_add_button')}
      placeholder="crm.example.com"
      read={typedSite}
      onSite={add}
      error={error}
    />
  );
}
