/** What is said of the sound while one talks: only what lasts, and what is the likely cause. */
import { type QualitySample, type SoundDirection, soundVerdict, withSample } from './call-quality';

/**
 * `own-network`: what we say does not arrive. `other-side`: what they say does not, and we are heard. `microphone-silent`:
 * there is nothing to arrive. `microphone-loud`: it is distorted before it leaves.
 */
export type SoundNotice = 'own-network' | 'other-side' | 'delay' | 'microphone-silent' | 'microphone-loud';

interface WatchedWay {
  /** Bad samples in a row, less the good ones since. */
  level: number;
  bad: boolean;
  /** Nothing is lost: it comes late. */
  late: boolean;
}

interface WatchedMicrophone {
  /** Something has come from it in this call: whoever listens for a while says nothing, and some headsets send nothing then. */
  heard: boolean;
  /** Samples without the slightest sound, while nothing has ever come. */
  silent: number;
  /** As of a way. */
  loud: Pick<WatchedWay, 'level' | 'bad'>;
}

export interface SoundWatch {
  receiving: WatchedWay;
  sending: WatchedWay;
  microphone?: WatchedMicrophone;
}

/** Samples, of 5 s each: a moment is over before it could be read, and what comes and goes does not flicker. */
const lasting = 2;
/** Samples: somebody who is called says something sooner. */
const speechless = 3;
/** No microphone that is on is as quiet: its last bit, of 16. */
const nothing = 2 / 0x7fff;
/** Of the moments of speech. */
const audiblyClipped = 0.2;
const fine: WatchedWay = { level: 0, bad: false, late: false };

/** After one more sample; a way that was not measured in it stays as it was. */
export function watchedSound(before: SoundWatch | undefined, sample: QualitySample): SoundWatch {
  return {
    receiving: watchedWay(before?.receiving ?? fine, sample, 'receiving'),
    sending: watchedWay(before?.sending ?? fine, sample, 'sending'),
    ...watchedMicrophone(before?.microphone, sample),
  };
}

/** Undefined while there is nothing that anybody would notice. */
export function soundNotice(watch: SoundWatch | undefined): SoundNotice | undefined {
  if ((watch?.microphone?.silent ?? 0) >= speechless) return 'microphone-silent';
  return networkNotice(watch) ?? (watch?.microphone?.loud.bad ? 'microphone-loud' : undefined);
}

function networkNotice(watch: SoundWatch | undefined): SoundNotice | undefined {
  const ways = [watch?.sending, watch?.receiving].filter((way) => way?.bad);
  if (ways.length === 0) return undefined;
  if (ways.every((way) => way?.late)) return 'delay';
  return watch?.sending.bad ? 'own-network' : 'other-side';
}

function watchedWay(before: WatchedWay, sample: QualitySample, way: SoundDirection): WatchedWay {
  const { receiving: _heard, sending: _said, ...rest } = sample;
  const stream = sample[way];
  const verdict = stream && soundVerdict(withSample(undefined, { ...rest, [way]: stream }));
  if (!verdict) return before;
  const isBad = verdict.sound === 'bad';
  return { ...lastingOf(before, isBad), late: isBad ? verdict.cause?.kind === 'delay' : before.late };
}

function watchedMicrophone(
  before: WatchedMicrophone = { heard: false, silent: 0, loud: { level: 0, bad: false } },
  { microphone: sample }: QualitySample,
): Pick<SoundWatch, 'microphone'> {
  if (!sample) return { microphone: before };
  const heard = before.heard || sample.level > nothing;
  const loud = lastingOf(before.loud, sample.clipped >= audiblyClipped);
  return { microphone: { heard, silent: heard ? 0 : before.silent + 1, loud } };
}

function lastingOf(
  before: Pick<WatchedWay, 'level' | 'bad'>,
  isBad: boolean,
): Pick<WatchedWay, 'level' | 'bad'> {
  const level = isBad ? Math.min(lasting, before.level + 1) : Math.max(0, before.level - 1);
  return { level, bad: before.bad ? level > 0 : level === lasting };
}
