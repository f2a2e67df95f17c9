import type { MicrophoneChoice } from '../contract/media-session';
import { openDevice } from '../devices/microphone-access';
import { type WantedMicrophone, wantedMicrophone } from '../devices/wanted-microphone';
import { isSameValue } from '../domain/same-value';
import { SerialQueue } from './serial-queue';

/** A microphone as it was opened, and the tracks of it that calls have. */
interface Opened {
  choice: MicrophoneChoice;
  wanted: WantedMicrophone;
  tracks: MediaStreamTrack[];
}

/** The one microphone that all calls speak into, each with a track of its own: opened once for all of them. */
export class SharedMicrophone {
  readonly #turns = new SerialQueue();
  readonly #onStandIn: (standIn: string | undefined) => void;
  #opened: Opened | undefined;
  /** The default one that was pulled out while a call spoke into it. */
  #pulledOut: string | undefined;

  /**
   * @param onStandIn called with the microphone that is used in place of the one that is wanted, which is not plugged in:
   *   '' where Chrome does not tell its name, undefined when the wanted one is used
   */
  constructor(onStandIn: (standIn: string | undefined) => void) {
    this.#onStandIn = onStandIn;
  }

  /**
   * A track for whoever asks, who disables it as they like, and gives it back.
   *
   * @throws PhoneError 'microphone-denied', 'microphone-missing' or 'microphone-failed'
   */
  open(choice: MicrophoneChoice): Promise<MediaStreamTrack> {
    return this.#turns.run(() => this.#open(choice));
  }

  /** Whether a track is of the microphone that this choice means now: something may have been plugged in or out. */
  fits(choice: MicrophoneChoice, track: MediaStreamTrack): Promise<boolean> {
    return this.#turns.run(async () => {
      const opened = this.#opened;
      if (!opened?.tracks.includes(track)) return false;
      return isSameDevice(opened.wanted, await wantedMicrophone(choice.microphoneId));
    });
  }

  /** Gives a track back; nothing of its call is kept by it from then on. */
  close(track: MediaStreamTrack): void {
    track.stop();
    const opened = this.#opened;
    if (!opened) return;
    opened.tracks = opened.tracks.filter((one) => one !== track);
    if (opened.tracks.length === 0) this.#opened = undefined;
  }

  /** The last call is over: the next one begins with what is plugged in then. */
  forget(): void {
    this.#pulledOut = undefined;
    this.#onStandIn(undefined);
  }

  async #open(choice: MicrophoneChoice): Promise<MediaStreamTrack> {
    const wanted = await wantedMicrophone(choice.microphoneId);
    const before = this.#opened;
    const isSame = before && isSameDevice(before.wanted, wanted);
    if (before && isSame && isSameValue(before.choice, choice)) {
      const living = before.tracks.find(({ readyState }) => readyState === 'live');
      if (living) return this.#give(before, living.clone());
    } else if (before?.wanted.deviceId === wanted.deviceId) {
      // For as long as it is open Chrome goes on with it as at first: the processing, and the default of then.
      for (const track of before.tracks) track.stop();
    }
    const opened = { choice, wanted, tracks: [] };
    const track = await openDevice(wanted.deviceId, choice);
    this.#opened = opened;
    if (choice.microphoneId !== '') this.#pulledOut = undefined;
    const isOther = this.#pulledOut !== undefined && this.#pulledOut !== wanted.device;
    this.#onStandIn(wanted.missing || isOther ? wanted.name : undefined);
    return this.#give(opened, track);
  }

  #give(opened: Opened, track: MediaStreamTrack): MediaStreamTrack {
    opened.tracks = [...opened.tracks, track];
    // It has ended by itself, so all others of this microphone end just now.
    track.addEventListener('ended', () => {
      if (this.#opened !== opened) return;
      this.#opened = undefined;
      if (opened.choice.microphoneId === '') this.#pulledOut ??= opened.wanted.device;
    });
    return track;
  }
}

function isSameDevice(one: WantedMicrophone, other: WantedMicrophone): boolean {
  return one.deviceId === other.deviceId && one.device === other.device;
}
