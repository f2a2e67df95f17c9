import { defaultDevice, listedDevices, presentDevice } from './audio-devices';

/** Which microphone a choice means at this moment. */
export interface WantedMicrophone {
  /** What Chrome is to be asked for; '' is the system's default. */
  deviceId: string;
  /** Tells one device from another: behind the default there may be another one tomorrow. */
  device: string;
  /** As people know it; '' where Chrome does not tell. */
  name: string;
  /** The chosen one is not plugged in: the default takes its place. */
  missing: boolean;
}

/** @param chosenId from the settings */
export async function wantedMicrophone(chosenId: string): Promise<WantedMicrophone> {
  const devices = await listedDevices('audioinput');
  const chosen = chosenId === '' ? undefined : presentDevice(devices, chosenId);
  if (chosen)
    return { deviceId: chosen.deviceId, device: chosen.deviceId, name: chosen.name, missing: false };
  const { name, device } = defaultDevice(devices);
  return { deviceId: '', device, name, missing: chosenId !== '' };
}
