import { countJest, lastLine, oneCheck, oneSkip, timeTable, total } from '../../../scripts/test-report.mjs';

const jestReport = (counts: object, statuses: string[] = []) =>
  JSON.stringify({
    numPassedTests: 0,
    numFailedTests: 0,
    numRuntimeErrorTestSuites: 0,
    testResults: [
      { assertionResults: statuses.map((status, i) => ({ status, fullName: `a phone does thing ${i}` })) },
    ],
    ...counts,
  });

describe('counting', () => {
  it('takes jest at its word', () => {
    const report = jestReport({ numPassedTests: 5, numFailedTests: 1 }, ['passed', 'pending', 'todo']);
    expect(countJest(report)).toEqual({
      passed: 5,
      failed: 1,
      skipped: 2,
      reasons: ['a phone does thing 1', 'a phone does thing 2'],
    });
  });

  it('counts a test file that could not be loaded as one failure', () => {
    expect(countJest(jestReport({ numPassedTests: 5, numRuntimeErrorTestSuites: 1 })).failed).toBe(1);
  });

  it('does not take silence for success', () => {
    expect(countJest(undefined).failed).toBe(1);
    expect(countJest('{').failed).toBe(1);
    expect(countJest(jestReport({})).failed).toBe(1);
  });

  it('makes a skip a failure where CI is strict', () => {
    const results = [oneCheck(true), oneCheck(false), oneSkip('no servers here')];
    expect(total(results, false)).toEqual({ passed: 1, failed: 1, skipped: 1 });
    expect(total(results, true)).toEqual({ passed: 1, failed: 2, skipped: 0 });
  });
});

describe('what is said', () => {
  it('ends with the counts alone, skips only when there are some', () => {
    expect(lastLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(lastLine({ passed: 12, failed: 1, skipped: 2 })).toBe('12 passed, 1 failed, 2 skipped');
  });

  it('has a table of where the time went, with the whole by the clock', () => {
    const lines = timeTable([{ name: 'unit tests', ms: 12_340, ...oneCheck(true) }], 20_000);
    expect(lines[0]).toMatch(/^unit tests\s+12\.3 s {2}1 passed$/);
    expect(lines[1]).toMatch(/^all, by the clock\s+20\.0 s$/);
  });
});
