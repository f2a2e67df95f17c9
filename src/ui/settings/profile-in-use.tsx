import { RefreshCw } from 'lucide';
import { useState } from 'preact/hooks';
import type { ProfileFetchResult } from '../../contract/protocol';
import type { ProfileSummary, Snapshot } from '../../contract/snapshot';
import { isSetByPolicy, type ProfileSource } from '../../domain/profile-source';
import { BusyButton } from '../components/busy-button';
import { Icon } from '../components/icon';
import { LockNote } from '../components/locked';
import { ErrorNotice } from '../components/notice';
import { isFetched } from '../is-fetched';
import { plural, t } from '../messages';
import { useIntent } from '../use-intent';
import { ForgetProfile } from './forget-profile';
import { ProfileProblems } from './profile-problems';
import { ProfileSourceLine } from './profile-source-line';

interface ProfileInUseProps {
  snapshot: Snapshot;
  source: ProfileSource;
  /** It is a text that has come since this screen was opened. */
  broughtHere: boolean;
}

/** The systems one can sign in to, where they come from, and what can be done about that. */
export function ProfileInUse({ snapshot, source, broughtHere }: ProfileInUseProps) {
  const { run, error, busy } = useIntent();
  const [result, setResult] = useState<ProfileFetchResult>();
  const { profiles } = snapshot;
  const byPolicy = isSetByPolicy(source.kind);
  const inUse = profiles.length > 0;

  async function check(): Promise<void> {
    setResult(undefined);
    setResult((await run('refresh-profiles', {}))?.value);
  }

  return (
    <div class="in-use">
      {inUse && <h3>{t('profiles_in_use')}</h3>}
      <ProfileList profiles={profiles} />
      <ProfileSourceLine source={source} inUse={inUse} onRetry={() => void check()} />
      {byPolicy && <LockNote by="policy" id="profile-lock" />}
      <SourceProblems source={source} inUse={inUse} saidBelow={broughtHere} />
      <div class="button-row">
        {isFetched(source) && (
          <BusyButton class="button" busy={busy} onClick={() => void check()}>
            <Icon of={RefreshCw} size={18} />
            {t('profile_check_now')}
          </BusyButton>
        )}
        {!byPolicy && (
          <ForgetProfile snapshot={snapshot} busy={busy} onForget={() => void run('forget-profiles', {})} />
        )}
      </div>
      <ErrorNotice code={error} />
      <p class="muted" aria-live="polite">
        {result && !result.failure && !source.newestRefused && result.accepted > 0 && t('profile_current')}
      </p>
    </div>
  );
}

function ProfileList({ profiles }: { profiles: ProfileSummary[] }) {
  if (profiles.length === 0) return null;
  return (
    <ul class="profile-list">
      {profiles.map((profile) => (
        <li key={profile.id}>
          <strong>{profile.name}</strong>
          <span class="muted">{profile.address}</span>
        </li>
      ))}
    </ul>
  );
}

interface SourceProblemsProps {
  source: ProfileSource;
  inUse: boolean;
  /** The form that they came from lists them. */
  saidBelow: boolean;
}

/** Shown at once where somebody cannot sign in, or not everywhere, until it is mended. */
function SourceProblems({ source: { problems }, inUse, saidBelow }: SourceProblemsProps) {
  if (problems.length === 0) return null;
  const isPressing = !inUse || problems.some(({ severity }) => severity === 'error');
  return (
    <details class="folded" open={isPressing && !saidBelow}>
      <summary>{plural('profile_problems', problems.length)}</summary>
      <ProfileProblems problems={problems} />
    </details>
  );
}
