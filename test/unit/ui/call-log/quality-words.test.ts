import { type CallQuality, type QualitySample, withSample } from '../../../../src/domain/call-quality';
import { soundFigures, soundWords } from '../../../../src/ui/call-log/quality-words';

const chromeBefore = globalThis.chrome;
afterAll(() => Object.assign(globalThis, { chrome: chromeBefore }));

function speak(language: string): void {
  const getMessage = (key: string, substitutions: string[]) =>
    substitutions.length === 0 ? key : `${key}(${substitutions.join(' | ')})`;
  Object.assign(globalThis, { chrome: { i18n: { getMessage, getUILanguage: () => language } } });
}

const sample: QualitySample = {
  seconds: 5,
  codec: 'pcmu',
  roundTrip: 42,
  receiving: { packets: 250, lost: 0, jitter: 3.4 },
  sending: { packets: 250, lost: 0, jitter: 12 },
};
const lossy = { packets: 250, lost: 15, jitter: 3 };

function measured(change: Partial<QualitySample>): CallQuality {
  return withSample(undefined, { ...sample, ...change });
}

describe('how a call sounded', () => {
  beforeEach(() => speak('en'));

  it.each<[string, Partial<QualitySample>]>([
    ['sound_good', {}],
    ['sound_because(sound_disturbed | sound_lost_heard(6%))', { receiving: lossy }],
    ['sound_because(sound_disturbed | sound_lost_said(6%))', { sending: lossy }],
    ['sound_because(sound_bad | sound_lost_heard(6%))', { receiving: lossy, codec: 'opus' }],
    [
      'sound_because(sound_disturbed | sound_lost_heard(1.6%))',
      { receiving: { ...lossy, lost: 4 }, codec: 'opus' },
    ],
    ['sound_because(sound_bad | sound_late(0.5 sec))', { roundTrip: 900 }],
    ['sound_bad', { receiving: { packets: 250, lost: 0, jitter: 200 } }],
    ['sound_disturbed_at_times', { receiving: { packets: 250, lost: 0, jitter: 120 } }],
  ])('is said in words: %s', (words, change) => {
    expect(soundWords(measured(change))).toBe(words);
  });

  it('is not said where nothing was measured', () => {
    expect(soundWords({ samples: 1, seconds: 5 })).toBeUndefined();
  });

  it('has figures for what was measured, as the language writes them', () => {
    expect(soundFigures(measured({ receiving: lossy }))).toEqual([
      ['sound_heard', 'sound_scores(3.8 | 3.8), sound_loss(6%), sound_jitter(3 ms)'],
      ['sound_said', 'sound_scores(4.4 | 4.4), sound_loss(0%), sound_jitter(12 ms)'],
      ['sound_round_trip', '42 ms'],
      ['sound_codec', 'G.711 µ'],
      ['sound_measured', '5 sec'],
    ]);
    speak('fr');
    const bare = withSample(undefined, { seconds: 5, sending: { packets: 1000, lost: 4 } });
    expect(soundFigures(bare)).toEqual([
      ['sound_said', 'sound_scores(4,4 | 4,4), sound_loss(0,4\u00A0%)'],
      ['sound_measured', '5\u202Fs'],
    ]);
  });
});
