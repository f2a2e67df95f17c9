import type { QualitySample, StreamSample } from '../../../src/domain/call-quality';
import { type SoundWatch, soundNotice, watchedSound } from '../../../src/domain/sound-watch';

const good: StreamSample = { packets: 250, lost: 0, jitter: 2 };
const lossy: StreamSample = { packets: 250, lost: 60, jitter: 2 };
const clean: QualitySample = { seconds: 5, codec: 'pcmu', roundTrip: 40, receiving: good, sending: good };
const unsaid: QualitySample = { ...clean, sending: lossy };
const unheard: QualitySample = { ...clean, receiving: lossy };
const both: QualitySample = { ...clean, receiving: lossy, sending: lossy };
const late: QualitySample = { ...clean, roundTrip: 1200 };
const { sending: _none, ...notReported } = clean;

/** What is said after each sample. */
function said(...samples: QualitySample[]) {
  let watch: SoundWatch | undefined;
  return samples.map((sample) => {
    watch = watchedSound(watch, sample);
    return soundNotice(watch);
  });
}

const own = 'own-network';

it.each<[string, QualitySample[], (string | undefined)[]]>([
  ['nothing of a good call', [clean, clean], [undefined, undefined]],
  ['nothing of a moment', [unsaid, clean, unsaid, clean], [undefined, undefined, undefined, undefined]],
  ['what we say is lost: our own network', [unsaid, unsaid], [undefined, own]],
  ['what we hear is lost: the other side', [unheard, unheard], [undefined, 'other-side']],
  ['both: our own network', [both, both], [undefined, own]],
  ['nothing is lost, but late', [late, late], [undefined, 'delay']],
  ['it goes once it is good for as long', [unsaid, unsaid, clean, clean], [undefined, own, own, undefined]],
  [
    'it stays while it comes and goes',
    [unsaid, unsaid, clean, unsaid, clean],
    [undefined, own, own, own, own],
  ],
  [
    'what is not measured changes nothing',
    [unsaid, notReported, unsaid, notReported],
    [undefined, undefined, own, own],
  ],
  [
    'a silence says nothing',
    [unheard, { ...clean, receiving: { packets: 5, lost: 5 } }],
    [undefined, undefined],
  ],
])('%s', (_name, samples, notices) => {
  expect(said(...samples)).toEqual(notices);
});

describe('the microphone', () => {
  const from = (level: number, clipped = 0): QualitySample => ({ ...clean, microphone: { level, clipped } });
  const [dead, voice, shout] = [from(1 / 0x7fff), from(0.3), from(1, 0.5)];
  const silent = 'microphone-silent';
  const loud = 'microphone-loud';

  it.each<[string, QualitySample[], (string | undefined)[]]>([
    ['nothing has ever come from it', [dead, dead, dead], [undefined, undefined, silent]],
    ['something comes after all', [dead, dead, dead, voice], [undefined, undefined, silent, undefined]],
    ['somebody listens for long', [voice, dead, dead, dead, dead], Array(5).fill(undefined)],
    ['nobody is to hear us', [dead, clean, clean, clean], Array(4).fill(undefined)],
    [
      'what is muted meanwhile counts for nothing',
      [dead, dead, clean, dead],
      [undefined, undefined, undefined, silent],
    ],
    ['it is too loud', [shout, shout], [undefined, loud]],
    ['one shout is nothing', [shout, voice, shout, voice], Array(4).fill(undefined)],
    ['it is too loud no longer', [shout, shout, voice, voice], [undefined, loud, loud, undefined]],
    [
      'nothing comes from it, and the network is bad',
      [1, 2, 3].map(() => ({ ...unsaid, microphone: { level: 0, clipped: 0 } })),
      [undefined, own, silent],
    ],
    [
      'it is too loud, and the network is bad',
      [1, 2].map(() => ({ ...unsaid, microphone: { level: 1, clipped: 1 } })),
      [undefined, own],
    ],
  ])('%s', (_name, samples, notices) => {
    expect(said(...samples)).toEqual(notices);
  });
});

it('says nothing before anything is measured', () => {
  expect(soundNotice(undefined)).toBeUndefined();
});
