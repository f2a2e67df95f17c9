import fc from 'fast-check';
import { type Outages, staysOf, type World } from '../../fakes/failover-world';
import { seeded } from '../../fakes/seeded-random';

const minute = 60_000;
const hour = 60 * minute;

/** Outages within three hours, from a fraction of a second to half an hour. */
const outages = (atMost: number): fc.Arbitrary<Outages> =>
  fc
    .array(fc.tuple(fc.nat(3 * hour), fc.oneof(fc.nat(2_000), fc.nat(30_000), fc.nat(30 * minute))), {
      maxLength: atMost,
    })
    .map((pairs) => pairs.map(([from, length]) => [from, from + length] as const));

const worlds = fc.record({
  primary: outages(12),
  secondary: outages(4),
  network: outages(4),
  calls: outages(6),
  away: fc.constantFrom('refuses', 'is silent'),
  delay: fc.constantFrom(5, 80, 400),
}) satisfies fc.Arbitrary<World>;

const runs = { seed: 1, numRuns: 400 };

function check(property: (world: World, seed: number) => void): void {
  fc.assert(fc.property(worlds, fc.nat(), property), runs);
}

describe('whatever fails, and whenever', () => {
  it('a network of our own that is lost never makes the phone leave its gateway', () => {
    check((world, seed) => {
      const ours = { ...world, primary: [] };
      expect(staysOf(ours, 4 * hour, seeded(seed)).filter(({ gateway }) => gateway === 'secondary')).toEqual(
        [],
      );
    });
  });

  it('the phone never goes to a secondary that does not answer', () => {
    check((world, seed) => {
      const alone = { ...world, secondary: [[0, 5 * hour]] as const };
      expect(staysOf(alone, 4 * hour, seeded(seed)).filter(({ gateway }) => gateway === 'secondary')).toEqual(
        [],
      );
    });
  });

  it('it never returns of its own will twice within 90 s, nor before two answers in a row', () => {
    check((world, seed) => {
      const returns = staysOf(world, 4 * hour, seeded(seed)).filter(({ failedBack }) => failedBack);
      for (const [index, { from, steady }] of returns.entries()) {
        expect(steady).toBeGreaterThanOrEqual(2);
        const before = returns[index - 1];
        if (before) expect(from - before.from).toBeGreaterThanOrEqual(90_000);
      }
    });
  });

  it('it never returns in a call', () => {
    check((world, seed) => {
      const calls = [[0, 4 * hour]] as const;
      expect(
        staysOf({ ...world, calls }, 4 * hour, seeded(seed)).filter(({ failedBack }) => failedBack),
      ).toEqual([]);
    });
  });

  it('it is at the primary again forty minutes after everything is well', () => {
    check((world, seed) => {
      const { primary, secondary, network, calls } = world;
      const troubles = [...primary, ...secondary, ...network, ...(calls ?? [])];
      const end = Math.max(0, ...troubles.map(([, until]) => until));
      expect(staysOf(world, end + 40 * minute, seeded(seed)).at(-1)?.gateway).toBe('primary');
    });
  });

  it.each([
    ['three', 3_000, 20],
    ['twenty', 20_000, 7],
  ])(
    'a primary that is away for %s seconds every 90 s for three hours is left alone for long',
    (_, length, most) => {
      const primary = Array.from({ length: 120 }, (_turn, turn) => {
        const from = (turn + 1) * 90_000;
        return [from, from + length] as const;
      });
      const world: World = { primary, secondary: [], network: [], away: 'refuses', delay: 50 };
      for (let seed = 0; seed < 50; seed++) {
        const returns = staysOf(world, 3 * hour, seeded(seed)).filter(({ failedBack }) => failedBack);
        expect(returns.length).toBeLessThanOrEqual(most);
      }
    },
  );
});
