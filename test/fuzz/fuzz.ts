import { appendFileSync } from 'node:fs';
import fc from 'fast-check';
import { timeOf } from '../fakes/work-time';

/** Milliseconds that one case may take. */
const LONGEST = 50;
/** A few per test in `npm test`; `npm run fuzz` asks for many more. */
const {
  RINGTAB_FUZZ_RUNS: manyRuns,
  RINGTAB_FUZZ_SEED: seed = '1',
  RINGTAB_FUZZ_REPORT: report,
} = process.env;

/** Within so many milliseconds a case is not tried again: the long run tells how slow the slowest was. */
const enough = manyRuns === undefined ? LONGEST : LONGEST / 10;

/** What a test tells `npm run fuzz`, one line of JSON each. */
export interface FuzzResult {
  name: string;
  runs: number;
  seed: number;
  /** Milliseconds. */
  slowest: number;
  /** The beginning of the slowest case. */
  slowestCase: string;
  passed: boolean;
}

/**
 * A test that `check` holds for each of many cases, the same ones each time unless RINGTAB_FUZZ_SEED says
 * otherwise: it must not throw, not take longer than 50 ms, and leave the prototypes as they are.
 */
export function fuzz<Case>(
  name: string,
  options: {
    cases: fc.Arbitrary<Case>;
    shortRuns?: number;
    /** So many times as many cases as the others in the long run. */
    weight?: number;
    check: (input: Case) => void | Promise<void>;
  },
): void {
  const { cases, shortRuns = 2000, weight = 1, check } = options;
  const runs = manyRuns === undefined ? shortRuns : Number(manyRuns) * weight;
  it(
    name,
    async () => {
      const result: FuzzResult = {
        name: expect.getState().currentTestName ?? name,
        runs: 0,
        seed: Number(seed),
        slowest: 0,
        slowestCase: '',
        passed: false,
      };
      const before = prototypes();
      const property = fc.asyncProperty(cases, async (input) => {
        const ms = await timeOf(() => check(input), enough);
        result.runs++;
        if (ms > result.slowest) {
          result.slowest = ms;
          result.slowestCase = fc.stringify(input).slice(0, 100);
        }
        if (ms > LONGEST) throw new Error(`took ${ms.toFixed(1)} ms`);
        if (prototypeKeys() !== before.size) throw new Error('a prototype has gained or lost a property');
      });
      try {
        await fc.assert(property, { numRuns: runs, seed: result.seed, endOnFailure: true });
        expect(prototypes()).toEqual(before);
        result.passed = true;
      } finally {
        if (report) appendFileSync(report, `${JSON.stringify(result)}\n`);
      }
    },
    // A machine may have much else to do; what hangs is noticed by each case.
    30_000 + runs * 30,
  );
}

const WATCHED = { Object, Array, String, Number, Boolean, Function, Map, Set };

function prototypes(): Map<string, unknown> {
  return new Map(
    Object.entries(WATCHED).flatMap(([name, { prototype }]) =>
      Object.entries(Object.getOwnPropertyDescriptors(prototype)).map(
        ([key, { value }]): [string, unknown] => [`${name}.prototype.${key}`, value],
      ),
    ),
  );
}

function prototypeKeys(): number {
  let count = 0;
  for (const { prototype } of Object.values(WATCHED)) count += Object.getOwnPropertyNames(prototype).length;
  return count;
}
