import { useEffect, useState } from 'preact/hooks';
import type { Settings } from '../../contract/settings';
import type { Snapshot } from '../../contract/snapshot';
import { forwardTimes, longestRing, redirectTarget, shortestRing } from '../../domain/arrival';
import { Locked, lockOf } from '../components/locked';
import { NumberField } from '../components/number-field';
import { keyOf, t } from '../messages';

interface ForwardFieldsProps {
  snapshot: Snapshot;
  onChange: (change: Partial<Settings>) => void;
}

/** When calls go to another number, to which, and after how long. */
export function ForwardFields({ snapshot, onChange }: ForwardFieldsProps) {
  const { forwardWhen, forwardAfter } = snapshot.settings;
  const waits = forwardWhen === 'unanswered' || forwardWhen === 'busy-or-unanswered';
  return (
    <>
      <Locked by={lockOf(snapshot, 'forwardWhen')}>
        {(lock) => (
          <label class="field">
            <span>{t('forward_when')}</span>
            <select
              value={forwardWhen}
              {...lock}
              onChange={({ currentTarget: { value } }) => {
                const when = forwardTimes.find((one) => one === value);
                if (when) onChange({ forwardWhen: when });
              }}
            >
              {forwardTimes.map((when) => (
                <option key={when} value={when}>
                  {t(keyOf('forward', when))}
                </option>
              ))}
            </select>
          </label>
        )}
      </Locked>
      {forwardWhen !== 'never' && <ForwardTarget snapshot={snapshot} onChange={onChange} />}
      {waits && (
        <Locked by={lockOf(snapshot, 'forwardAfter')}>
          {(lock) => (
            <label class="field">
              <span>{t('forward_after')}</span>
              <input
                type="number"
                min={shortestRing}
                max={longestRing}
                step={1}
                value={forwardAfter}
                {...lock}
                onChange={({ currentTarget: { valueAsNumber } }) => {
                  const seconds = Math.min(Math.max(Math.round(valueAsNumber), shortestRing), longestRing);
                  if (Number.isFinite(seconds)) onChange({ forwardAfter: seconds });
                }}
              />
            </label>
          )}
        </Locked>
      )}
    </>
  );
}

/** The number, and under it what will really be dialled, or why nothing is forwarded. */
function ForwardTarget({ snapshot, onChange }: ForwardFieldsProps) {
  const { settings, dialRules, identity } = snapshot;
  const [written, setWritten] = useState(settings.forwardTo);
  useEffect(() => setWritten(settings.forwardTo), [settings.forwardTo]);
  const self = { user: identity?.user ?? '', domains: identity ? [identity.gatewayHost] : [] };
  const target = redirectTarget(written, dialRules, self);
  const hint = target === undefined ? t('forward_nowhere') : t('dialled_as', target);
  return (
    <Locked by={lockOf(snapshot, 'forwardTo')}>
      {(lock) => (
        <NumberField
          label={t('forward_to')}
          hint={hint}
          value={written}
          lock={lock}
          onInput={setWritten}
          onChange={(text) => onChange({ forwardTo: text.trim() })}
        />
      )}
    </Locked>
  );
}
