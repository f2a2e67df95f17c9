import { mouthToEar, opinionScore, ratingFactor } from './call-quality-model';

/** What was sent one way since the last sample. */
export interface StreamSample {
  /** Those that should have arrived. */
  packets: number;
  lost: number;
  /** Milliseconds. */
  jitter?: number;
  /** Milliseconds that packets wait for late ones where they are played. */
  buffered?: number;
}

/** What came from our microphone since the last sample. */
export interface MicrophoneSample {
  /** The highest, from 0, of which there is nothing, to 1. */
  level: number;
  /** Of the moments in which somebody spoke, from 0 to 1: those that were as loud as it goes. */
  clipped: number;
}

/** What was measured of a call since the last sample; a way that nothing was sent on is left out. */
export interface QualitySample {
  seconds: number;
  /** As descriptions name it, in lower case. */
  codec?: string;
  /** Milliseconds there and back. */
  roundTrip?: number;
  /** What we should hear. */
  receiving?: StreamSample;
  /** What the far end should hear, as it reports itself (RFC 3550 section 6.4). */
  sending?: StreamSample;
  /** Left out where nobody is to hear us, and where others speak as well. */
  microphone?: MicrophoneSample;
}

/** A mean over the seconds in which it was measured. */
export interface Mean {
  value: number;
  seconds: number;
}

export interface DirectionQuality {
  /** Mean opinion score, from 1 to 4.41; see `opinionScore`. */
  score: Mean;
  /** The lowest of all samples. */
  worstScore: number;
  packets: number;
  lost: number;
  /** Milliseconds. */
  jitter?: Mean;
}

/** The quality of a call, as far as it was measured: what samples add up to. */
export interface CallQuality {
  samples: number;
  seconds: number;
  /** The last one. */
  codec?: string;
  /** Milliseconds. */
  roundTrip?: Mean;
  receiving?: DirectionQuality;
  sending?: DirectionQuality;
}

export type SoundDirection = 'receiving' | 'sending';

/** What people would say of the sound, and the most likely reason why. */
export type SoundVerdict =
  | { sound: 'good' }
  | {
      sound: 'disturbed' | 'bad';
      /** The way that was worse. */
      direction: SoundDirection;
      /** `loss`: from 0 to 1. `delay`: milliseconds. */
      cause: { kind: 'loss'; loss: number } | { kind: 'delay'; delay: number } | undefined;
    };

/** Scores of R = 80, above which G.109 has "satisfied", and of R = 60, below which "nearly all are dissatisfied". */
const goodScore = opinionScore(80);
const badScore = opinionScore(60);
const badness: SoundVerdict['sound'][] = ['good', 'disturbed', 'bad'];
/** Half a second of sound. Fewer are a silence, in which some send hardly anything (DTX): one that is lost says nothing. */
const fewestPackets = 25;
/** From here on one hears it. */
const audibleLoss = 0.005;
/** Milliseconds there and back, above which people interrupt one another (ITU-T G.114: 150 ms one way). */
const audibleRoundTrip = 300;

/** The quality with one more sample; the first begins it. */
export function withSample(quality: CallQuality | undefined, sample: QualitySample): CallQuality {
  const { seconds } = sample;
  const codec = sample.codec ?? quality?.codec;
  const roundTrip = withValue(quality?.roundTrip, sample.roundTrip, seconds);
  const receiving = withStream(quality?.receiving, sample, 'receiving');
  const sending = withStream(quality?.sending, sample, 'sending');
  return {
    samples: (quality?.samples ?? 0) + 1,
    seconds: (quality?.seconds ?? 0) + seconds,
    ...(codec !== undefined && { codec }),
    ...(roundTrip && { roundTrip }),
    ...(receiving && { receiving }),
    ...(sending && { sending }),
  };
}

/** Of the whole call, or of one sample alone where that was begun with; undefined when neither way was measured. */
export function soundVerdict(quality: CallQuality): SoundVerdict | undefined {
  const direction = worseDirection(quality);
  const worse = direction && quality[direction];
  if (!worse) return undefined;
  const sound = soundOf(worse);
  if (sound === 'good') return { sound };
  return { sound, direction, cause: causeOf(worse, quality.roundTrip) };
}

/** What people remember of a call; undefined when neither way was measured. */
export function worseDirection({ receiving, sending }: CallQuality): SoundDirection | undefined {
  if (!receiving || !sending) return receiving ? 'receiving' : sending && 'sending';
  const [heard, said] = [receiving, sending].map((way) => badness.indexOf(soundOf(way)));
  if (heard !== said) return Number(said) > Number(heard) ? 'sending' : 'receiving';
  return sending.score.value < receiving.score.value ? 'sending' : 'receiving';
}

/** Of the packets, from 0 to 1. */
export function lossOf({ packets, lost }: Pick<DirectionQuality, 'packets' | 'lost'>): number {
  return packets > 0 ? Math.min(1, lost / packets) : 0;
}

function soundOf({ score, worstScore }: DirectionQuality): SoundVerdict['sound'] {
  if (score.value < badScore) return 'bad';
  return score.value < goodScore || worstScore < badScore ? 'disturbed' : 'good';
}

function causeOf(worse: DirectionQuality, roundTrip: Mean | undefined) {
  const loss = lossOf(worse);
  if (loss >= audibleLoss) return { kind: 'loss' as const, loss };
  if (!roundTrip || roundTrip.value < audibleRoundTrip) return undefined;
  return { kind: 'delay' as const, delay: roundTrip.value / 2 };
}

function withStream(
  before: DirectionQuality | undefined,
  sample: QualitySample,
  direction: SoundDirection,
): DirectionQuality | undefined {
  const { seconds, codec, roundTrip } = sample;
  const stream = sample[direction];
  if (!stream || stream.packets < fewestPackets) return before;
  const { packets, lost, jitter, buffered } = stream;
  const delay = mouthToEar({ codec, roundTrip, jitter, buffered });
  const score = opinionScore(ratingFactor({ codec, delay, loss: lossOf(stream) }));
  const meanJitter = withValue(before?.jitter, jitter, seconds);
  return {
    score: withValue(before?.score, score, seconds) ?? { value: score, seconds },
    worstScore: Math.min(score, before?.worstScore ?? score),
    packets: packets + (before?.packets ?? 0),
    lost: lost + (before?.lost ?? 0),
    ...(meanJitter && { jitter: meanJitter }),
  };
}

/** What is not known changes nothing. */
function withValue(before: Mean | undefined, value: number | undefined, seconds: number): Mean | undefined {
  if (value === undefined) return before;
  const all = (before?.seconds ?? 0) + seconds;
  if (!before || all <= 0) return { value, seconds: all };
  return { value: before.value + ((value - before.value) * seconds) / all, seconds: all };
}
