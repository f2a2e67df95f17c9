import { ChevronDown } from 'lucide';
import { useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { isSetByPolicy } from '../../domain/profile-source';
import { Icon } from '../components/icon';
import { t } from '../messages';
import { BringProfile } from './bring-profile';
import { ProfileInUse } from './profile-in-use';
import { Section } from './section';

/** The administrator's profile: which one is in use, and the ways to another, unless a policy sets it. */
export function ProfileSection({ snapshot }: { snapshot: Snapshot }) {
  const { profiles, profileSource: source } = snapshot;
  const inUse = profiles.length > 0;
  // Whoever has just brought the first one still sees what came of it.
  const [unfolded, setUnfolded] = useState(!inUse);
  const [openedAt] = useState(Date.now);
  return (
    <Section id="profile" title={t('profile_title')} intro={t('profile_intro')}>
      {source && (
        <ProfileInUse
          snapshot={snapshot}
          source={source}
          broughtHere={source.kind === 'text' && source.receivedAt >= openedAt}
        />
      )}
      {!(source && isSetByPolicy(source.kind)) && (
        <div class="other-profile">
          {inUse ? (
            <button
              type="button"
              class="fold"
              aria-expanded={unfolded}
              aria-controls="bring-profile"
              onClick={() => setUnfolded(!unfolded)}
            >
              <Icon of={ChevronDown} size={18} />
              {t('profile_get_other')}
            </button>
          ) : (
            <h3>{t('profile_get')}</h3>
          )}
          <div id="bring-profile" hidden={inUse && !unfolded}>
            <BringProfile inUse={inUse} />
          </div>
        </div>
      )}
    </Section>
  );
}
