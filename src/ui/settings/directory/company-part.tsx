import { RefreshCw } from 'lucide';
import type { CompanyDirectoryState } from '../../../contract/company-directory';
import { BusyButton } from '../../components/busy-button';
import { FetchNotice } from '../../components/fetch-notice';
import { Icon } from '../../components/icon';
import { ErrorNotice } from '../../components/notice';
import { hostOf } from '../../host-permission';
import { keyOf, plural, t } from '../../messages';
import { useIntent } from '../../use-intent';
import { useNow } from '../../use-now';
import { when } from '../../when';

/** The company's directory: where it comes from, how old it is, and what became of the last look for a newer one. */
export function CompanyPart({ company }: { company: CompanyDirectoryState }) {
  const { run, error, busy } = useIntent();
  const now = useNow();
  const { url, by, receivedAt, checkedAt, count, skipped, failure } = company;
  const host = hostOf(url);
  const refresh = () => void run('refresh-directory', {});
  return (
    <section class="directory-part" aria-labelledby="company-title">
      <h3 id="company-title">{t('company_title')}</h3>
      <p>
        {receivedAt === undefined ? expected(company) : t('company_from', host, when(receivedAt, now))}{' '}
        {receivedAt !== undefined && plural('company_count', count)}
        {receivedAt === undefined && count > 0 && plural('company_earlier', count)}{' '}
        {skipped > 0 && plural('company_skipped', skipped)}
      </p>
      <p class="muted">
        {t(keyOf('company_by', by))}{' '}
        {checkedAt !== undefined && checkedAt !== receivedAt && t('company_checked', when(checkedAt, now))}
      </p>
      <div role="status">
        {failure && (
          <FetchNotice directory failure={failure} mild={receivedAt !== undefined} onAllowed={refresh}>
            {receivedAt !== undefined && t('company_kept', when(receivedAt, now))}{' '}
            {t('profile_tried', when(failure.at, now))}
          </FetchNotice>
        )}
      </div>
      <div class="button-row">
        <BusyButton class="button" busy={busy} onClick={refresh}>
          <Icon of={RefreshCw} size={18} />
          {t('company_refresh')}
        </BusyButton>
      </div>
      <ErrorNotice code={error} />
    </section>
  );
}

/** Where nothing can be, nothing is waited for. */
function expected({ url, failure }: CompanyDirectoryState): string {
  return failure?.code === 'address-invalid' ? '' : t('company_expected', hostOf(url));
}
