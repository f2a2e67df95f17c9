import { Check, Minus } from 'lucide';
import { useId, useState } from 'preact/hooks';
import { explainDialling } from '../../domain/dial-rules';
import type { DialRules } from '../../domain/dial-rules-settings';
import type { DialExplanation, DialStep } from '../../domain/dial-trace';
import { DialPreview } from '../components/dial-preview';
import { Icon } from '../components/icon';
import { dialReasons } from '../dial-words';
import { keyOf, t } from '../messages';

/** What the rules make of a number, step by step. Nothing is called. */
export function DialTry({ rules }: { rules: DialRules }) {
  const [number, setNumber] = useState('');
  const previewId = useId();
  return (
    <div class="dial-try">
      <label class="field">
        <span>{t('dial_try')}</span>
        <input
          type="text"
          inputMode="tel"
          autoComplete="off"
          spellcheck={false}
          maxLength={256}
          aria-describedby={previewId}
          value={number}
          onInput={(event) => setNumber(event.currentTarget.value)}
        />
      </label>
      <p class="hint">{t('dial_try_hint')}</p>
      <DialPreview id={previewId} number={number} rules={rules} always />
      {number.trim() !== '' && <Steps explanation={explainDialling(number, rules)} />}
    </div>
  );
}

function Steps({ explanation }: { explanation: DialExplanation }) {
  const { steps } = explanation;
  if (explanation.dialed === '') return null;
  return (
    <div>
      <h3>{t('dial_try_steps')}</h3>
      <ol class="dial-steps">
        {steps.map((step, index) => (
          <Step
            key={`${index} ${step.step}`}
            step={step}
            reasons={index === steps.length - 1 ? dialReasons(explanation) : ''}
          />
        ))}
      </ol>
    </div>
  );
}

function Step({ step: { step, applied, number }, reasons }: { step: DialStep; reasons: string }) {
  const words = t(keyOf('dial_step', step));
  return (
    <li class={applied ? 'dial-step dial-step-fits' : 'dial-step'}>
      <span class="dial-step-number">{PLACES[step] ?? step}</span>
      <Icon of={applied ? Check : Minus} size={16} />
      <span>
        {reasons === '' ? words : t('dial_kind_because', words, reasons)}{' '}
        {applied ? (
          <span class="dial-step-result">
            <span aria-hidden="true">→</span>
            <span class="visually-hidden">{t('dial_step_becomes')}</span> <b>{number}</b>
          </span>
        ) : (
          <span class="visually-hidden">{t('dial_step_passed')}</span>
        )}
      </span>
    </li>
  );
}

/** The steps that have a name where the others have a number. */
const PLACES: Partial<Record<DialStep['step'], string>> = {
  off: '0',
  cleaned: '1',
  uri: '1',
  name: '1',
  emergency: '2',
  feature: '3',
};
