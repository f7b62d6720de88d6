import { describe, expect, it } from "vitest";
import { inOneGo } from "../../../../domain/inspect/stepwise";
import { compareSplit } from "../../../../domain/metrics/compare-split";
import { budgetOf, formatDaily, intervalText, refuseEvents, refusePrevalence } from "./alert-figures";

// Recall 3 of 4, false-positive rate 1 of 4.
const evaluation = inOneGo(compareSplit(Float32Array.of(1, 1, 1, -1, 1, -1, -1, -1), Uint8Array.of(1, 1, 1, 1, 0, 0, 0, 0), 0.5))?.evaluation;
if (evaluation === undefined) throw new Error("A logit is not a number.");

describe("budgetOf", () => {
  it("goes by the split's own share of positives where none is set", () => {
    expect(budgetOf(evaluation, 1000, null)).toMatchObject({ alerts: { value: 500 }, real: { value: 375 }, falseAlarms: { value: 125 }, missed: { value: 125 }, precision: 0.75 });
  });

  it("carries the rates over to another share", () => {
    const budget = budgetOf(evaluation, 1000, 0.1);
    expect(budget).toMatchObject({ real: { value: 75 }, missed: { value: 25 } });
    expect(budget.falseAlarms?.value).toBeCloseTo(225, 9);
    expect(budget.alerts?.value).toBeCloseTo(300, 9);
  });
});

describe("figures a day", () => {
  it("are whole from ten on and keep two digits below", () => {
    expect([0, 0.01234, 1.26, 9.96, 12.5, 123456].map(formatDaily)).toEqual(["0", "0.012", "1.3", "10", "13", "123,456"]);
    expect(intervalText({ value: 5, low: 0.5, high: 2000 })).toBe("0.5 to 2,000");
  });

  it("refuse what makes no sense", () => {
    expect([refuseEvents(0), refuseEvents(-1), refuseEvents(NaN), refuseEvents(Infinity)].map((reason) => reason === null)).toEqual([true, false, false, false]);
    expect([refusePrevalence(0), refusePrevalence(1), refusePrevalence(1.1), refusePrevalence(-0.1)].map((reason) => reason === null)).toEqual([true, true, false, false]);
  });
});
