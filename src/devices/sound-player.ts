import { deviceIdFor } from './audio-devices';
import { renderSound, type Sound } from './sound-wave';

export interface SoundOutput {
  /** As in the settings: an id or a name; '' is the system's default. */
  deviceId: string;
  /** 0 to 1. */
  volume: number;
}

interface Playing {
  context: RoutableContext;
  gain: GainNode;
}

/** Missing in TypeScript's DOM types: Chrome has it since 110. */
interface RoutableContext extends AudioContext {
  setSinkId(deviceId: string): Promise<void>;
}

/** Plays one sound at a time; its AudioContext lives only while something sounds. */
export class SoundPlayer {
  #playing: Playing | undefined;
  #output: SoundOutput;

  constructor(output: SoundOutput) {
    this.#output = output;
  }

  get playing(): boolean {
    return this.#playing !== undefined;
  }

  /**
   * Starts a sound in place of the one that plays.
   *
   * @returns when it has ended by itself or was stopped; for one that loops, when it was stopped
   */
  async play(sound: Sound): Promise<void> {
    this.stop();
    const context = new AudioContext({ latencyHint: 'playback' }) as RoutableContext;
    const gain = context.createGain();
    gain.gain.value = loudness(this.#output.volume);
    gain.connect(context.destination);
    const source = context.createBufferSource();
    const samples = renderSound(sound, context.sampleRate);
    source.buffer = context.createBuffer(1, samples.length, context.sampleRate);
    source.buffer.copyToChannel(samples, 0);
    source.loop = sound.loop;
    source.connect(gain);
    const playing: Playing = { context, gain };
    this.#playing = playing;
    await useOutput(context, this.#output.deviceId);
    if (this.#playing !== playing) return;
    source.start();
    await over(source, context);
    if (this.#playing === playing) this.stop();
  }

  stop(): void {
    const playing = this.#playing;
    this.#playing = undefined;
    if (playing) void playing.context.close();
  }

  /** Applies to the sound that plays, too. */
  async setOutput(output: SoundOutput): Promise<void> {
    const moved = output.deviceId !== this.#output.deviceId;
    this.#output = output;
    if (!this.#playing) return;
    this.#playing.gain.gain.value = loudness(output.volume);
    if (moved) await useOutput(this.#playing.context, output.deviceId);
  }
}

/** Ears hear loudness by ratio: a square makes the slider's middle sound like the middle. */
function loudness(volume: number): number {
  return volume * volume;
}

/** A device that is gone must not silence the phone: the default sounds instead. */
async function useOutput(context: RoutableContext, chosenId: string): Promise<void> {
  try {
    await context.setSinkId(await deviceIdFor('audiooutput', chosenId));
  } catch {
    if (context.state !== 'closed' && chosenId) await context.setSinkId('').catch(() => undefined);
  }
}

/** Resolves when the sound has ended by itself, or was stopped by closing its context. */
function over(source: AudioBufferSourceNode, context: AudioContext): Promise<void> {
  return new Promise((resolve) => {
    source.addEventListener('ended', () => resolve());
    context.addEventListener('statechange', () => {
      if (context.state === 'closed') resolve();
    });
  });
}
