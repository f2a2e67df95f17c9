import { useId, useState } from 'preact/hooks';
import type { PhoneErrorCode } from '../../contract/phone-error';
import { ErrorNotice } from '../components/notice';
import { t } from '../messages';

/** `refused`: Chrome was asked, and does not let Ringtab in; `failed`: what went wrong is the form's `error`. */
export type SiteOutcome = 'done' | 'refused' | 'failed';

interface SiteFormProps {
  label: string;
  button: string;
  placeholder: string;
  /** What was typed, as a pattern; undefined when it is no site. */
  read(text: string): string | undefined;
  /** Called right within the person's click. */
  onSite(pattern: string): Promise<SiteOutcome>;
  error: PhoneErrorCode | undefined;
}

/** A field for one site, and what is wrong with what was typed there. */
export function SiteForm({ label, button, placeholder, read, onSite, error }: SiteFormProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<'no-site' | 'refused'>();
  const problemId = useId();

  async function submit(): Promise<void> {
    const pattern = read(text);
    setProblem(pattern === undefined ? 'no-site' : undefined);
    if (pattern === undefined) return;
    const outcome = await onSite(pattern);
    if (outcome === 'done') setText('');
    if (outcome === 'refused') setProblem('refused');
  }
  return (
    <form
      class="add-site"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div class="field-row">
        <label class="field">
          <span>{label}</span>
          <input
            type="text"
            inputMode="url"
            autoComplete="off"
            spellcheck={false}
            maxLength={2048}
            placeholder={placeholder}
            aria-invalid={problem === 'no-site'}
            aria-describedby={problemId}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button">
          {button}
        </button>
      </div>
      <p class="hint dial-wrong" id={problemId} role="alert">
        {problem && t(problem === 'refused' ? 'sites_refused' : 'sites_no_site')}
      </p>
      <ErrorNotice code={error} />
    </form>
  );
}
