import type { Snapshot } from '../../contract/snapshot';
import { send } from '../background-link';
import { DeviceField } from '../components/device-field';
import { lockOf } from '../components/locked';
import { MicrophoneMeter } from '../components/microphone-meter';
import { t } from '../messages';
import { Step } from './step';

/** Only a tab can ask for the microphone: neither popup nor service worker gets Chrome's question shown. */
export function MicrophoneStep({ snapshot }: { snapshot: Snapshot }) {
  const { microphone, settings } = snapshot;
  const granted = microphone === 'granted';

  return (
    <Step number={1} title={t('welcome_microphone_title')} done={granted}>
      <p class="muted">{t(granted ? 'welcome_microphone_granted' : 'welcome_microphone_text')}</p>
      {microphone === 'denied' && (
        <div class="notice notice-warning">
          <p>{t('welcome_microphone_denied')}</p>
        </div>
      )}
      {microphone === 'missing' && (
        <div class="notice notice-warning">
          <p>{t('microphone_missing')}</p>
        </div>
      )}
      {granted && (
        <DeviceField
          kind="audioinput"
          label={t('microphone_label')}
          chosenId={settings.microphoneId}
          lock={lockOf(snapshot, 'microphoneId')}
          renew={microphone}
          onChange={(microphoneId) => void send('save-settings', { microphoneId }).catch(() => undefined)}
        />
      )}
      <MicrophoneMeter choice={settings} {...(!granted && { startLabel: t('welcome_microphone_allow') })} />
    </Step>
  );
}
