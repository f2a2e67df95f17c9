import { useEffect } from 'preact/hooks';
import { onDevicesChange } from '../devices/audio-devices';
import { microphoneState } from '../devices/microphone-access';
import { send } from './background-link';

/** A permission given or refused here is news to the phone; a report that gets lost is made up for at the next call. */
export async function reportMicrophone(): Promise<void> {
  await send('microphone-changed', { state: await microphoneState() }).catch(() => undefined);
}

/** Reports the microphone as it is now, and each time that its permission or its presence changes. */
export function useMicrophoneReports(): void {
  useEffect(() => {
    const report = () => void reportMicrophone();
    const stopped = new AbortController();
    report();
    void navigator.permissions
      .query({ name: 'microphone' })
      .then((permission) => permission.addEventListener('change', report, { signal: stopped.signal }));
    const stopDevices = onDevicesChange(report);
    return () => {
      stopped.abort();
      stopDevices();
    };
  }, []);
}
