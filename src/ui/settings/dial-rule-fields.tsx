import { useId } from 'preact/hooks';
import type { OwnDialRules } from '../../contract/settings';
import type { DialRules } from '../../domain/dial-rules-settings';
import { type LockedBy, LockNote, lockedBy } from '../components/locked';
import { keyOf, t } from '../messages';
import { DialRuleField } from './dial-rule-field';
import { DIAL_RULE_TEXTS } from './dial-rule-texts';

const SWITCHES = [
  { rule: 'removeAreaCode', id: 'remove-area-code' },
  { rule: 'applyToPlusNumber', id: 'apply-to-plus-number' },
] as const;

interface DialRuleFieldsProps {
  rules: DialRules;
  /** Who has decided, where it is not the user. */
  lock: LockedBy | undefined;
  onChange: (change: Partial<OwnDialRules>) => void;
}

/** The dial rules, to be changed or only to be seen. */
export function DialRuleFields({ rules, lock, onChange }: DialRuleFieldsProps) {
  const noteId = useId();
  return (
    <div class="dial-rules">
      {lock && <LockNote by={lock} id={noteId} />}
      <fieldset aria-label={t('dialling_title')} {...(lock && lockedBy(noteId))}>
        <div class="dial-rule-grid">
          {DIAL_RULE_TEXTS.map((text) => (
            <DialRuleField
              key={text.rule}
              text={text}
              rules={rules}
              locked={lock !== undefined}
              onChange={onChange}
            />
          ))}
        </div>
        {SWITCHES.map(({ rule, id }) => (
          <label key={rule} class="check">
            <input
              type="checkbox"
              checked={rules[rule]}
              onChange={(event) => onChange({ [rule]: event.currentTarget.checked })}
            />
            <span>{t(keyOf('dial_rule', id))}</span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}
