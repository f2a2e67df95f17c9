import type { ImportProgress } from '../../../domain/import-job';
import { BusyButton } from '../../components/busy-button';
import { ErrorNotice } from '../../components/notice';
import { keyOf, plural, t, textLanguage } from '../../messages';
import { useIntent } from '../../use-intent';
import { BadRows } from './bad-rows';

/** How far a file has come, what came of it, and what can be done about that. */
export function ImportOutcome({ progress }: { progress: ImportProgress }) {
  const { run, error, busy } = useIntent();
  const { state, share, fileName, counts } = progress;
  const works = state === 'running' || state === 'undoing';
  return (
    <section class="import-outcome" aria-labelledby="import-state">
      <h3 id="import-state" aria-live="polite">
        {stateOf(progress)}
      </h3>
      {works && (
        <div class="import-progress">
          <progress value={share} aria-label={stateOf(progress)} />
          <span>{new Intl.NumberFormat(textLanguage(), { style: 'percent' }).format(share)}</span>
        </div>
      )}
      {state !== 'undoing' && (
        <ul class="import-counts">
          <li>{plural('import_added', counts.added)}</li>
          {counts.merged > 0 && <li>{plural('import_merged', counts.merged)}</li>}
          {counts.unchanged > 0 && <li>{plural('import_unchanged', counts.unchanged)}</li>}
          {counts.bad > 0 && works && <li>{plural('import_bad', counts.bad)}</li>}
        </ul>
      )}
      {counts.bad > 0 && !works && <BadRows key={counts.bad} count={counts.bad} fileName={fileName} />}
      <ErrorNotice code={error} />
      <div class="button-row">
        {state === 'running' && (
          <button type="button" class="button" onClick={() => void run('cancel-import', {})}>
            {t('import_cancel')}
          </button>
        )}
        {state === 'stopped' && progress.stop !== 'no-header' && progress.stop !== 'file-gone' && (
          <BusyButton class="button button-primary" busy={busy} onClick={() => void run('resume-import', {})}>
            {t('import_resume')}
          </BusyButton>
        )}
        {!works && (
          <>
            <BusyButton
              class={state === 'done' ? 'button button-primary' : 'button'}
              busy={busy}
              onClick={() => void run('dismiss-import', {})}
            >
              {t('import_dismiss')}
            </BusyButton>
            {counts.added + counts.merged > 0 && (
              <BusyButton class="button" busy={busy} onClick={() => void run('undo-import', {})}>
                {t('import_undo')}
              </BusyButton>
            )}
          </>
        )}
      </div>
    </section>
  );
}

function stateOf({ state, stop = 'cancelled', fileName }: ImportProgress): string {
  if (state === 'stopped') return t(keyOf('import_stopped', stop), fileName);
  return t(keyOf('import_state', state), fileName);
}
