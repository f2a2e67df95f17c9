import { findByName, nameOfChoice } from '../domain/device-choice';

/** One entry of a list of microphones or speakers to choose from. */
export interface AudioDeviceOption {
  /** As in the settings: '' is the system's default, and what was chosen by name is so still. */
  id: string;
  /**
   * 'default' is worded by the screen ("System default: <name>"); 'missing' was chosen once and is not
   * plugged in now.
   */
  kind: 'default' | 'present' | 'missing';
  /** As the system names it, or as it was chosen; '' where Chrome does not tell (no permission yet, or missing). */
  name: string;
}

export type AudioDeviceKind = 'audioinput' | 'audiooutput';

/** Chrome lists these beside the real devices they stand for. */
const aliases = new Set(['', 'default', 'communications']);

/** USB headsets carry their vendor and product number: "Jabra Link (0b0e:24c7)". */
const usbIds = / \([0-9a-f]{4}:[0-9a-f]{4}\)$/i;

/**
 * What to choose from: the default first, then what is plugged in, then a chosen device that is not.
 *
 * @param devices from `enumerateDevices`
 * @param chosenId from the settings
 */
export function deviceOptions(
  devices: readonly MediaDeviceInfo[],
  kind: AudioDeviceKind,
  chosenId: string,
): AudioDeviceOption[] {
  const ofKind = devices.filter((device) => device.kind === kind);
  const real = realOnes(ofKind);
  const chosen = findDevice(real, chosenId);
  const options: AudioDeviceOption[] = [
    { id: '', kind: 'default', name: defaultName(ofKind, real) },
    ...real.map((device) => ({
      id: device === chosen ? chosenId : device.deviceId,
      kind: 'present' as const,
      name: readableName(device),
    })),
  ];
  if (chosenId && !chosen) {
    options.push({ id: chosenId, kind: 'missing', name: nameOfChoice(chosenId) ?? '' });
  }
  return numberTwins(options);
}

/** All of one kind that Chrome lists, its aliases included. */
export async function listedDevices(kind: AudioDeviceKind): Promise<MediaDeviceInfo[]> {
  return (await navigator.mediaDevices.enumerateDevices()).filter((device) => device.kind === kind);
}

/** What a choice that is no '' means, where it is plugged in. */
export function presentDevice(
  ofKind: readonly MediaDeviceInfo[],
  chosenId: string,
): { deviceId: string; name: string } | undefined {
  const found = findDevice(realOnes(ofKind), chosenId);
  return found && { deviceId: found.deviceId, name: readableName(found) };
}

/** What the system's default is at this moment: its name, and what tells it from any other. */
export function defaultDevice(ofKind: readonly MediaDeviceInfo[]): { name: string; device: string } {
  const alias = ofKind.find(({ deviceId }) => deviceId === 'default');
  // Without an alias the first one is the default (W3C Media Capture, enumerateDevices).
  const listed = alias ?? ofKind[0];
  if (!listed) return { name: '', device: '' };
  const name = alias ? defaultName(ofKind, realOnes(ofKind)) : readableName(listed);
  return { name, device: `${listed.groupId} ${listed.label}` };
}

/**
 * The id, on this machine, of what the settings name; '' where nothing of that name is plugged in, or Chrome
 * does not tell names because the microphone is not allowed.
 */
export async function deviceIdFor(kind: AudioDeviceKind, chosenId: string): Promise<string> {
  if (nameOfChoice(chosenId) === undefined) return chosenId;
  return presentDevice(await listedDevices(kind), chosenId)?.deviceId ?? '';
}

/** The options as they are now. */
export async function listDevices(kind: AudioDeviceKind, chosenId: string): Promise<AudioDeviceOption[]> {
  return deviceOptions(await navigator.mediaDevices.enumerateDevices(), kind, chosenId);
}

/** Calls back whenever something is plugged in or out; answers how to stop that. */
export function onDevicesChange(listener: () => void): () => void {
  navigator.mediaDevices.addEventListener('devicechange', listener);
  return () => navigator.mediaDevices.removeEventListener('devicechange', listener);
}

function realOnes(devices: readonly MediaDeviceInfo[]): MediaDeviceInfo[] {
  return devices.filter(({ deviceId }) => !aliases.has(deviceId));
}

function findDevice(devices: readonly MediaDeviceInfo[], chosenId: string): MediaDeviceInfo | undefined {
  const name = nameOfChoice(chosenId);
  if (name === undefined) return devices.find(({ deviceId }) => deviceId === chosenId);
  return findByName(devices, readableName, name) ?? findByName(devices, ({ label }) => label, name);
}

function readableName({ label }: MediaDeviceInfo): string {
  return label.replace(usbIds, '').trim();
}

/** The label of the alias is "Default - ..." in Chrome's own language, so the real device is looked for. */
function defaultName(ofKind: readonly MediaDeviceInfo[], real: readonly MediaDeviceInfo[]): string {
  const alias = ofKind.find(({ deviceId }) => deviceId === 'default');
  const target = alias && real.find(({ groupId }) => groupId !== '' && groupId === alias.groupId);
  return target ? readableName(target) : '';
}

/** Two headsets of one make differ by a number: "Jabra Link", "Jabra Link (2)". */
function numberTwins(options: AudioDeviceOption[]): AudioDeviceOption[] {
  const seen = new Map<string, number>();
  return options.map((option) => {
    if (option.kind !== 'present' || !option.name) return option;
    const count = (seen.get(option.name) ?? 0) + 1;
    seen.set(option.name, count);
    return count === 1 ? option : { ...option, name: `${option.name} (${count})` };
  });
}
