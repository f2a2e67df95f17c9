import fc from 'fast-check';
import { mouthToEar, opinionScore, ratingFactor } from '../../../src/domain/call-quality-model';

/** By hand: 93.2 - 0.024 d - 0.11 (d - 177.3, above 0) - 95 p / (p + Bpl), with p in per cent. */
it.each`
  codec        | delay   | loss    | rating
  ${'pcmu'}    | ${0}    | ${0}    | ${93.2}
  ${'pcma'}    | ${100}  | ${0}    | ${90.8}
  ${'pcma'}    | ${300}  | ${0}    | ${72.503}
  ${'pcmu'}    | ${20}   | ${0.05} | ${76.9393}
  ${'g722'}    | ${0}    | ${0.1}  | ${66.1345}
  ${'opus'}    | ${0}    | ${0}    | ${93.2}
  ${'opus'}    | ${26.5} | ${0.05} | ${60.8973}
  ${'opus'}    | ${26.5} | ${0.1}  | ${45.064}
  ${undefined} | ${20}   | ${0.05} | ${76.9393}
  ${'pcmu'}    | ${2000} | ${0.5}  | ${0}
`('$codec, $delay ms and $loss of the packets lost make R = $rating', ({ rating, ...path }) => {
  expect(ratingFactor(path)).toBeCloseTo(rating, 3);
});

/** The table of G.107 annex B, and its ends. */
it.each`
  rating  | score
  ${93.2} | ${4.41}
  ${90}   | ${4.34}
  ${80}   | ${4.02}
  ${70}   | ${3.6}
  ${60}   | ${3.1}
  ${50}   | ${2.58}
  ${3}    | ${1}
  ${0}    | ${1}
`('R = $rating is a score of $score', ({ rating, score }) => {
  expect(Math.abs(opinionScore(rating) - score)).toBeLessThanOrEqual(0.0051);
});

describe('from mouth to ear', () => {
  const path = { codec: 'pcmu', roundTrip: 100, jitter: 5, buffered: undefined };

  it('it takes half the way there and back, what waits for late packets, a packet and what the codec looks ahead', () => {
    expect(mouthToEar(path)).toBe(50 + 10 + 20);
    expect(mouthToEar({ ...path, buffered: 60 })).toBe(50 + 60 + 20);
    expect(mouthToEar({ ...path, codec: 'opus' })).toBe(50 + 10 + 20 + 6.5);
    expect(mouthToEar({ ...path, codec: 'g722' })).toBe(50 + 10 + 20 + 1.5);
  });

  it('what nobody knows counts as nothing', () => {
    expect(
      mouthToEar({ codec: undefined, roundTrip: undefined, jitter: undefined, buffered: undefined }),
    ).toBe(20);
  });
});

describe('whatever is measured', () => {
  const codec = fc.constantFrom('opus', 'g722', 'pcma', 'pcmu', 'constructor', undefined);
  const delay = fc.double({ min: 0, max: 10_000, noNaN: true });
  const loss = fc.double({ min: 0, max: 1, noNaN: true });
  const scoreOf = (path: Parameters<typeof ratingFactor>[0]) => opinionScore(ratingFactor(path));

  it('the score is one that people could give', () => {
    fc.assert(
      fc.property(codec, delay, fc.double({ min: -1, max: 2, noNaN: true }), (name, late, lost) => {
        const score = scoreOf({ codec: name, delay: late, loss: lost });
        expect(score).toBeGreaterThanOrEqual(1);
        expect(score).toBeLessThan(4.41);
      }),
    );
  });

  it('more loss or more delay never makes it better', () => {
    fc.assert(
      fc.property(codec, delay, delay, loss, loss, (name, late, later, lost, more) => {
        const at = (ms: number, share: number) => scoreOf({ codec: name, delay: ms, loss: share });
        const least = Math.min(late, later);
        expect(at(Math.max(late, later), Math.max(lost, more))).toBeLessThanOrEqual(
          at(least, Math.min(lost, more)) + 1e-9,
        );
      }),
    );
  });
});
