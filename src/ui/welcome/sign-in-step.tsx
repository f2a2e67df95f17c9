import type { Snapshot } from '../../contract/snapshot';
import { noProfileText, ProfileWays } from '../components/no-profile';
import { SignIn } from '../components/sign-in';
import { t } from '../messages';
import { openPhoneWindow } from '../pages';
import { Step } from './step';

export function SignInStep({ snapshot }: { snapshot: Snapshot }) {
  const { registration, identity, profiles } = snapshot;
  const ready = registration.state === 'ready' || registration.state === 'reconnecting';
  return (
    <Step number={3} title={t('welcome_sign_in_title')} done={ready}>
      {ready && identity && (
        <>
          <p class="muted">{t('welcome_signed_in', identity.user, identity.profileName)}</p>
          <button type="button" class="button button-primary" onClick={() => void openPhoneWindow()}>
            {t('welcome_open_phone')}
          </button>
        </>
      )}
      {!ready && profiles.length === 0 && (
        <>
          <p class="muted">{noProfileText(snapshot)}</p>
          <ProfileWays snapshot={snapshot} />
        </>
      )}
      {!ready && profiles.length > 0 && <SignIn snapshot={snapshot} headless />}
    </Step>
  );
}
