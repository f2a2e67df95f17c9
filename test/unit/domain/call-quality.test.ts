import fc from 'fast-check';
import {
  type CallQuality,
  lossOf,
  type QualitySample,
  soundVerdict,
  withSample,
} from '../../../src/domain/call-quality';

const clean = { packets: 250, lost: 0, jitter: 2, buffered: 40 };
const sample: QualitySample = {
  seconds: 5,
  codec: 'pcmu',
  roundTrip: 40,
  receiving: clean,
  sending: { packets: 250, lost: 0, jitter: 4 },
};

function measured(...samples: QualitySample[]): CallQuality {
  const all = samples.reduce<CallQuality | undefined>(withSample, undefined);
  if (!all) throw new Error('nothing was measured');
  return all;
}

describe('samples add up', () => {
  it('to what the first of them says', () => {
    expect(measured(sample)).toEqual({
      samples: 1,
      seconds: 5,
      codec: 'pcmu',
      roundTrip: { value: 40, seconds: 5 },
      // 20 + 40 + 20 ms: R = 91.28; 20 + 2 x 4 + 20 ms: R = 92.048.
      receiving: {
        score: { value: expect.closeTo(4.3689, 3), seconds: 5 },
        worstScore: expect.closeTo(4.3689, 3),
        packets: 250,
        lost: 0,
        jitter: { value: 2, seconds: 5 },
      },
      sending: {
        score: { value: expect.closeTo(4.3856, 3), seconds: 5 },
        worstScore: expect.closeTo(4.3856, 3),
        packets: 250,
        lost: 0,
        jitter: { value: 4, seconds: 5 },
      },
    });
  });

  it('to means by their seconds, to the worst of them, and to all packets', () => {
    const worse = { ...sample, seconds: 15, roundTrip: 80, receiving: { ...clean, lost: 25, jitter: 10 } };
    const { roundTrip, receiving, samples, seconds } = measured(sample, worse);
    expect({ samples, seconds, roundTrip }).toEqual({
      samples: 2,
      seconds: 20,
      roundTrip: { value: 70, seconds: 20 },
    });
    expect(receiving).toMatchObject({ packets: 500, lost: 25, jitter: { value: 8, seconds: 20 } });
    // The second: 40 + 40 + 20 ms and 10 %: R = 63.7345, a score of 3.2911.
    expect(receiving?.worstScore).toBeCloseTo(3.2911, 3);
    expect(receiving?.score.value).toBeCloseTo((4.3689 + 3 * 3.2911) / 4, 3);
  });

  it('without what is not known', () => {
    const bare = measured({ seconds: 5, receiving: { packets: 250, lost: 0 } }, { seconds: 5 });
    expect(bare).toEqual({
      samples: 2,
      seconds: 10,
      receiving: {
        score: { value: expect.closeTo(4.3998, 3), seconds: 5 },
        worstScore: expect.closeTo(4.3998, 3),
        packets: 250,
        lost: 0,
      },
    });
    const known = measured(sample, { seconds: 5, sending: { packets: 250, lost: 1 } });
    expect(known).toMatchObject({ codec: 'pcmu', roundTrip: { value: 40, seconds: 5 } });
    expect(known.sending?.jitter).toEqual({ value: 4, seconds: 5 });
  });

  it('not from a way that nothing was sent on', () => {
    expect(measured({ seconds: 5, receiving: { packets: 0, lost: 3 } })).toEqual({ samples: 1, seconds: 5 });
  });

  it('not from a silence in which hardly anything was sent, and one of that is lost', () => {
    const silence = { ...sample, codec: 'opus', receiving: { packets: 13, lost: 1 } };
    expect(measured(sample, silence, sample).receiving).toMatchObject({ packets: 500, lost: 0 });
    expect(soundVerdict(measured(sample, silence))).toEqual({ sound: 'good' });
  });
});

describe('the sound is said to be', () => {
  const losing = (lost: number, seconds = 5): QualitySample => ({
    ...sample,
    seconds,
    receiving: { ...clean, lost },
  });

  it('good, where nothing disturbs', () => {
    expect(soundVerdict(measured(sample))).toEqual({ sound: 'good' });
  });

  it('good with a loss that nobody hears', () => {
    expect(soundVerdict(measured(losing(1)))).toEqual({ sound: 'good' });
  });

  it('disturbed or bad, with how much of what I heard was lost', () => {
    const because = (loss: number) => ({ direction: 'receiving', cause: { kind: 'loss', loss } });
    expect(soundVerdict(measured(losing(15)))).toEqual({ sound: 'disturbed', ...because(0.06) });
    expect(soundVerdict(measured(losing(40)))).toEqual({ sound: 'bad', ...because(0.16) });
  });

  it('worse beside Opus, which loses more with each packet', () => {
    expect(soundVerdict(measured({ ...losing(15), codec: 'opus' }))?.sound).toBe('bad');
  });

  it('bad where the other side hears me badly', () => {
    const unheard = { ...losing(3), sending: { packets: 250, lost: 50 } };
    expect(soundVerdict(measured(unheard))).toEqual({
      sound: 'bad',
      direction: 'sending',
      cause: { kind: 'loss', loss: 0.2 },
    });
  });

  it('disturbed where it was bad only once', () => {
    const quality = measured(losing(0, 600), losing(60), losing(0, 600));
    expect(soundVerdict(quality)).toMatchObject({ sound: 'disturbed', direction: 'receiving' });
  });

  it('that of the way that was bad once, though the other has the lower mean', () => {
    const late = { packets: 250, lost: 1, jitter: 20 };
    const quality = measured({ ...losing(0, 600), sending: late }, { ...losing(60), sending: late });
    expect(quality.sending?.score.value).toBeLessThan(quality.receiving?.score.value ?? 0);
    expect(soundVerdict(quality)).toMatchObject({ sound: 'disturbed', direction: 'receiving' });
  });

  it('late, where nothing is lost and the way is long', () => {
    expect(soundVerdict(measured({ ...sample, roundTrip: 600 }))).toEqual({
      sound: 'disturbed',
      direction: 'receiving',
      cause: { kind: 'delay', delay: 300 },
    });
  });

  it('disturbed for no reason that we know, where packets only come unevenly', () => {
    const uneven = { ...sample, receiving: { packets: 250, lost: 0, buffered: 400 } };
    expect(soundVerdict(measured(uneven))).toMatchObject({ sound: 'bad', cause: undefined });
  });

  it('nothing at all, where nothing was measured', () => {
    expect(soundVerdict(measured({ seconds: 5 }))).toBeUndefined();
    expect(soundVerdict(measured({ seconds: 5, sending: clean }))).toEqual({ sound: 'good' });
  });
});

describe('whatever samples there are', () => {
  const amount = fc.double({ min: 0, max: 5_000, noNaN: true });
  const optional = fc.option(amount, { nil: undefined });
  const stream = fc.option(
    fc
      .record({ packets: fc.nat(500), lost: fc.nat(600), jitter: optional, buffered: optional })
      .map(({ jitter, buffered, ...counts }) => ({
        ...counts,
        ...(jitter !== undefined && { jitter }),
        ...(buffered !== undefined && { buffered }),
      })),
    { nil: undefined },
  );
  // Of Chrome's clock, which knows no 1e-323 of a second.
  const seconds = fc.integer({ min: 0, max: 5_000_000 }).map((milliseconds) => milliseconds / 1_000);
  const anySample = fc
    .record({ seconds, roundTrip: optional, receiving: stream, sending: stream })
    .map(({ seconds, roundTrip, receiving, sending }) => ({
      seconds,
      ...(roundTrip !== undefined && { roundTrip }),
      ...(receiving && { receiving }),
      ...(sending && { sending }),
    }));

  it('means lie between the worst and the best, and nothing is counted twice', () => {
    fc.assert(
      fc.property(fc.array(anySample, { minLength: 1, maxLength: 20 }), (samples) => {
        const { receiving, sending, seconds } = measured(...samples);
        expect(seconds).toBeCloseTo(
          samples.reduce((sum, one) => sum + one.seconds, 0),
          3,
        );
        for (const way of [receiving, sending]) {
          if (!way) continue;
          expect(way.worstScore).toBeGreaterThanOrEqual(1);
          expect(way.score.value).toBeGreaterThanOrEqual(way.worstScore - 1e-9);
          expect(way.score.value).toBeLessThan(4.41);
          expect(lossOf(way)).toBeLessThanOrEqual(1);
        }
        const counted = samples.map((one) => one.receiving?.packets ?? 0).filter((packets) => packets >= 25);
        const sent = counted.reduce((sum, packets) => sum + packets, 0);
        expect(receiving?.packets ?? 0).toBe(sent);
      }),
    );
  });

  it('there is a verdict as soon as a way was measured, and it survives the storage', () => {
    fc.assert(
      fc.property(fc.array(anySample, { minLength: 1, maxLength: 8 }), (samples) => {
        const quality = measured(...samples);
        const verdict = soundVerdict(quality);
        expect(verdict !== undefined).toBe(quality.receiving !== undefined || quality.sending !== undefined);
        expect(soundVerdict(JSON.parse(JSON.stringify(quality)))).toEqual(verdict);
      }),
    );
  });
});
