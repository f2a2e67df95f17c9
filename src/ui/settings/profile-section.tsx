import { FileUp } from 'lucide';
import { useRef, useState } from 'preact/hooks';
import type { IntentResult } from '../../contract/protocol';
import type { ProfileSummary, Snapshot } from '../../contract/snapshot';
import { Icon } from '../components/icon';
import { ErrorNotice } from '../components/notice';
import { t } from '../messages';
import { useIntent } from '../use-intent';
import { ProfileOutcome } from './profile-outcome';
import { Section } from './section';

/** The administrator's profile: pasted, opened from a file, or dropped on the box. */
export function ProfileSection({ snapshot }: { snapshot: Snapshot }) {
  const { run, error, busy } = useIntent();
  const [text, setText] = useState('');
  const [dragged, setDragged] = useState(false);
  const [outcome, setOutcome] = useState<IntentResult<'load-profiles'>>();
  const file = useRef<HTMLInputElement>(null);

  async function load(profileText: string): Promise<void> {
    setOutcome(undefined);
    const done = await run('load-profiles', { text: profileText });
    if (!done) return;
    setOutcome(done.value);
    if (done.value.accepted > 0 && done.value.problems.length === 0) setText('');
  }
  async function loadFile(chosen: File | undefined): Promise<void> {
    if (!chosen) return;
    const content = await chosen.text();
    setText(content);
    await load(content);
  }

  return (
    <Section id="profile" title={t('profile_title')} intro={t('profile_intro')}>
      <ProfileList profiles={snapshot.profiles} />
      <form
        class={dragged ? 'drop drop-over' : 'drop'}
        onSubmit={(event) => {
          event.preventDefault();
          void load(text);
        }}
        onDragOver={(event) => {
          event.preventDefault();
          setDragged(true);
        }}
        onDragLeave={() => setDragged(false)}
        onDrop={(event) => {
          event.preventDefault();
          setDragged(false);
          void loadFile(event.dataTransfer?.files[0]);
        }}
      >
        <label class="field">
          <span>{t('profile_text')}</span>
          <textarea
            rows={12}
            spellcheck={false}
            value={text}
            placeholder={t('profile_placeholder')}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <div class="button-row">
          <button type="submit" class="button button-primary" disabled={busy || text.trim() === ''}>
            {t('profile_use')}
          </button>
          <button type="button" class="button" disabled={busy} onClick={() => file.current?.click()}>
            <Icon of={FileUp} size={18} />
            {t('profile_open_file')}
          </button>
          <input
            ref={file}
            type="file"
            hidden
            accept=".json,.txt,application/json,text/plain"
            aria-label={t('profile_open_file')}
            onChange={(event) => {
              void loadFile(event.currentTarget.files?.[0]);
              event.currentTarget.value = '';
            }}
          />
        </div>
      </form>
      <ErrorNotice code={error} />
      <div aria-live="polite">
        {outcome && <ProfileOutcome outcome={outcome} inUse={snapshot.profiles.length > 0} />}
      </div>
    </Section>
  );
}

function ProfileList({ profiles }: { profiles: ProfileSummary[] }) {
  if (profiles.length === 0) return null;
  return (
    <div>
      <h3>{t('profiles_in_use')}</h3>
      <ul class="profile-list">
        {profiles.map((profile) => (
          <li key={profile.id}>
            <strong>{profile.name}</strong>
            <span class="muted">{profile.address}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
