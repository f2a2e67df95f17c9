import { ChangePace } from '../../../src/content/change-pace';
import { WorkBudget } from '../../../src/content/work-budget';

const step = 5;

/** Milliseconds of work that are done in a page in so many of its milliseconds, by one who always has more to do. */
function workDone(budget: WorkBudget, from: number, forMs: number): number {
  let done = 0;
  let now = from;
  while (now < from + forMs) {
    const wait = budget.wait(now);
    now += Math.max(1, wait);
    if (wait > 0 || now >= from + forMs) continue;
    budget.spend(step);
    done += step;
    now += step;
  }
  return done;
}

describe('what a page may be burdened with', () => {
  it('is, for the page as it is found, as much as that takes', () => {
    const budget = new WorkBudget(2000, 0, () => true);
    expect(workDone(budget, 0, 2500)).toBeGreaterThanOrEqual(2000);
  });

  it.each([0, 10_000, 60_000, 3_600_000])(
    'is below 2 %% of any 5 s in which it changes for ever, after %i ms of quiet',
    (quietMs) => {
      const budget = new WorkBudget(2000, 0, () => true);
      budget.settle();
      const done = workDone(budget, quietMs, 5_000);
      expect(done).toBeLessThan(0.02 * 5_000);
      expect(done).toBeGreaterThan(0.008 * 5_000);
      expect(workDone(budget, quietMs + 5_000, 60_000)).toBeLessThan(0.01 * 60_000);
    },
  );

  it('is a quarter of a second when much has changed at once after a long quiet', () => {
    const budget = new WorkBudget(2000, 0, () => false);
    budget.settle();
    const done = workDone(budget, 60_000, 400);
    expect(done).toBeGreaterThanOrEqual(245);
    expect(done).toBeLessThanOrEqual(265);
  });

  it('is spent soon after the page has come to rest', () => {
    let restless = true;
    const budget = new WorkBudget(2000, 0, () => restless);
    budget.settle();
    workDone(budget, 60_000, 5_000);
    expect(budget.wait(65_000)).toBeLessThanOrEqual(300);
    restless = false;
    expect(workDone(budget, 65_000, 400)).toBeGreaterThan(100);
  });

  it('has no end that nobody waits for: who waits as told may go on', () => {
    const budget = new WorkBudget(0, 0, () => false);
    budget.spend(37.3);
    const wait = budget.wait(1);
    expect(wait).toBeGreaterThan(3_000);
    expect(budget.wait(1 + Math.ceil(wait))).toBe(0);
  });
});

describe('the pace of changes', () => {
  it('is restless with 1,000 a second for as long as they come, and a moment longer', () => {
    const pace = new ChangePace();
    for (let now = 0; now < 10_000; now++) {
      pace.note(1, now);
      if (now > 100) expect(pace.isRestless(now)).toBe(true);
    }
    expect(pace.isRestless(10_200)).toBe(true);
    expect(pace.isRestless(10_400)).toBe(false);
  });

  it('is at rest again a moment after much has changed at once', () => {
    const pace = new ChangePace();
    pace.note(50_000, 1_000);
    expect(pace.isRestless(1_100)).toBe(true);
    expect(pace.isRestless(1_400)).toBe(false);
  });

  it('is never restless with a clock that ticks twenty times a second', () => {
    const pace = new ChangePace();
    for (let now = 0; now < 20_000; now += 50) {
      pace.note(2, now);
      expect(pace.isRestless(now)).toBe(false);
    }
  });
});
