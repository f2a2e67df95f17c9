import { deviceIdFor } from '../devices/audio-devices';

/** Plays what the far end of one call says. */
export class RemoteAudio {
  readonly #element: HTMLAudioElement;
  #track: MediaStreamTrack | undefined;
  #speaker = '';
  #speakerMissing = false;

  constructor(sessionId: string, speakerId: string) {
    this.#element = document.createElement('audio');
    this.#element.autoplay = true;
    this.#element.dataset.session = sessionId;
    document.body.append(this.#element);
    void this.setSpeaker(speakerId);
  }

  play(track: MediaStreamTrack): void {
    if (track === this.#track) return;
    this.#track = track;
    this.#element.srcObject = new MediaStream([track]);
  }

  setSilent(silent: boolean): void {
    this.#element.muted = silent;
  }

  /** The chosen speaker is not there: the default one plays instead. */
  get speakerMissing(): boolean {
    return this.#speakerMissing;
  }

  /** A speaker that is gone must not silence the call. To be called again when something was plugged in or out. */
  async setSpeaker(chosenId: string): Promise<void> {
    this.#speaker = chosenId;
    const deviceId = await deviceIdFor('audiooutput', chosenId);
    // A name takes longer to find than an id: another choice may have been made meanwhile.
    if (this.#speaker !== chosenId) return;
    let missing = chosenId !== '' && deviceId === '';
    try {
      await this.#element.setSinkId(deviceId);
    } catch {
      missing = deviceId !== '';
      if (deviceId) await this.#element.setSinkId('').catch(() => undefined);
    }
    this.#speakerMissing = missing;
  }

  close(): void {
    this.#element.srcObject = null;
    this.#element.remove();
  }
}
