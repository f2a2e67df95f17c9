import { FileUp } from 'lucide';
import { useRef } from 'preact/hooks';
import type { ProfileProblem } from '../../domain/profile-problem';
import { Icon } from '../components/icon';
import { ErrorNotice } from '../components/notice';
import { t } from '../messages';
import { ProfileOutcome } from './profile-outcome';
import { rangeAt } from './text-place';
import type { ProfileText as Text } from './use-profile-text';

/** The profile pasted or opened from a file; a finding leads to its place in the text. */
export function ProfileText({ profile, inUse }: { profile: Text; inUse: boolean }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const { text, outcome, outdated, busy } = profile;

  return (
    <form
      class="profile-way"
      onSubmit={(event) => {
        event.preventDefault();
        profile.use();
      }}
    >
      <label class="field">
        <span>{t('profile_text')}</span>
        <textarea
          ref={area}
          rows={12}
          spellcheck={false}
          value={text}
          placeholder={t('profile_placeholder')}
          onInput={(event) => profile.change(event.currentTarget.value)}
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
          onChange={({ currentTarget }) => {
            const [chosen] = currentTarget.files ?? [];
            if (chosen) profile.open(chosen);
            // The same file can be opened again once it has been mended.
            currentTarget.value = '';
          }}
        />
      </div>
      <ErrorNotice code={profile.error} />
      <div aria-live="polite">
        {outcome && (
          <ProfileOutcome
            outcome={outcome}
            inUse={inUse}
            onAllowed={profile.use}
            outdated={outdated}
            onShow={(problem) => area.current && showIn(area.current, problem)}
          />
        )}
      </div>
    </form>
  );
}

function showIn(area: HTMLTextAreaElement, { line = 1, column = 1, found = '' }: ProfileProblem): void {
  const { start, end } = rangeAt(area.value, { line, column, found });
  area.setSelectionRange(start, end);
  // Chrome brings the selection into view only as the text gets the focus.
  area.blur();
  area.focus();
}
