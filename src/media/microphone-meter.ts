import type { MicrophoneSample } from '../domain/call-quality';

/** What is read of Chrome's statistics of an audio source (webrtc-stats, RTCAudioSourceStats). */
export interface SourceStats {
  type: string;
  kind?: string;
  /** From 0 to 1. */
  audioLevel?: number;
  totalAudioEnergy?: number;
  /** Seconds. */
  totalSamplesDuration?: number;
}

/** Somebody speaks. */
const speech = 0.1;
/** As loud as it goes. */
const loudest = 0.98;

/** Adds up what comes from the microphone until it is asked for. */
export class MicrophoneMeter {
  #level = 0;
  #spoken = 0;
  #clipped = 0;
  #looks = 0;
  #before: SourceStats | undefined;

  /** To be called several times a second. */
  read(stats: SourceStats): void {
    const { audioLevel, totalAudioEnergy = 0, totalSamplesDuration = 0 } = stats;
    if (audioLevel === undefined) return;
    const seconds = totalSamplesDuration - (this.#before?.totalSamplesDuration ?? 0);
    const energy = totalAudioEnergy - (this.#before?.totalAudioEnergy ?? 0);
    this.#before = stats;
    // The energy is of all that has come since, the level of this moment only.
    const mean = seconds > 0 && energy > 0 ? Math.sqrt(energy / seconds) : 0;
    this.#looks++;
    this.#level = Math.max(this.#level, audioLevel, mean);
    if (audioLevel >= speech) this.#spoken++;
    if (audioLevel >= loudest) this.#clipped++;
  }

  /** Since it was taken last; undefined where nothing was read. */
  take(): MicrophoneSample | undefined {
    const sample = this.#looks > 0 && {
      level: Math.min(1, this.#level),
      clipped: this.#spoken > 0 ? this.#clipped / this.#spoken : 0,
    };
    this.#level = this.#spoken = this.#clipped = this.#looks = 0;
    return sample || undefined;
  }
}
