/**
 * The phone's sounds as samples, worked out rather than scheduled: a looping buffer needs no timer and
 * never stutters.
 */

/** One stretch of a sine; several at once make a chord. */
export interface Note {
  /** Hertz. */
  frequency: number;
  /** Seconds from the start of the sound. */
  at: number;
  /** Seconds. */
  length: number;
  /** 0 to 1. */
  gain: number;
  /** A struck note fades from its start; a steady one keeps its level. */
  struck: boolean;
}

export interface Sound {
  notes: readonly Note[];
  /** Seconds, silence at the end included. */
  length: number;
  loop: boolean;
}

/** Seconds over which a note begins and ends, so that it does not click. */
const edge = 0.008;

/** Mono samples between -1 and 1. */
export function renderSound(sound: Sound, sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(sound.length * sampleRate));
  for (const note of sound.notes) addNote(samples, note, sampleRate);
  for (let at = 0; at < samples.length; at++) {
    const sample = samples[at] as number;
    if (sample > 1) samples[at] = 1;
    else if (sample < -1) samples[at] = -1;
  }
  return samples;
}

/**
 * A ring is made while its call waits: each sample is worked out from the two before it, which takes no sine
 * (sin(a + b) = 2 cos(b) sin(a) - sin(a - b)).
 */
function addNote(samples: Float32Array, note: Note, sampleRate: number): void {
  const start = Math.round(note.at * sampleRate);
  const length = Math.min(samples.length - start, Math.round(note.length * sampleRate));
  const step = (2 * Math.PI * note.frequency) / sampleRate;
  const twice = 2 * Math.cos(step);
  const fading = note.struck ? Math.exp(-4 / (note.length * sampleRate)) : 1;
  const edgeLength = edge * sampleRate;
  let level = note.gain;
  let [before, sine] = [-Math.sin(step), 0];
  for (let at = 0; at < length; at++) {
    const edges = Math.min(1, at / edgeLength, (length - at) / edgeLength);
    samples[start + at] = (samples[start + at] as number) + sine * level * edges;
    level *= fading;
    [before, sine] = [sine, twice * sine - before];
  }
}
