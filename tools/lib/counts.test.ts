import { describe, expect, it } from "vitest";
import { playwrightCounts, settle, summaryLine, vitestCounts } from "./counts.mjs";

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((outcome) => ({ status: outcome })),
});

describe("the counts of a Vitest report", () => {
  it("are its tests", () => {
    const report = {
      numPassedTests: 7,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [file("passed", "passed"), file("failed", "passed", "failed")],
    };
    expect(vitestCounts(report)).toEqual({ passed: 7, failed: 1, skipped: 3 });
  });

  it("take a file that did not load as a failure", () => {
    const report = { numPassedTests: 7, numFailedTests: 0, testResults: [file("passed", "passed"), file("failed")] };
    expect(vitestCounts(report)).toEqual({ passed: 7, failed: 1, skipped: 0 });
  });

  it("take a file whose hook failed as a failure", () => {
    expect(vitestCounts({ numPassedTests: 1, testResults: [file("failed", "passed")] }).failed).toBe(1);
  });

  it.each([[null], [{}], [[]], [{ numPassedTests: "7" }]])("of %j are none", (report) => {
    expect(vitestCounts(report)).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });
});

describe("the counts of a Playwright report", () => {
  it("are its tests; one that passed at its second try has failed", () => {
    const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] };
    expect(playwrightCounts(report)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it("take an error outside every test as a failure", () => {
    const report = { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{ message: "no server" }] };
    expect(playwrightCounts(report).failed).toBe(1);
  });
});

describe("the verdict on a suite", () => {
  it("fails a suite in which no test ran, skipped ones notwithstanding", () => {
    expect(settle({ passed: 0, failed: 0, skipped: 3 }, 0).failed).toBe(1);
  });

  it("fails a program that failed without saying which test", () => {
    expect(settle({ passed: 9, failed: 0, skipped: 0 }, 1)).toEqual({ passed: 9, failed: 1, skipped: 0 });
  });

  it("leaves the rest as it was counted", () => {
    expect(settle({ passed: 9, failed: 2, skipped: 0 }, 1)).toEqual({ passed: 9, failed: 2, skipped: 0 });
    expect(settle({ passed: 9, failed: 0, skipped: 1 }, 0)).toEqual({ passed: 9, failed: 0, skipped: 1 });
  });
});

describe("the last line", () => {
  it("sums the suites", () => {
    expect(
      summaryLine([
        { passed: 9, failed: 0, skipped: 0 },
        { passed: 3, failed: 1, skipped: 0 },
      ]),
    ).toBe("12 passed, 1 failed");
  });

  it("speaks of skipped tests only where there are some", () => {
    expect(summaryLine([{ passed: 1, failed: 0, skipped: 2 }])).toBe("1 passed, 0 failed, 2 skipped");
  });

  it("of nothing is zeros", () => {
    expect(summaryLine([])).toBe("0 passed, 0 failed");
  });
});
