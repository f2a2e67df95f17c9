import { judgeClocks } from '../../../src/domain/clock-watch';

const hour = 3_600_000;
const before = { wall: 1_700_000_000_000, steady: 50_000 };

/** The verdict on what the two clocks say, so many milliseconds later. */
function later(wall: number, steady: number) {
  return judgeClocks(before, { wall: before.wall + wall, steady: before.steady + steady }, 10_000);
}

describe('two looks at the clocks', () => {
  it.each([
    ['in time', 10_000, 10_000],
    ['a busy machine', 21_000, 21_000],
    ['a look in between', 300, 300],
    ['a time server that corrects a little', 8_000, 10_000],
    ['and the other way', 13_000, 10_000],
  ])('%s: nothing has happened', (_what, wall, steady) => {
    expect(later(wall, steady)).toEqual({ type: 'fine' });
  });

  it.each([
    ['the steady clock stood still', 8 * hour, 4_000, 8 * hour],
    ['both clocks went on', 8 * hour, 8 * hour, 8 * hour],
    ['for a short while', 40_000, 9_000, 40_000],
    ['or the clock was set forward', hour + 10_000, 10_000, hour + 10_000],
  ])('the computer has slept: %s', (_what, wall, steady, slept) => {
    expect(later(wall, steady)).toEqual({ type: 'slept', for: slept });
  });

  it('the clock was set back', () => {
    expect(later(10_000 - hour, 10_000)).toEqual({ type: 'set-back', by: hour });
  });

  it('the clock was set back while the computer slept for less', () => {
    expect(later(60_000 - hour, 60_000)).toEqual({ type: 'set-back', by: hour });
  });
});
