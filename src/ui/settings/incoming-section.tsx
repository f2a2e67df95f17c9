import type { Snapshot } from '../../contract/snapshot';
import { ErrorNotice } from '../components/notice';
import { t } from '../messages';
import { useIntent } from '../use-intent';
import { Section } from './section';

export function IncomingSection({ snapshot: { settings } }: { snapshot: Snapshot }) {
  const { run, error } = useIntent();
  return (
    <Section id="incoming" title={t('incoming_title')} intro={t('incoming_intro')}>
      <label class="check">
        <input
          type="checkbox"
          checked={settings.windowOnIncoming}
          onChange={(event) => void run('save-settings', { windowOnIncoming: event.currentTarget.checked })}
        />
        <span>{t('incoming_window')}</span>
      </label>
      <ErrorNotice code={error} />
    </Section>
  );
}
