import { useRef, useState } from 'preact/hooks';
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
  // The arrow keys pass through what nobody wants: what deletes calls waits for a press of its own.
  const [shorter, setShorter] = useState<number>();
  const select = useRef<HTMLSelectElement>(null);
  const lockedBy = lockOf(snapshot, 'callLogDays');
  const shown = lockedBy ? callLogDays : (shorter ?? callLogDays);
  // A policy may name any number.
  const offered = [...new Set([...choices, callLogDays])].filter((days) => days > 0).sort((a, b) => a - b);

  function choose(days: number): void {
    const deletes = days > 0 && (callLogDays === 0 || days < callLogDays);
    setShorter(deletes ? days : undefined);
    if (!deletes && days !== callLogDays) void run('save-settings', { callLogDays: days });
  }
  async function shorten(days: number): Promise<void> {
    if (await run('save-settings', { callLogDays: days })) settle();
  }
  /** The buttons go, and the keyboard goes on where the choice is. */
  function settle(): void {
    setShorter(undefined);
    select.current?.focus();
  }
  return (
    <Section id="call-log" title={t('call_log_title')} intro={t('call_log_intro')}>
      <Locked by={lockedBy}>
        {(lock) => (
          <label class="field">
            <span>{t('call_log_days')}</span>
            <select
              ref={select}
              value={shown}
              {...lock}
              onChange={(event) => choose(Number(event.currentTarget.value))}
            >
              <option value={0}>{t('call_log_days_ever')}</option>
              {offered.map((days) => (
                <option key={days} value={days}>
                  {plural('call_log_days_count', days)}
                </option>
              ))}
            </select>
          </label>
        )}
      </Locked>
      <div class="call-log-shorter" role="status">
        {shown !== callLogDays && (
          <>
            <p>{t('call_log_days_hint')}</p>
            <div class="button-row">
              <button type="button" class="button button-danger" onClick={() => void shorten(shown)}>
                {t('call_log_days_shorten')}
              </button>
              <button type="button" class="button" onClick={settle}>
                {t('cancel')}
              </button>
            </div>
          </>
        )}
      </div>
      <ErrorNotice code={error} />
    </Section>
  );
}
