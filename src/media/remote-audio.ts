import { deviceIdFor } from '../devices/audio-devices';

/** Plays what the far end of one call says. */
export class RemoteAudio {
  readonly #element: HTMLAudioElement;
  #track: MediaStreamTrack | undefined;
  #speaker = '';

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

  /** A speaker that is gone must not silence the call: the default one plays instead. */
  async setSpeaker(chosenId: string): Promise<void> {
    this.#speaker = chosenId;
    const deviceId = await deviceIdFor('audiooutput', chosenId);
    // A name takes longer to find than an id: another choice may have been made meanwhile.
    if (this.#speaker !== chosenId) return;
    try {
      await this.#element.setSinkId(deviceId);
    } catch {
      if (deviceId) await this.#element.setSinkId('').catch(() => undefined);
    }
  }

  close(): void {
    this.#element.srcObject = null;
    this.#element.remove();
  }
}
