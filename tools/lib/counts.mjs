/**
 * How many tests passed, failed and were skipped.
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/** @param {unknown} value */
function count(value) {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : 0;
}

/** @param {unknown} value @returns {Record<string, unknown>} */
function record(value) {
  return typeof value === "object" && value !== null ? /** @type {Record<string, unknown>} */ (value) : {};
}

/** @param {unknown} value @returns {unknown[]} */
const list = (value) => (Array.isArray(value) ? value : []);

/**
 * The counts of a Vitest JSON report. A file that failed with no failed test in it (it did not load, or a hook
 * failed) is one failure, for its tests never ran.
 * @param {unknown} report
 * @returns {Counts}
 */
export function vitestCounts(report) {
  const totals = record(report);
  const broken = list(totals["testResults"]).filter((entry) => {
    const file = record(entry);
    const tests = list(file["assertionResults"]);
    return file["status"] === "failed" && !tests.some((test) => record(test)["status"] === "failed");
  });
  return {
    passed: count(totals["numPassedTests"]),
    failed: count(totals["numFailedTests"]) + broken.length,
    skipped: count(totals["numPendingTests"]) + count(totals["numTodoTests"]),
  };
}

/**
 * The counts of a Playwright JSON report. A test that passed only at a second try is a failure, and so is an error outside
 * every test.
 * @param {unknown} report
 * @returns {Counts}
 */
export function playwrightCounts(report) {
  const stats = record(record(report)["stats"]);
  return {
    passed: count(stats["expected"]),
    failed: count(stats["unexpected"]) + count(stats["flaky"]) + list(record(report)["errors"]).length,
    skipped: count(stats["skipped"]),
  };
}

/**
 * The verdict on a suite that counts its tests, given how its program ended. A program that failed without a failed
 * test, and a suite in which no test ran, are one failure.
 * @param {Counts} counts
 * @param {number} code the program's exit status
 * @returns {Counts}
 */
export function settle(counts, code) {
  const silent = code !== 0 && counts.failed === 0;
  const empty = counts.passed + counts.failed === 0;
  return silent || empty ? { ...counts, failed: counts.failed + 1 } : counts;
}

/**
 * The last line that the tests print.
 * @param {readonly Counts[]} suites
 */
export function summaryLine(suites) {
  const sum = (/** @type {keyof Counts} */ key) => suites.reduce((total, suite) => total + suite[key], 0);
  const skipped = sum("skipped");
  return `${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
