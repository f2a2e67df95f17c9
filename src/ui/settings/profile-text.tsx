import { FileUp } from 'lucide';
import { useRef } from 'preact/hooks';
import type { ProfileProblem } from '../../domain/profile-problem';
import { looksLikeSettingsFile } from '../../domain/settings-46xx';
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
            showing={(problem) =>
              isIn(text, problem) ? () => area.current && showIn(area.current, problem) : undefined
            }
          />
        )}
      </div>
    </form>
  );
}

/** Whether it is about this text, and not about a settings file that it leads to. */
function isIn(text: string, { file }: ProfileProblem): boolean {
  return file === undefined || looksLikeSettingsFile(text);
}

function showIn(area: HTMLTextAreaElement, { line = 1, column, found }: ProfileProblem): void {
  const { start, end } = rangeAt(area.value, { line, column, found });
  area.focus();
  area.setSelectionRange(start, end);
  // Chrome selects without bringing the selection into view.
  area.scrollTop = heightOf(area, area.value.slice(0, start)) - area.clientHeight / 2;
}

/** How high a text stands in an area of that width, in CSS pixels. */
function heightOf(area: HTMLTextAreaElement, text: string): number {
  const twin = area.cloneNode() as HTMLTextAreaElement;
  twin.value = text;
  twin.style.height = '0';
  area.after(twin);
  const { scrollHeight } = twin;
  twin.remove();
  return scrollHeight;
}
