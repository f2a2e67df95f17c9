import { noRequestsYet, paced, type RequestPace } from '../../../src/domain/request-pace';

/** How many of the requests at these times come through. */
function through(times: readonly (readonly [site: string, at: number])[]): number {
  let pace: RequestPace = noRequestsYet();
  let count = 0;
  for (const [site, at] of times) {
    const next = paced(pace, site, at);
    if (!next) continue;
    pace = next;
    count++;
  }
  return count;
}
const every = (milliseconds: number, count: number, site = () => 'a') =>
  Array.from({ length: count }, (_, index) => [site(), index * milliseconds] as const);

it('a double click is one request, two clicks a second apart are two', () => {
  expect(
    through([
      ['a', 0],
      ['a', 300],
    ]),
  ).toBe(1);
  expect(
    through([
      ['a', 0],
      ['a', 1_000],
    ]),
  ).toBe(2);
});

it('a site that floods gets five in half a minute', () => {
  expect(through(every(1, 29_000))).toBe(5);
  expect(through(every(1, 61_000))).toBe(11);
});

it('many sites together get twelve', () => {
  let count = 0;
  expect(through(every(100, 299, () => `site ${count++}`))).toBe(12);
});

it('whoever calls one number after the other, every seven seconds, is never stopped', () => {
  expect(through(every(7_000, 100))).toBe(100);
});

it('what is long past is forgotten, and a clock that was set back stops nobody', () => {
  let pace: RequestPace = noRequestsYet();
  for (let index = 0; index < 1000; index++) pace = paced(pace, `site ${index}`, index * 5_000) ?? pace;
  expect(Object.keys(pace.bySite).length).toBeLessThan(10);
  expect(paced({ at: [9e9], bySite: { a: [9e9, 9e9, 9e9, 9e9, 9e9] } }, 'a', 1_000)).toBeDefined();
});

it('a site of any name has its own count', () => {
  expect(paced(noRequestsYet(), '__proto__', 0)?.at).toEqual([0]);
  expect(paced(noRequestsYet(), 'constructor', 0)).toBeDefined();
});
