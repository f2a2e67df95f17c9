import { freshPath, type MediaPath, nextMediaPath, type PathReading } from '../../../src/domain/media-path';

const nothing = { elapsed: 250, arrived: false, asked: false, answered: false, roundTrip: undefined };

function follow(seconds: number, reading: (at: number) => Partial<PathReading>, from = freshPath): MediaPath {
  let path = from;
  for (let at = 0; at < seconds * 1000; at += 250) path = nextMediaPath(path, { ...nothing, ...reading(at) });
  return path;
}

/** When a path on which all this happens is told to be lost, in milliseconds; undefined when it never is. */
function lostAfter(seconds: number, reading: (at: number) => Partial<PathReading>): number | undefined {
  let path = freshPath;
  for (let at = 250; at <= seconds * 1000; at += 250) {
    path = nextMediaPath(path, { ...nothing, ...reading(at) });
    if (path.lost) return at;
  }
  return undefined;
}

it('is lost 2 s after the last packet when a check has waited in vain', () => {
  expect(lostAfter(10, (at) => ({ asked: at === 500 }))).toBe(2_000);
});

it('is lost a little after the check where that comes late', () => {
  expect(lostAfter(10, (at) => ({ asked: at === 2_500 }))).toBe(3_000);
});

it('is not lost as long as the far end answers checks, however silent it is', () => {
  const answered = (at: number) => ({
    asked: at % 2_500 === 0,
    answered: at % 2_500 === 250,
    arrived: at % 2_500 === 250,
  });
  expect(lostAfter(31, answered)).toBeUndefined();
});

it('is not lost where answers take long, until they have had three times as long', () => {
  const slow = (at: number) => ({ asked: at === 2_000, roundTrip: 300 });
  expect(lostAfter(10, slow)).toBe(3_000);
});

it('is not lost while sound comes, though a check was not answered', () => {
  expect(lostAfter(31, (at) => ({ asked: at === 500, arrived: true }))).toBeUndefined();
});

it('is back with the first packet', () => {
  const lost = follow(5, (at) => ({ asked: at === 0 }));
  expect(lost.lost).toBe(true);
  expect(nextMediaPath(lost, { ...nothing, arrived: true, answered: true })).toEqual(freshPath);
});

it('does not count the time in which nobody looked', () => {
  const asleep = follow(1, (at) => ({ asked: at === 0 }));
  expect(nextMediaPath(asleep, { ...nothing, elapsed: 60_000 }).lost).toBe(false);
});
