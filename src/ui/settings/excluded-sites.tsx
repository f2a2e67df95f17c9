import { useId, useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { siteName } from '../../domain/site';
import { LockNote } from '../components/locked';
import { ErrorNotice } from '../components/notice';
import { t } from '../messages';
import { useIntent } from '../use-intent';
import { typedExclusion } from './typed-site';

/** Sites on which nothing is looked for, whatever else is said of them. */
export function ExcludedSites({ snapshot: { excludedSites } }: { snapshot: Snapshot }) {
  const { run, error } = useIntent();
  const [text, setText] = useState('');
  const [isNoSite, setIsNoSite] = useState(false);
  const problemId = useId();

  async function exclude(): Promise<void> {
    const site = typedExclusion(text);
    setIsNoSite(site === undefined);
    if (site !== undefined && (await run('exclude-site', { site }))) setText('');
  }
  return (
    <details class="folded" open={excludedSites.length > 0}>
      <summary>{t('sites_excluded')}</summary>
      <form
        class="add-site"
        onSubmit={(event) => {
          event.preventDefault();
          void exclude();
        }}
      >
        <div class="field-row">
          <label class="field">
            <span>{t('sites_exclude')}</span>
            <input
              type="text"
              inputMode="url"
              autoComplete="off"
              spellcheck={false}
              maxLength={2048}
              placeholder="*.example.com"
              aria-invalid={isNoSite}
              aria-describedby={problemId}
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="button">
            {t('sites_exclude_button')}
          </button>
        </div>
        <p class="hint dial-wrong" id={problemId} role="alert">
          {isNoSite && t('sites_no_site')}
        </p>
      </form>
      <ul class="site-list" aria-label={t('sites_excluded')}>
        {excludedSites.map(({ pattern, byPolicy }) => (
          <Excluded
            key={pattern}
            pattern={pattern}
            byPolicy={byPolicy}
            onInclude={() => void run('include-site', { site: pattern })}
          />
        ))}
      </ul>
      <ErrorNotice code={error} />
    </details>
  );
}

function Excluded(props: { pattern: string; byPolicy: boolean; onInclude: () => void }) {
  const id = useId();
  return (
    <li class="site-row site-row-line">
      <bdi class="site-name" id={id}>
        {siteName(props.pattern)}
      </bdi>
      {props.byPolicy ? (
        <LockNote by="policy" id={`${id}-lock`} />
      ) : (
        <button type="button" class="button button-small" aria-describedby={id} onClick={props.onInclude}>
          {t('sites_remove')}
        </button>
      )}
    </li>
  );
}
