import { Mic, Square } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { MicrophoneChoice } from '../../contract/media-session';
import { type PhoneErrorCode, toPhoneError } from '../../contract/phone-error';
import { openMicrophoneTest } from '../../devices/microphone-test';
import { t } from '../messages';
import { reportMicrophone } from '../report-microphone';
import { Icon } from './icon';
import { ErrorNotice } from './notice';

/** Below this the meter shows nothing but the hiss of a room. */
const HEARD_LEVEL = 0.25;

const TEST_MS = 20_000;

/** Opens the microphone on demand and shows what it hears, as a bar and in words. */
export function MicrophoneMeter({ choice, startLabel }: { choice: MicrophoneChoice; startLabel?: string }) {
  const { microphoneId, echoCancellation = true, noiseSuppression = true, autoGainControl = true } = choice;
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<PhoneErrorCode>();
  const [heard, setHeard] = useState(false);
  const meter = useRef<HTMLMeterElement>(null);

  useEffect(() => {
    if (!running) return;
    let frame = 0;
    let stop = () => {};
    let wanted = true;
    setError(undefined);
    setHeard(false);
    openMicrophoneTest({ microphoneId, echoCancellation, noiseSuppression, autoGainControl })
      .then((test) => {
        stop = () => test.close();
        if (!wanted) return stop();
        const show = () => {
          const level = test.level();
          if (meter.current) meter.current.value = level;
          if (level > HEARD_LEVEL) setHeard(true);
          frame = requestAnimationFrame(show);
        };
        show();
      })
      .catch((thrown: unknown) => {
        setRunning(false);
        setError(toPhoneError(thrown).code);
      })
      .finally(() => void reportMicrophone());
    // Nobody should wonder whether they are still being listened to.
    const end = setTimeout(() => setRunning(false), TEST_MS);
    return () => {
      clearTimeout(end);
      wanted = false;
      cancelAnimationFrame(frame);
      stop();
    };
  }, [running, microphoneId, echoCancellation, noiseSuppression, autoGainControl]);

  return (
    <div class="meter-field">
      <button
        type="button"
        class={startLabel && !running ? 'button button-primary' : 'button'}
        onClick={() => setRunning(!running)}
      >
        <Icon of={running ? Square : Mic} size={18} />
        {running ? t('microphone_test_stop') : (startLabel ?? t('microphone_test'))}
      </button>
      {running && (
        <>
          <meter ref={meter} min={0} max={1} aria-label={t('microphone_level')} />
          <p class="muted" aria-live="polite">
            {t(heard ? 'microphone_heard' : 'microphone_listening')}
          </p>
        </>
      )}
      <ErrorNotice code={error} />
    </div>
  );
}
