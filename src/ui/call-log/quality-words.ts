/** What is said of the sound of a call. */
import {
  type CallQuality,
  type DirectionQuality,
  lossOf,
  type SoundVerdict,
  soundVerdict,
} from '../../domain/call-quality';
import { type MessageKey, t, textLanguage } from '../messages';
import { lasting } from './call-words';

const codecNames: Partial<Record<string, string>> = {
  opus: 'Opus',
  g722: 'G.722',
  pcma: 'G.711 A',
  pcmu: 'G.711 µ',
};

/** In plain words; undefined when nothing was measured. */
export function soundWords(quality: CallQuality): string | undefined {
  const verdict = soundVerdict(quality);
  if (!verdict) return undefined;
  if (verdict.sound === 'good') return t('sound_good');
  const cause = causeWords(verdict);
  if (!cause) return t(verdict.sound === 'bad' ? 'sound_bad' : 'sound_disturbed_at_times');
  return t('sound_because', t(verdict.sound === 'bad' ? 'sound_bad' : 'sound_disturbed'), cause);
}

/** What was measured, for whoever wants to know it exactly. */
export function soundFigures(quality: CallQuality): [name: MessageKey, value: string][] {
  const { receiving, sending, roundTrip, codec, seconds } = quality;
  const rows: [MessageKey, string | undefined][] = [
    ['sound_heard', receiving && wayWords(receiving)],
    ['sound_said', sending && wayWords(sending)],
    ['sound_round_trip', roundTrip && milliseconds(roundTrip.value)],
    ['sound_codec', codecName(codec)],
    ['sound_measured', lasting(seconds)],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}

export function codecName(codec: string | undefined): string | undefined {
  return codec === undefined ? undefined : (codecNames[codec] ?? codec);
}

function wayWords(way: DirectionQuality): string {
  const scores = t('sound_scores', score(way.score.value), score(way.worstScore));
  const loss = t('sound_loss', percent(lossOf(way)));
  const jitter = way.jitter && t('sound_jitter', milliseconds(way.jitter.value));
  return [scores, loss, jitter].filter(Boolean).join(', ');
}

function causeWords({ cause, direction }: Exclude<SoundVerdict, { sound: 'good' }>): string | undefined {
  if (!cause) return undefined;
  if (cause.kind === 'delay') return t('sound_late', seconds(cause.delay));
  return t(direction === 'receiving' ? 'sound_lost_heard' : 'sound_lost_said', percent(cause.loss));
}

/** One decimal where it says something. */
function percent(share: number): string {
  const style = { style: 'percent', maximumFractionDigits: share < 0.02 ? 1 : 0 } as const;
  return new Intl.NumberFormat(textLanguage(), style).format(share);
}

function score(value: number): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(textLanguage(), digits).format(value);
}

function milliseconds(value: number): string {
  const unit = { style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(textLanguage(), unit).format(value);
}

/** Of milliseconds, with one decimal. */
function seconds(value: number): string {
  const unit = { style: 'unit', unit: 'second', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(textLanguage(), unit).format(value / 1000);
}
