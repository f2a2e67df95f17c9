import { Download } from 'lucide';
import type { Snapshot } from '../../contract/snapshot';
import { BusyButton } from '../components/busy-button';
import { Icon } from '../components/icon';
import { ErrorNotice } from '../components/notice';
import { t } from '../messages';
import { saveAs } from '../save-as';
import { useIntent } from '../use-intent';
import { Section } from './section';

export function LogsSection({ snapshot: { logDownload } }: { snapshot: Snapshot }) {
  const { run, error, busy } = useIntent();
  if (!logDownload) return null;

  async function download(): Promise<void> {
    const done = await run('download-logs', {});
    if (done) saveAs(done.value.fileName, [done.value.text]);
  }
  return (
    <Section id="logs" title={t('logs_title')} intro={t('logs_intro')}>
      <div class="button-row">
        <BusyButton class="button" busy={busy} onClick={() => void download()}>
          <Icon of={Download} size={18} />
          {t('logs_download')}
        </BusyButton>
      </div>
      <ErrorNotice code={error} />
    </Section>
  );
}
