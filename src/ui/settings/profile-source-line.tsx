import { CircleAlert, Clock } from 'lucide';
import type { ProfileSource } from '../../domain/profile-source';
import { FetchNotice } from '../components/fetch-notice';
import { Icon } from '../components/icon';
import { hostOf } from '../host-permission';
import { keyOf, t } from '../messages';
import { useNow } from '../use-now';
import { when } from '../when';

interface ProfileSourceLineProps {
  source: ProfileSource;
  /** Profiles of it are in use. */
  inUse: boolean;
  /** Fetches again. */
  onRetry(): void;
}

/** Where the profile comes from, how old it is, and what became of the last look for a newer one. */
export function ProfileSourceLine({ source, inUse, onRetry }: ProfileSourceLineProps) {
  const now = useNow();
  const { kind, url, receivedAt, checkedAt, failure, waiting, newestRefused } = source;
  const host = url === undefined ? '' : hostOf(url);
  const nothingYet = kind === 'policy-address' && !inUse;
  return (
    <>
      <p>
        {nothingYet
          ? t('profile_expected', host)
          : t(keyOf('profile_source', kind), when(receivedAt, now), host)}{' '}
        {checkedAt !== undefined && checkedAt !== receivedAt && (
          <span class="muted">{t('profile_checked', when(checkedAt, now))}</span>
        )}
      </p>
      {newestRefused && (
        <div class="notice notice-warning">
          <Icon of={CircleAlert} />
          <p>
            {t('profile_newest_refused')} {t('profile_kept', when(receivedAt, now))}
          </p>
        </div>
      )}
      {waiting && (
        <div class="notice notice-neutral">
          <Icon of={Clock} />
          <p>{t('profile_waiting')}</p>
        </div>
      )}
      {failure && (
        <FetchNotice failure={failure} mild={inUse} onAllowed={onRetry}>
          {inUse && t('profile_kept', when(receivedAt, now))} {t('profile_tried', when(failure.at, now))}
        </FetchNotice>
      )}
    </>
  );
}
