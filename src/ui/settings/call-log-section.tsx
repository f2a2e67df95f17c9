import type { Snapshot } from '../../contract/snapshot';
import { Locked, lockOf } from '../components/locked';
import { ErrorNotice } from '../components/notice';
import { plural, t } from '../messages';
import { useIntent } from '../use-intent';
import { Section } from './section';

const choices = [7, 30, 90, 180, 365, 730];

/** How long finished calls are kept. */
export function CallLogSection({ snapshot }: { snapshot: Snapshot }) {
  const { run, error } = useIntent();
  const { callLogDays } = snapshot.settings;
  // A policy may name any number.
  const offered = [...new Set([...choices, callLogDays])].filter((days) => days > 0).sort((a, b) => a - b);
  return (
    <Section id="call-log" title={t('call_log_title')} intro={t('call_log_intro')}>
      <Locked by={lockOf(snapshot, 'callLogDays')}>
        {(lock) => (
          <label class="field">
            <span>{t('call_log_days')}</span>
            <select
              value={callLogDays}
              {...lock}
              onChange={(event) =>
                void run('save-settings', { callLogDays: Number(event.currentTarget.value) })
              }
            >
              <option value={0}>{t('call_log_days_ever')}</option>
              {offered.map((days) => (
                <option key={days} value={days}>
                  {plural('call_log_days_count', days)}
                </option>
              ))}
            </select>
            <span class="hint">{t('call_log_days_hint')}</span>
          </label>
        )}
      </Locked>
      <ErrorNotice code={error} />
    </Section>
  );
}
