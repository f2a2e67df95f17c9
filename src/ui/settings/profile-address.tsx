import { useId, useState } from 'preact/hooks';
import type { ProfileFetchResult } from '../../contract/protocol';
import { ErrorNotice } from '../components/notice';
import { t } from '../messages';
import { useIntent } from '../use-intent';
import { ProfileOutcome } from './profile-outcome';

/** The profile at an address, fetched now and each day. */
export function ProfileAddress({ inUse }: { inUse: boolean }) {
  const { run, error, busy } = useIntent();
  const [url, setUrl] = useState('');
  const [result, setResult] = useState<ProfileFetchResult>();
  const about = useId();

  async function fetchIt(): Promise<void> {
    setResult(undefined);
    const done = await run('use-profile-address', { url: url.trim() });
    if (done) setResult(done.value);
  }

  return (
    <form
      class="profile-way"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void fetchIt();
      }}
    >
      <label class="field">
        <span>{t('profile_address')}</span>
        <input
          type="url"
          value={url}
          maxLength={2048}
          autoComplete="off"
          spellcheck={false}
          placeholder={t('profile_address_placeholder')}
          aria-describedby={about}
          onInput={(event) => {
            setUrl(event.currentTarget.value);
            setResult(undefined);
          }}
        />
      </label>
      <div id={about} class="profile-about">
        {!result && <p class="hint">{t('profile_address_hint')}</p>}
        <div class="notice-place" role="alert">
          {result && <ProfileOutcome outcome={result} inUse={inUse} onAllowed={() => void fetchIt()} />}
        </div>
      </div>
      <ErrorNotice code={error} />
      <div class="button-row">
        <button type="submit" class="button button-primary" disabled={busy || url.trim() === ''}>
          {t('profile_address_fetch')}
        </button>
      </div>
    </form>
  );
}
