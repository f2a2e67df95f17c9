// Counts what the steps of `npm test` did and says it.

/**
 * @typedef {{ passed: number, failed: number, skipped: number, reasons: string[] }} Counts `reasons`: one for each skip
 * @typedef {Counts & { name: string, ms: number }} StepResult
 */

/** A check that is one whole: it passed or it failed. @param {boolean} ok @returns {Counts} */
export const oneCheck = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, reasons: [] });

/** @param {string} reason @returns {Counts} */
export const oneSkip = (reason) => ({ passed: 0, failed: 0, skipped: 1, reasons: [reason] });

/**
 * Counts jest's own report. A test file that could not even be loaded is one failure, and so is a run
 * without a report or without a single test: silence is no success.
 * @param {string | undefined} reportText what `jest --json` wrote
 * @param {string} [whySkipped] why tests that skip themselves do so on this machine
 * @returns {Counts}
 */
export function countJest(reportText, whySkipped) {
  const report = reportText === undefined ? undefined : parse(reportText);
  if (!report) return { passed: 0, failed: 1, skipped: 0, reasons: [] };
  /** @type {{ fullName: string, status: string }[]} */
  const tests = report.testResults.flatMap(
    (/** @type {{ assertionResults: [] }} */ file) => file.assertionResults,
  );
  const skips = tests.filter(({ status }) => ['pending', 'todo', 'skipped', 'disabled'].includes(status));
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed,
    failed: passed + failed + skips.length === 0 ? 1 : failed,
    skipped: skips.length,
    reasons: skips.map(({ fullName }) => (whySkipped ? `${fullName}: ${whySkipped}` : fullName)),
  };
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * All steps together. With `strict` (CI) a skip is a failure.
 * @param {Counts[]} results
 * @param {boolean} strict
 */
export function total(results, strict) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of results) {
    sum.passed += passed;
    sum.failed += failed + (strict ? skipped : 0);
    sum.skipped += strict ? 0 : skipped;
  }
  return sum;
}

/** The last line of standard output. @param {{ passed: number, failed: number, skipped: number }} sum */
export function lastLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Where the time went. Steps that ran side by side add up to more than the whole.
 * @param {StepResult[]} results
 * @param {number} wholeMs
 */
export function timeTable(results, wholeMs) {
  const width = Math.max(...results.map(({ name }) => name.length), 'all, by the clock'.length);
  /** @param {string} name @param {number} ms @param {string} counts */
  const row = (name, ms, counts) =>
    `${name.padEnd(width)}  ${`${(ms / 1000).toFixed(1)} s`.padStart(8)}  ${counts}`;
  return [
    ...results.map((result) => row(result.name, result.ms, countsText(result)).trimEnd()),
    row('all, by the clock', wholeMs, '').trimEnd(),
  ];
}

/** @param {Counts} counts */
export function countsText({ passed, failed, skipped }) {
  const parts = [
    passed > 0 ? `${passed} passed` : '',
    failed > 0 ? `${failed} failed` : '',
    skipped > 0 ? `${skipped} skipped` : '',
  ];
  return parts.filter(Boolean).join(', ');
}
