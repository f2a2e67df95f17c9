import { CircleAlert } from 'lucide';
import { useEffect, useId, useState } from 'preact/hooks';
import type { ProfileFetchResult } from '../../contract/protocol';
import { type ProfileAddress, profileAddressOfEmail } from '../../domain/profile-email';
import type { FetchFailureCode } from '../../domain/profile-source';
import { forgetAskedEmail, keepAskedEmail, takeAskedEmail } from '../asked-email';
import { hasHost, hostOf, requestHost } from '../host-permission';
import { t } from '../messages';
import { ProfileOutcome } from '../settings/profile-outcome';
import { useIntent } from '../use-intent';
import { Icon } from './icon';
import { ErrorNotice } from './notice';

type Outcome =
  | { kind: 'invalid' }
  | { kind: 'denied'; domain: string }
  | { kind: 'fetched'; result: ProfileFetchResult };

/** The way that needs nothing from an administrator: the company's domain is asked for its profile. */
export function ProfileEmail({ inUse }: { inUse: boolean }) {
  const { run, error, busy } = useIntent();
  const [email, setEmail] = useState('');
  const [asking, setAsking] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const about = useId();
  const address = profileAddressOfEmail(email);

  async function find(wanted: string, { url }: ProfileAddress): Promise<void> {
    const done = await run('use-profile-address', { url, email: wanted.trim() });
    if (done) setOutcome({ kind: 'fetched', result: done.value });
  }
  async function findIfAllowed(found: ProfileAddress, answer: Promise<boolean>): Promise<void> {
    keepAskedEmail(email, Date.now());
    setAsking(true);
    const allowed = await answer;
    setAsking(false);
    forgetAskedEmail();
    if (allowed) await find(email, found);
    else setOutcome({ kind: 'denied', domain: found.domain });
  }

  useEffect(() => {
    const asked = takeAskedEmail(Date.now());
    const found = asked === undefined ? undefined : profileAddressOfEmail(asked);
    if (asked === undefined || !found) return;
    setEmail(asked);
    void hasHost(found.origin).then((allowed) => {
      if (allowed) void find(asked, found);
    });
  }, []);

  return (
    <form
      class="profile-way"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setOutcome(address ? undefined : { kind: 'invalid' });
        // Before anything else is waited for: Chrome takes the request only from the click itself.
        if (address) void findIfAllowed(address, requestHost(address.origin));
      }}
    >
      <label class="field">
        <span>{t('profile_email')}</span>
        <input
          type="email"
          value={email}
          autoComplete="email"
          spellcheck={false}
          placeholder={t('profile_email_placeholder')}
          aria-describedby={about}
          aria-invalid={outcome?.kind === 'invalid'}
          onInput={(event) => {
            setEmail(event.currentTarget.value);
            setOutcome(undefined);
          }}
        />
      </label>
      {/* Where the hint stood, so that the button stays in sight. */}
      <div id={about} class="profile-about">
        {!outcome && (
          <p class="hint">{t('profile_email_hint', address?.domain ?? t('profile_email_company'))}</p>
        )}
        <div class="notice-place" role="alert">
          {outcome && (
            <EmailOutcome
              outcome={outcome}
              inUse={inUse}
              onAllowed={() => address && void find(email, address)}
            />
          )}
        </div>
      </div>
      <ErrorNotice code={error} />
      <div class="button-row">
        <button type="submit" class="button button-primary" disabled={busy || asking}>
          {t('profile_email_find')}
        </button>
      </div>
    </form>
  );
}

function EmailOutcome(props: { outcome: Outcome; inUse: boolean; onAllowed(): void }) {
  const { outcome, inUse, onAllowed } = props;
  if (outcome.kind === 'invalid') return <Failed>{t('profile_email_invalid')}</Failed>;
  if (outcome.kind === 'denied') return <Failed>{t('host_denied', outcome.domain)}</Failed>;
  const { result } = outcome;
  if (result.failure && isNothingThere(result)) {
    return <Failed>{t('profile_email_none', hostOf(result.failure.url))}</Failed>;
  }
  return <ProfileOutcome outcome={result} inUse={inUse} onAllowed={onAllowed} />;
}

const notThere: readonly FetchFailureCode[] = ['not-found', 'refused', 'redirected', 'too-long', 'not-text'];

/** A web server, but no profile on it: many answer every question with a page for people. */
function isNothingThere({ failure, problems }: ProfileFetchResult): boolean {
  if (!failure) return false;
  const isPage = problems.some(({ code }) => code === 'json-not-json' || code === 'json-empty');
  return notThere.includes(failure.code) || (failure.code === 'no-profile' && isPage);
}

function Failed({ children }: { children: string }) {
  return (
    <div class="notice notice-error">
      <Icon of={CircleAlert} />
      <p>{children}</p>
    </div>
  );
}
