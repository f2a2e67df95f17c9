import { useEffect, useId, useState } from 'preact/hooks';
import type { OwnDialRules } from '../../contract/settings';
import type { DialRules } from '../../domain/dial-rules-settings';
import { keyOf, t } from '../messages';
import { type DialRuleText, exampleOfRule, readRule, textOfRule } from './dial-rule-texts';

interface DialRuleFieldProps {
  text: DialRuleText;
  rules: DialRules;
  locked: boolean;
  onChange: (change: Partial<OwnDialRules>) => void;
}

/** One dial rule in a field. What cannot be read stays there, with a sentence, and is not saved. */
export function DialRuleField({ text, rules, locked, onChange }: DialRuleFieldProps) {
  const saved = textOfRule(rules, text);
  const [written, setWritten] = useState(saved);
  const [wrong, setWrong] = useState(false);
  const id = useId();
  const example = exampleOfRule(text);
  useEffect(() => {
    if (!wrong) setWritten(saved);
  }, [saved]);

  function take(entered: string): void {
    const change = readRule(entered, text);
    setWrong(change === undefined);
    if (change) onChange(change);
  }
  return (
    <div class="dial-rule">
      <label class="field">
        <span>{t(keyOf('dial_rule', text.id))}</span>
        <input
          type="text"
          inputMode="tel"
          autoComplete="off"
          spellcheck={false}
          disabled={locked}
          placeholder={locked ? t('dial_rule_unset') : undefined}
          value={written}
          aria-invalid={wrong}
          aria-describedby={locked ? undefined : id}
          onInput={(event) => {
            setWritten(event.currentTarget.value);
            if (wrong && readRule(event.currentTarget.value, text)) setWrong(false);
          }}
          onChange={(event) => take(event.currentTarget.value)}
        />
      </label>
      {!locked && (
        <p class={wrong ? 'hint dial-wrong' : 'hint'} id={id} aria-live="polite">
          {wrong ? t(keyOf('dial_wrong', text.kind), example) : t(keyOf('dial_hint', text.id), example)}
        </p>
      )}
    </div>
  );
}
