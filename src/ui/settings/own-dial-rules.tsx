import { useEffect, useState } from 'preact/hooks';
import type { OwnDialRules, Settings } from '../../contract/settings';
import { ErrorNotice } from '../components/notice';
import { t } from '../messages';
import { useIntent } from '../use-intent';
import { DialRuleFields } from './dial-rule-fields';

/** The user's own rules, where the administrator leaves them to people; each change is kept at once. */
export function OwnDialRulesForm({ settings: { dialRules } }: { settings: Settings }) {
  const { run, error } = useIntent();
  // What was changed last counts for the next change, also while it is still being kept.
  const [rules, setRules] = useState<OwnDialRules>(dialRules);
  const kept = JSON.stringify(dialRules);
  useEffect(() => setRules(dialRules), [kept]);

  function change(part: Partial<OwnDialRules>): void {
    const next = { ...rules, ...part };
    setRules(next);
    void run('save-settings', { dialRules: next }).then((saved) => {
      if (!saved) setRules(dialRules);
    });
  }
  return (
    <>
      <div>
        <label class="check">
          <input
            type="checkbox"
            checked={rules.mode === 'user'}
            onChange={(event) => change({ mode: event.currentTarget.checked ? 'user' : 'off' })}
          />
          <span>{t('dialling_own')}</span>
        </label>
        <p class="hint">{t('dialling_own_hint')}</p>
      </div>
      {rules.mode === 'user' && <DialRuleFields rules={rules} lock={undefined} onChange={change} />}
      <ErrorNotice code={error} />
    </>
  );
}
