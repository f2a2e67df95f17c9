import type { MediaEvent } from '../contract/media-session';
import type { Logger } from '../log/logger';

/** Tells the worker which of the devices that are wanted are not there. */
export class MissingDevices {
  readonly #emit: (event: MediaEvent) => void;
  readonly #log: Logger;
  #speaker = false;
  #standIn: string | undefined;

  constructor(emit: (event: MediaEvent) => void, log: Logger) {
    this.#emit = emit;
    this.#log = log;
  }

  /** @param missing whether calls are heard in another speaker than the chosen one */
  speaker(missing: boolean): void {
    if (missing === this.#speaker) return;
    this.#speaker = missing;
    this.#log.info(missing ? 'the chosen speaker is missing' : 'the chosen speaker is back');
    this.#tellSpeaker();
  }

  /** @param standIn the microphone that is spoken into in place of the wanted one; '' where it has no name */
  microphone(standIn: string | undefined): void {
    if (standIn === this.#standIn) return;
    this.#standIn = standIn;
    this.#log.info(standIn === undefined ? 'the wanted microphone is used' : 'another microphone stands in');
    this.#tellMicrophone();
  }

  /** For a worker that is new. */
  repeat(): void {
    if (this.#speaker) this.#tellSpeaker();
    if (this.#standIn !== undefined) this.#tellMicrophone();
  }

  #tellSpeaker(): void {
    this.#emit({ type: 'speaker', missing: this.#speaker });
  }

  #tellMicrophone(): void {
    this.#emit({
      type: 'microphone-stand-in',
      ...(this.#standIn !== undefined && { name: this.#standIn }),
    });
  }
}
