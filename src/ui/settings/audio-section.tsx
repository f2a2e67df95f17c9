import { Bell, Volume2 } from 'lucide';
import { useState } from 'preact/hooks';
import type { Settings } from '../../contract/settings';
import type { Snapshot } from '../../contract/snapshot';
import { playSpeakerTest } from '../../devices/speaker-test';
import { BusyButton } from '../components/busy-button';
import { DeviceField } from '../components/device-field';
import { Icon } from '../components/icon';
import { Locked, lockOf } from '../components/locked';
import { MicrophoneMeter } from '../components/microphone-meter';
import { ErrorNotice } from '../components/notice';
import { keyOf, t, textLanguage } from '../messages';
import { openWelcome } from '../pages';
import { useIntent } from '../use-intent';
import { HeadsetButtons } from './headset-buttons';
import { Section } from './section';

/** What is done to what the microphone hears. */
const processing = [
  ['echoCancellation', 'echo_cancellation'],
  ['noiseSuppression', 'noise_suppression'],
  ['autoGainControl', 'auto_gain'],
] as const;

/** Which devices calls and ringing use; each choice is kept at once. */
export function AudioSection({ snapshot }: { snapshot: Snapshot }) {
  const { settings, microphone } = snapshot;
  const { run, error } = useIntent();
  const [testing, setTesting] = useState(false);
  const save = (change: Partial<Settings>) => void run('save-settings', change);

  async function testSpeaker(): Promise<void> {
    setTesting(true);
    await playSpeakerTest(settings.speakerId).finally(() => setTesting(false));
  }

  return (
    <Section id="audio" title={t('audio_title')} intro={t('audio_intro')}>
      {microphone !== 'granted' && microphone !== 'unknown' && (
        <div class="notice notice-warning">
          <p>{t(keyOf('microphone', microphone))}</p>
          <button type="button" class="button button-small" onClick={() => void openWelcome()}>
            {t('microphone_set_up')}
          </button>
        </div>
      )}
      <DeviceField
        kind="audioinput"
        label={t('microphone_label')}
        chosenId={settings.microphoneId}
        lock={lockOf(snapshot, 'microphoneId')}
        renew={microphone}
        onChange={(microphoneId) => save({ microphoneId })}
      />
      <MicrophoneMeter choice={settings} />
      <div>
        {processing.map(([key, label]) => (
          <Locked by={lockOf(snapshot, key)} key={key}>
            {(lock) => (
              <label class="check">
                <input
                  type="checkbox"
                  checked={settings[key]}
                  {...lock}
                  onChange={(event) => save({ [key]: event.currentTarget.checked })}
                />
                <span>{t(label)}</span>
              </label>
            )}
          </Locked>
        ))}
      </div>
      <DeviceField
        kind="audiooutput"
        label={t('speaker_label')}
        chosenId={settings.speakerId}
        lock={lockOf(snapshot, 'speakerId')}
        renew={microphone}
        onChange={(speakerId) => save({ speakerId })}
      >
        <BusyButton class="button" busy={testing} onClick={() => void testSpeaker()}>
          <Icon of={Volume2} size={18} />
          {t('speaker_test')}
        </BusyButton>
      </DeviceField>
      <DeviceField
        kind="audiooutput"
        label={t('ringer_label')}
        chosenId={settings.ringerId}
        lock={lockOf(snapshot, 'ringerId')}
        renew={microphone}
        onChange={(ringerId) => save({ ringerId })}
      >
        <button type="button" class="button" onClick={() => void run('play-test-ring', {})}>
          <Icon of={Bell} size={18} />
          {t('ringer_test')}
        </button>
      </DeviceField>
      <Locked by={lockOf(snapshot, 'ringVolume')}>
        {(lock) => (
          <label class="field">
            <span>{t('ring_volume')}</span>
            <span class="range">
              <input
                type="range"
                min={0}
                max={100}
                step={5}
                value={Math.round(settings.ringVolume * 100)}
                {...lock}
                onChange={(event) => save({ ringVolume: event.currentTarget.valueAsNumber / 100 })}
              />
              <output>{percent(settings.ringVolume)}</output>
            </span>
          </label>
        )}
      </Locked>
      <HeadsetButtons />
      <ErrorNotice code={error} />
    </Section>
  );
}

function percent(share: number): string {
  return new Intl.NumberFormat(textLanguage(), { style: 'percent' }).format(share);
}
