import { LoaderCircle } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { t } from '../messages';
import { type IntentState, useIntent } from '../use-intent';
import { Icon } from './icon';
import { Locked, lockOf } from './locked';
import { ErrorNotice } from './notice';
import { Refusal } from './refusal';

/** The fields outlive a refusal: what was typed stands there to be mended. */
interface Fields {
  profileId: string;
  user: string;
  password: string;
  /** Undefined until the user has said: then what was said last, or the default that a policy may still bring. */
  staySignedIn: boolean | undefined;
}

/** @param props.headless where the heading stands around it already */
export function SignIn({ snapshot, headless = false }: { snapshot: Snapshot; headless?: boolean }) {
  const intent = useIntent();
  const [fields, setFields] = useState<Fields>(() => remembered(snapshot));
  const { profiles, lastSignIn } = snapshot;
  const lastProfileId = lastSignIn?.profileId;
  const stayLock = lockOf(snapshot, 'staySignedIn');
  const stayedLast = stayLock ? undefined : (fields.staySignedIn ?? lastSignIn?.staySignedIn);
  const staySignedIn = stayedLast ?? snapshot.settings.staySignedIn;

  // A profile may be replaced while the form is open.
  useEffect(() => {
    const isThere = (profileId: string | undefined) => profiles.some(({ id }) => id === profileId);
    if (isThere(fields.profileId)) return;
    const other = isThere(lastProfileId) ? lastProfileId : profiles[0]?.id;
    setFields((old) => ({ ...old, profileId: other ?? '' }));
  }, [profiles, fields.profileId, lastProfileId]);

  if (snapshot.registration.state === 'signing-in') {
    return <SigningIn snapshot={snapshot} intent={intent} />;
  }
  return (
    <form
      class="sign-in"
      onSubmit={(event) => {
        event.preventDefault();
        void intent.run('sign-in', { ...fields, staySignedIn });
      }}
    >
      {!headless && <h1>{t('sign_in')}</h1>}
      <Refusal snapshot={snapshot} intent={intent} />
      <SystemField
        snapshot={snapshot}
        profileId={fields.profileId}
        onChange={(profileId) => setFields({ ...fields, profileId })}
      />
      <label class="field">
        <span>{t('extension')}</span>
        <input
          value={fields.user}
          required
          maxLength={128}
          autoComplete="username"
          spellcheck={false}
          onInput={(event) => setFields({ ...fields, user: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{t('password')}</span>
        <input
          type="password"
          value={fields.password}
          maxLength={1024}
          autoComplete="current-password"
          onInput={(event) => setFields({ ...fields, password: event.currentTarget.value })}
        />
      </label>
      <Locked by={stayLock}>
        {(lock) => (
          <label class="check">
            <input
              type="checkbox"
              checked={staySignedIn}
              {...lock}
              onChange={(event) => setFields({ ...fields, staySignedIn: event.currentTarget.checked })}
            />
            <span>{t('stay_signed_in')}</span>
          </label>
        )}
      </Locked>
      <button type="submit" class="button button-primary button-wide" disabled={intent.busy}>
        {t('sign_in')}
      </button>
      <ErrorNotice code={intent.error} />
    </form>
  );
}

function SystemField(props: { snapshot: Snapshot; profileId: string; onChange: (id: string) => void }) {
  const { profiles } = props.snapshot;
  const [only] = profiles;
  if (profiles.length === 1 && only) return <p class="muted">{t('sign_in_to', only.name, only.address)}</p>;
  return (
    <label class="field">
      <span>{t('system')}</span>
      <select value={props.profileId} onChange={(event) => props.onChange(event.currentTarget.value)}>
        {profiles.map((profile) => (
          <option key={profile.id} value={profile.id}>
            {profile.name}
          </option>
        ))}
      </select>
    </label>
  );
}

function SigningIn({ snapshot: { identity }, intent }: { snapshot: Snapshot; intent: IntentState }) {
  return (
    <div class="empty">
      <span class="spinner">
        <Icon of={LoaderCircle} size={32} />
      </span>
      <h1>{t('state_signing_in')}</h1>
      {identity && <p class="muted">{t('signing_in_as', identity.user, identity.gatewayHost)}</p>}
      <button type="button" class="button" onClick={() => void intent.run('sign-out', {})}>
        {t('cancel')}
      </button>
    </div>
  );
}

function remembered({ identity, lastSignIn, profiles }: Snapshot): Fields {
  return {
    profileId: identity?.profileId ?? lastSignIn?.profileId ?? profiles[0]?.id ?? '',
    user: identity?.user ?? lastSignIn?.user ?? '',
    password: '',
    staySignedIn: undefined,
  };
}
