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
  for (let i = 0; i < samples.length; i++) samples[i] = Math.max(-1, Math.min(1, samples[i] ?? 0));
  return samples;
}

function addNote(samples: Float32Array, note: Note, sampleRate: number): void {
  const start = Math.round(note.at * sampleRate);
  const end = Math.min(samples.length, Math.round((note.at + note.length) * sampleRate));
  for (let i = start; i < end; i++) {
    const t = (i - start) / sampleRate;
    const sine = Math.sin(2 * Math.PI * note.frequency * t);
    samples[i] = (samples[i] ?? 0) + sine * note.gain * envelope(note, t);
  }
}

function envelope(note: Note, t: number): number {
  const edges = Math.min(1, t / edge, Math.max(0, note.length - t) / edge);
  return note.struck ? edges * Math.exp((-4 * t) / note.length) : edges;
}
