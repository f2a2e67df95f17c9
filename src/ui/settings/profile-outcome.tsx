import { CircleAlert, CircleCheck, Info } from 'lucide';
import type { ProfileFetchResult } from '../../contract/protocol';
import type { ProfileProblem } from '../../domain/profile-problem';
import { FetchNotice } from '../components/fetch-notice';
import { Icon } from '../components/icon';
import { plural, t } from '../messages';
import { ProfileProblems } from './profile-problems';

interface ProfileOutcomeProps {
  outcome: ProfileFetchResult;
  /** There are profiles in use, which stay when these cannot be used. */
  inUse: boolean;
  /** Chrome lets Ringtab fetch now what it could not: try again. */
  onAllowed(): void;
  /** The text has been changed since. */
  outdated?: boolean;
  /** See `ProfileProblems`. */
  showing?: (problem: ProfileProblem) => (() => void) | undefined;
}

/** What became of a profile: how many systems were taken over, and what is to be mended where. */
export function ProfileOutcome({
  outcome,
  inUse,
  onAllowed,
  outdated = false,
  showing,
}: ProfileOutcomeProps) {
  const { accepted, problems, failure } = outcome;
  return (
    <div class="outcome">
      {outdated && <Outdated />}
      {!outdated && (accepted > 0 || !failure) && <Verdict accepted={accepted} inUse={inUse} />}
      {!outdated && failure && <FetchNotice failure={failure} mild={accepted > 0} onAllowed={onAllowed} />}
      {problems.length > 0 && (
        <>
          <p>
            <strong>{plural('profile_problems', problems.length)}</strong>
          </p>
          <ProfileProblems problems={problems} showing={showing} />
        </>
      )}
    </div>
  );
}

function Verdict({ accepted, inUse }: { accepted: number; inUse: boolean }) {
  const good = accepted > 0;
  return (
    <div class={good ? 'notice notice-good' : 'notice notice-error'}>
      <Icon of={good ? CircleCheck : CircleAlert} />
      <p>
        {good
          ? plural('profiles_accepted', accepted)
          : t(inUse ? 'profiles_refused_kept' : 'profiles_refused')}
      </p>
    </div>
  );
}

function Outdated() {
  return (
    <div class="notice notice-neutral">
      <Icon of={Info} />
      <p>{t('profile_text_changed')}</p>
    </div>
  );
}
