import { useEffect, useState } from 'preact/hooks';
import {
  type AudioDeviceKind,
  type AudioDeviceOption,
  listDevices,
  onDevicesChange,
} from '../devices/audio-devices';

/** What there is to choose from, kept up with what is plugged in; `renew` where a permission may have changed. */
export function useDevices(kind: AudioDeviceKind, chosenId: string, renew: unknown): AudioDeviceOption[] {
  const [options, setOptions] = useState<AudioDeviceOption[]>([]);
  // `renew` is not read: Chrome tells the names once the microphone is allowed.
  useEffect(() => {
    let wanted = true;
    const list = () =>
      void listDevices(kind, chosenId).then((found) => {
        if (wanted) setOptions(found);
      });
    list();
    const stop = onDevicesChange(list);
    return () => {
      wanted = false;
      stop();
    };
  }, [kind, chosenId, renew]);
  return options;
}
