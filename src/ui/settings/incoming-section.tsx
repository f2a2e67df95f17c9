import type { Snapshot } from '../../contract/snapshot';
import { Locked, lockOf } from '../components/locked';
import { ErrorNotice } from '../components/notice';
import { t } from '../messages';
import { useIntent } from '../use-intent';
import { ForwardFields } from './forward-fields';
import { Section } from './section';

export function IncomingSection({ snapshot }: { snapshot: Snapshot }) {
  const { run, error } = useIntent();
  return (
    <Section id="incoming" title={t('incoming_title')} intro={t('incoming_intro')}>
      <Locked by={lockOf(snapshot, 'windowOnIncoming')}>
        {(lock) => (
          <label class="check">
            <input
              type="checkbox"
              checked={snapshot.settings.windowOnIncoming}
              {...lock}
              onChange={(event) =>
                void run('save-settings', { windowOnIncoming: event.currentTarget.checked })
              }
            />
            <span>{t('incoming_window')}</span>
          </label>
        )}
      </Locked>
      {snapshot.autoAnswerAllowed && (
        <Locked by={lockOf(snapshot, 'autoAnswer')}>
          {(lock) => (
            <label class="check">
              <input
                type="checkbox"
                checked={snapshot.settings.autoAnswer}
                {...lock}
                onChange={(event) => void run('save-settings', { autoAnswer: event.currentTarget.checked })}
              />
              <span>{t('auto_answer')}</span>
            </label>
          )}
        </Locked>
      )}
      {snapshot.forwardingAllowed && (
        <ForwardFields snapshot={snapshot} onChange={(change) => void run('save-settings', change)} />
      )}
      <ErrorNotice code={error} />
    </Section>
  );
}
