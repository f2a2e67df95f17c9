import type { ProgressTone } from '../contract/media-session';
import type { Note, Sound } from './sound-wave';

function steady(frequency: number, at: number, length: number, gain: number): Note {
  return { frequency, at, length, gain, struck: false };
}

/** A struck bar: the fundamental and two quieter, faster fading overtones. */
function bar(frequency: number, at: number, gain: number): Note[] {
  return [
    { frequency, at, length: 0.9, gain, struck: true },
    { frequency: frequency * 2, at, length: 0.5, gain: gain * 0.3, struck: true },
    { frequency: frequency * 4, at, length: 0.2, gain: gain * 0.15, struck: true },
  ];
}

/** B4 E5 G#5 B5, twice, the second time lower in volume; then a breath. */
const phrase = (at: number, gain: number) =>
  [493.88, 659.26, 830.61, 987.77].flatMap((frequency, i) => bar(frequency, at + i * 0.14, gain));

export const ring: Sound = { notes: [...phrase(0, 0.5), ...phrase(0.9, 0.38)], length: 3.2, loop: true };

/** What the speaker test plays. */
export const speakerCheck: Sound = { notes: phrase(0, 0.4), length: 1.5, loop: false };

/** Call progress by ETSI TR 101 041-2: 425 Hz, as most of Europe has it. */
export const progressSounds: Record<ProgressTone, Sound> = {
  ringback: { notes: [steady(425, 0, 1, 0.25)], length: 5, loop: true },
  busy: { notes: [0, 1, 2].map((at) => steady(425, at, 0.5, 0.25)), length: 3, loop: false },
  ended: {
    notes: [steady(480, 0, 0.12, 0.15), steady(400, 0.18, 0.16, 0.15)],
    length: 0.4,
    loop: false,
  },
  /** Whoever hears it is on the air from now on. */
  'auto-answer': {
    notes: [steady(880, 0, 0.14, 0.2), steady(880, 0.2, 0.14, 0.2), steady(1175, 0.4, 0.3, 0.2)],
    length: 0.8,
    loop: false,
  },
  'call-waiting': {
    notes: [steady(425, 0, 0.15, 0.08), steady(425, 0.3, 0.15, 0.08)],
    length: 5,
    loop: true,
  },
};
