import type { MicrophoneChoice, MicrophoneProcessing } from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import { deviceIdFor } from './audio-devices';

export type MicrophoneState = 'granted' | 'prompt' | 'denied' | 'missing';

/**
 * What getUserMedia is asked for. A chosen device that is gone is no error: `ideal` takes another one.
 *
 * @param deviceId of `enumerateDevices`; '' is the system's default
 */
export function microphoneConstraints(
  deviceId: string,
  { echoCancellation = true, noiseSuppression = true, autoGainControl = true }: MicrophoneProcessing = {},
): MediaStreamConstraints {
  const device = deviceId ? { deviceId: { ideal: deviceId } } : {};
  return { audio: { ...device, echoCancellation, noiseSuppression, autoGainControl }, video: false };
}

/**
 * Opens a microphone: the chosen one, or the default when that one is gone.
 *
 * @throws PhoneError 'microphone-denied', 'microphone-missing' or 'microphone-failed'
 */
export async function openMicrophone(choice: MicrophoneChoice): Promise<MediaStreamTrack> {
  return openDevice(await deviceIdFor('audioinput', choice.microphoneId), choice);
}

/**
 * Opens this device, or the default when that fails.
 *
 * @param deviceId of `enumerateDevices`; '' is the system's default
 * @throws PhoneError 'microphone-denied', 'microphone-missing' or 'microphone-failed'
 */
export async function openDevice(deviceId: string, choice: MicrophoneProcessing): Promise<MediaStreamTrack> {
  try {
    return await firstTrack(microphoneConstraints(deviceId, choice));
  } catch (thrown) {
    const error = toMicrophoneError(thrown);
    if (!deviceId || error.code === 'microphone-denied') throw error;
  }
  try {
    return await firstTrack(microphoneConstraints('', choice));
  } catch (thrown) {
    throw toMicrophoneError(thrown);
  }
}

/** Chrome keeps every answer it has given for as long as the page is open, so each page asks once. */
const asked = new WeakMap<Permissions, PermissionStatus>();

/** The microphone's permission; its `state` is always that of the moment. */
export async function microphonePermission(): Promise<PermissionStatus> {
  const { permissions } = navigator;
  const known = asked.get(permissions) ?? (await permissions.query({ name: 'microphone' }));
  asked.set(permissions, known);
  return known;
}

/** The microphone's permission and presence, without asking anybody. */
export async function microphoneState(): Promise<MicrophoneState> {
  const permission = await microphonePermission();
  if (permission.state === 'denied') return 'denied';
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.some(({ kind }) => kind === 'audioinput') ? permission.state : 'missing';
}

async function firstTrack(constraints: MediaStreamConstraints): Promise<MediaStreamTrack> {
  const stream = await navigator.mediaDevices.getUserMedia(constraints);
  const [track] = stream.getAudioTracks();
  if (!track) throw new PhoneError('microphone-missing');
  return track;
}

/** A rejection of getUserMedia (W3C Media Capture, section 10.2) in our own words. */
function toMicrophoneError(thrown: unknown): PhoneError {
  if (thrown instanceof PhoneError) return thrown;
  const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return new PhoneError('microphone-denied', message);
    case 'NotFoundError':
    case 'OverconstrainedError':
      return new PhoneError('microphone-missing', message);
    default:
      return new PhoneError('microphone-failed', `${name}: ${message}`);
  }
}
