import { PhoneError, toPhoneError } from '../contract/phone-error';
import { microphonePermission, openMicrophone } from '../devices/microphone-access';
import type { Logger } from '../log/logger';

export interface CallMicrophoneEvents {
  /** Another track is to be sent from now on. */
  track(track: MediaStreamTrack): Promise<void>;
  /** No microphone is left to fall over to, or none could be opened to begin with. */
  lost(code: MicrophoneLoss): void;
  /** There is one again after it was lost. */
  back(): void;
}

export type MicrophoneLoss = 'microphone-denied' | 'microphone-missing';

/** A microphone that dies at once each time it is opened is given up after so many times. */
const mostRecoveries = 3;

/** The microphone of one call: open from the call's start to its end, on whatever device there is. */
export class CallMicrophone {
  readonly #events: CallMicrophoneEvents;
  readonly #log: Logger;
  readonly #closing = new AbortController();
  #deviceId: string;
  #track: MediaStreamTrack | undefined;
  #started = false;
  #opening: Promise<unknown> = Promise.resolve();
  #recoveries = 0;
  #loss: MicrophoneLoss | undefined;

  constructor(deviceId: string, events: CallMicrophoneEvents, log: Logger) {
    this.#deviceId = deviceId;
    this.#events = events;
    this.#log = log;
  }

  /** Settled when no attempt to open it is under way; never rejects. */
  get opening(): Promise<unknown> {
    return this.#opening;
  }

  get track(): MediaStreamTrack | undefined {
    return this.#track;
  }

  /**
   * @throws PhoneError 'microphone-denied', 'microphone-missing' or 'microphone-failed'; 'media-failed'
   *   when it was closed meanwhile
   */
  async start(): Promise<void> {
    if (this.#track) return;
    try {
      await this.#open();
    } catch (thrown) {
      this.#lose(thrown);
      throw thrown;
    } finally {
      await this.#watchDevices();
    }
  }

  /** For a worker that is new. */
  repeatState(): void {
    if (this.#loss) this.#events.lost(this.#loss);
  }

  /** Changes to another device, in a call under way too; the old one goes on when that fails. */
  async choose(deviceId: string): Promise<void> {
    if (deviceId === this.#deviceId) return;
    this.#deviceId = deviceId;
    this.#recoveries = 0;
    if (!this.#started) return;
    await this.#open().catch((error) => this.#log.warn(`cannot change the microphone: ${error}`));
  }

  close(): void {
    this.#closing.abort();
    this.#track?.stop();
    this.#track = undefined;
  }

  #open(): Promise<void> {
    const opened = this.#openNow();
    this.#opening = opened.catch(() => undefined);
    return opened;
  }

  /** A call that began without a microphone takes the one that is plugged in later, too. */
  async #watchDevices(): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    const { signal } = this.#closing;
    navigator.mediaDevices.addEventListener('devicechange', () => this.#devicesChanged(), { signal });
    const permission = await microphonePermission();
    permission.addEventListener('change', () => this.#permissionChanged(permission.state), { signal });
  }

  async #openNow(): Promise<void> {
    const track = await openMicrophone(this.#deviceId);
    if (this.#closing.signal.aborted) {
      track.stop();
      throw new PhoneError('media-failed', 'the media session is closed');
    }
    const before = this.#track;
    this.#track = track;
    track.addEventListener('ended', () => this.#ended(track));
    await this.#events.track(track);
    before?.stop();
    if (!this.#loss) return;
    this.#loss = undefined;
    this.#events.back();
  }

  #ended(track: MediaStreamTrack): void {
    if (track !== this.#track || this.#closing.signal.aborted) return;
    this.#track = undefined;
    this.#log.warn('the microphone went away');
    void this.#recover();
  }

  /** Something was plugged in: perhaps the microphone that was lost. */
  #devicesChanged(): void {
    if (this.#track) return;
    this.#recoveries = 0;
    void this.#recover();
  }

  #permissionChanged(state: PermissionState): void {
    const track = this.#track;
    if (state === 'granted' ? track !== undefined : track === undefined) return;
    this.#track = undefined;
    track?.stop();
    void this.#recover();
  }

  async #recover(): Promise<void> {
    try {
      if (++this.#recoveries > mostRecoveries) throw new PhoneError('microphone-missing');
      await this.#open();
      this.#log.info('went over to another microphone');
    } catch (thrown) {
      this.#lose(thrown);
    }
  }

  #lose(thrown: unknown): void {
    if (this.#closing.signal.aborted) return;
    const { code } = toPhoneError(thrown);
    this.#log.warn(`no microphone: ${code}`);
    const loss = code === 'microphone-denied' ? code : 'microphone-missing';
    if (loss === this.#loss) return;
    this.#loss = loss;
    this.#events.lost(loss);
  }
}
