import { Volume2 } from 'lucide';
import { useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { playSpeakerTest } from '../../devices/speaker-test';
import { send } from '../background-link';
import { BusyButton } from '../components/busy-button';
import { DeviceField } from '../components/device-field';
import { Icon } from '../components/icon';
import { lockOf } from '../components/locked';
import { t } from '../messages';
import { Step } from './step';

export function SpeakerStep({ snapshot }: { snapshot: Snapshot }) {
  const { settings, microphone } = snapshot;
  const [state, setState] = useState<'untested' | 'playing' | 'played'>('untested');

  async function test(): Promise<void> {
    setState('playing');
    await playSpeakerTest(settings.speakerId).finally(() => setState('played'));
  }
  return (
    <Step number={2} title={t('welcome_speaker_title')} done={state === 'played'}>
      <p class="muted">{t('welcome_speaker_text')}</p>
      <DeviceField
        kind="audiooutput"
        label={t('speaker_label')}
        chosenId={settings.speakerId}
        lock={lockOf(snapshot, 'speakerId')}
        renew={microphone}
        onChange={(speakerId) => void send('save-settings', { speakerId }).catch(() => undefined)}
      >
        <BusyButton class="button" busy={state === 'playing'} onClick={() => void test()}>
          <Icon of={Volume2} size={18} />
          {t('speaker_test')}
        </BusyButton>
      </DeviceField>
      <p class="muted" aria-live="polite">
        {state === 'played' && t('welcome_speaker_played')}
      </p>
    </Step>
  );
}
