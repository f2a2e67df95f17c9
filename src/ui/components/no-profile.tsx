import { FileText } from 'lucide';
import type { Snapshot } from '../../contract/snapshot';
import { isSetByPolicy } from '../../domain/profile-source';
import { isFetched } from '../is-fetched';
import { t } from '../messages';
import { openSettings } from '../pages';
import { useIntent } from '../use-intent';
import { FetchNotice } from './fetch-notice';
import { Icon } from './icon';
import { ErrorNotice } from './notice';
import { ProfileEmail } from './profile-email';
import { Refusal } from './refusal';

/** The phone before it knows any system to sign in to. */
export function NoProfile({ snapshot }: { snapshot: Snapshot }) {
  const intent = useIntent();
  return (
    <div class="empty no-profile">
      <Refusal snapshot={snapshot} intent={intent} />
      <span class="empty-picture">
        <Icon of={FileText} size={32} />
      </span>
      <h1>{t(isByPolicy(snapshot) ? 'no_profile_policy_title' : 'no_profile_title')}</h1>
      <p class="muted">{noProfileText(snapshot)}</p>
      <ProfileWays snapshot={snapshot} />
    </div>
  );
}

/** What is missing, and from whom it comes. */
export function noProfileText(snapshot: Snapshot): string {
  return t(isByPolicy(snapshot) ? 'no_profile_policy' : 'no_profile_text');
}

/** The easiest way to a profile, and where the others are; nothing but what is wrong where a policy sets it. */
export function ProfileWays({ snapshot }: { snapshot: Snapshot }) {
  if (isByPolicy(snapshot)) return <PolicyWay snapshot={snapshot} />;
  return (
    <div class="profile-ways">
      <ProfileEmail inUse={false} />
      <button type="button" class="link" onClick={openSettings}>
        {t('no_profile_other')}
      </button>
    </div>
  );
}

function PolicyWay({ snapshot: { profileSource } }: { snapshot: Snapshot }) {
  const { run, error, busy } = useIntent();
  const fetchAgain = () => void run('refresh-profiles', {});
  return (
    <div class="profile-ways">
      {profileSource?.failure && <FetchNotice failure={profileSource.failure} onAllowed={fetchAgain} />}
      <div class="button-row">
        {profileSource && isFetched(profileSource) && (
          <button type="button" class="button button-primary" disabled={busy} onClick={fetchAgain}>
            {t('profile_check_now')}
          </button>
        )}
        <button type="button" class="button" onClick={openSettings}>
          {t('no_profile_open_settings')}
        </button>
      </div>
      <ErrorNotice code={error} />
    </div>
  );
}

function isByPolicy({ profileSource }: Snapshot): boolean {
  return profileSource !== undefined && isSetByPolicy(profileSource.kind);
}
