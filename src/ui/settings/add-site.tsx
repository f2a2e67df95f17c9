import { useId, useState } from 'preact/hooks';
import { ErrorNotice } from '../components/notice';
import { requestHost } from '../host-permission';
import { t } from '../messages';
import { useIntent } from '../use-intent';
import { typedSite } from './typed-site';

/** One more site: Chrome asks whether Ringtab may, and nothing happens without that. */
export function AddSite() {
  const { run, error } = useIntent();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<'no-site' | 'refused'>();
  const problemId = useId();

  async function add(): Promise<void> {
    const site = typedSite(text);
    if (site === undefined) {
      setProblem('no-site');
      return;
    }
    setProblem(undefined);
    if (!(await requestHost(site))) {
      setProblem('refused');
      return;
    }
    if (await run('save-site', { site, links: true, numbers: false })) setText('');
  }
  return (
    <form
      class="add-site"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <div class="field-row">
        <label class="field">
          <span>{t('sites_add')}</span>
          <input
            type="text"
            inputMode="url"
            autoComplete="off"
            spellcheck={false}
            maxLength={2048}
            placeholder="crm.example.com"
            aria-invalid={problem === 'no-site'}
            aria-describedby={problemId}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button">
          {t('sites_add_button')}
        </button>
      </div>
      <p class="hint dial-wrong" id={problemId} role="alert">
        {problem && t(problem === 'refused' ? 'sites_refused' : 'sites_no_site')}
      </p>
      <ErrorNotice code={error} />
    </form>
  );
}
