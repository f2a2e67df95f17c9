import type { MicrophoneChoice } from '../contract/media-session';
import { PhoneError, toPhoneError } from '../contract/phone-error';
import { microphonePermission } from '../devices/microphone-access';
import { isSameValue } from '../domain/same-value';
import type { Logger } from '../log/logger';
import type { SharedMicrophone } from './shared-microphone';

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
/** Milliseconds; one that has lasted so long did not die at once. */
const lasting = 10_000;

/** The microphone of one call: open from the call's start to its end, on whatever device there is. */
export class CallMicrophone {
  readonly #shared: SharedMicrophone;
  readonly #events: CallMicrophoneEvents;
  readonly #log: Logger;
  readonly #closing = new AbortController();
  #choice: MicrophoneChoice;
  #track: MediaStreamTrack | undefined;
  #started = false;
  #opening: Promise<unknown> = Promise.resolve();
  #recoveries = 0;
  /** By `performance.now`. */
  #openedAt = 0;
  #loss: MicrophoneLoss | undefined;

  constructor(shared: SharedMicrophone, choice: MicrophoneChoice, events: CallMicrophoneEvents, log: Logger) {
    this.#shared = shared;
    this.#choice = choice;
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

  /** Changes to another device, or another way to hear it, in a call under way too; the old one goes on when that fails. */
  async choose(choice: MicrophoneChoice): Promise<void> {
    if (isSameValue(choice, this.#choice)) return;
    this.#choice = choice;
    this.#recoveries = 0;
    if (!this.#started) return;
    await this.#open().catch((error) => {
      this.#log.warn(`cannot change the microphone: ${error}`);
      if (this.#track?.readyState === 'ended') this.#ended(this.#track);
    });
  }

  close(): void {
    this.#closing.abort();
    if (this.#track) this.#shared.close(this.#track);
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
    const track = await this.#shared.open(this.#choice);
    if (this.#closing.signal.aborted) {
      this.#shared.close(track);
      throw new PhoneError('media-failed', 'the media session is closed');
    }
    const before = this.#track;
    this.#track = track;
    this.#openedAt = performance.now();
    track.addEventListener('ended', () => this.#ended(track), { signal: this.#closing.signal });
    await this.#events.track(track);
    if (before) this.#shared.close(before);
    if (!this.#loss) return;
    this.#loss = undefined;
    this.#events.back();
  }

  #ended(track: MediaStreamTrack): void {
    if (track !== this.#track || this.#closing.signal.aborted) return;
    this.#track = undefined;
    this.#shared.close(track);
    if (performance.now() - this.#openedAt > lasting) this.#recoveries = 0;
    this.#log.warn('the microphone went away');
    void this.#recover();
  }

  /** Something was plugged in or out: perhaps the microphone that was lost, or the one that is wanted. */
  #devicesChanged(): void {
    if (this.#track) {
      void this.#follow(this.#track);
      return;
    }
    this.#recoveries = 0;
    void this.#recover();
  }

  /** What is heard goes on until the other microphone is there. */
  async #follow(track: MediaStreamTrack): Promise<void> {
    try {
      if ((await this.#shared.fits(this.#choice, track)) || track !== this.#track) return;
      await this.#open();
      this.#log.info('went over to the microphone that is wanted');
    } catch (error) {
      this.#log.warn(`cannot go over to another microphone: ${error}`);
      if (this.#track?.readyState === 'ended') this.#ended(this.#track);
    }
  }

  #permissionChanged(state: PermissionState): void {
    const track = this.#track;
    if (state === 'granted' ? track !== undefined : track === undefined) return;
    this.#track = undefined;
    if (track) this.#shared.close(track);
    this.#recoveries = 0;
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
