import type { MicrophoneChoice } from '../contract/media-session';
import { openMicrophone } from './microphone-access';

export interface MicrophoneTest {
  /** How loud it is right now: 0 is silence, 1 as loud as speech gets. */
  level(): number;
  close(): void;
}

/** Quieter than this is silence on the meter. */
const floorDecibels = -60;
/** Speech close to a microphone. */
const ceilingDecibels = -12;

/**
 * Opens a microphone to show that it hears.
 *
 * @throws PhoneError 'microphone-denied', 'microphone-missing' or 'microphone-failed'
 */
export async function openMicrophoneTest(choice: MicrophoneChoice): Promise<MicrophoneTest> {
  const track = await openMicrophone(choice);
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      return meterLevel(samples);
    },
    close() {
      track.stop();
      if (context.state !== 'closed') void context.close();
    },
  };
}

/** The level of some samples on a scale that follows the ear, 0 to 1. */
export function meterLevel(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);
  const decibels = 10 * Math.log10(power + Number.MIN_VALUE);
  const level = (decibels - floorDecibels) / (ceilingDecibels - floorDecibels);
  return Math.max(0, Math.min(1, level));
}
