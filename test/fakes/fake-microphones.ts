/** A track that knows whether it was stopped, and that can be unplugged. */
export class FakeTrack extends EventTarget {
  readonly kind = 'audio';
  enabled = true;
  stopped = false;
  readyState: 'live' | 'ended' = 'live';
  readonly clones: FakeTrack[] = [];

  constructor(readonly deviceId: string) {
    super();
  }

  /** It, or a clone of it, is not stopped. */
  get isOpen(): boolean {
    return !this.stopped || this.clones.some(({ isOpen }) => isOpen);
  }

  stop(): void {
    this.stopped = true;
    this.readyState = 'ended';
  }

  clone(): FakeTrack {
    const clone = new FakeTrack(this.deviceId);
    this.clones.push(clone);
    return clone;
  }

  unplug(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

/** `navigator` with microphones that tests plug in and out. */
export class FakeMicrophones extends EventTarget {
  readonly permission = Object.assign(new EventTarget(), { state: 'granted' as PermissionState });
  readonly opened: FakeTrack[] = [];
  /** What each was asked for. */
  readonly wanted: { deviceId?: { ideal: string } }[] = [];
  /** How many were open when each had been opened, however many tracks they had. */
  readonly openAtOnce: number[] = [];
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
    this.wanted.push(audio);
    this.openAtOnce.push(this.opened.filter(({ isOpen }) => isOpen).length);
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
