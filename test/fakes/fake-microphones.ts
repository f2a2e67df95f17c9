/** A track that knows whether it was stopped, and that can be unplugged. */
export class FakeTrack extends EventTarget {
  readonly kind = 'audio';
  enabled = true;
  stopped = false;

  constructor(readonly deviceId: string) {
    super();
  }

  stop(): void {
    this.stopped = true;
  }

  unplug(): void {
    this.dispatchEvent(new Event('ended'));
  }
}

/** `navigator` with microphones that tests plug in and out. */
export class FakeMicrophones extends EventTarget {
  readonly permission = Object.assign(new EventTarget(), { state: 'granted' as PermissionState });
  readonly opened: FakeTrack[] = [];
  /** The names of getUserMedia errors to come, first in, first out. */
  readonly failures: string[] = [];

  constructor(public plugged: string[]) {
    super();
  }

  readonly getUserMedia = async ({ audio }: { audio: { deviceId?: { ideal: string } } }) => {
    const failure = this.permission.state === 'denied' ? 'NotAllowedError' : this.failures.shift();
    if (failure) throw rejection(failure);
    const wanted = audio.deviceId?.ideal;
    const deviceId = wanted && this.plugged.includes(wanted) ? wanted : this.plugged[0];
    if (deviceId === undefined) throw rejection('NotFoundError');
    const track = new FakeTrack(deviceId);
    this.opened.push(track);
    return { getAudioTracks: () => [track] };
  };

  readonly enumerateDevices = async () =>
    this.plugged.map((deviceId) => ({ deviceId, kind: 'audioinput', label: deviceId, groupId: '' }));

  plug(...deviceIds: string[]): void {
    this.plugged = deviceIds;
    this.dispatchEvent(new Event('devicechange'));
  }

  permit(state: PermissionState): void {
    this.permission.state = state;
    this.permission.dispatchEvent(new Event('change'));
  }
}

/** Makes them the global navigator's. */
export function installFakeMicrophones(...plugged: string[]): FakeMicrophones {
  const microphones = new FakeMicrophones(plugged);
  const navigator = { mediaDevices: microphones, permissions: { query: async () => microphones.permission } };
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  return microphones;
}

/** A DOMException of Node is no Error inside jest's realm; in Chrome it is one. */
function rejection(name: string): Error {
  return Object.assign(new Error('no'), { name });
}
