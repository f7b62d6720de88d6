import { describe, expect, it } from "vitest";
import { logisticText } from "./logistic-text";

const MODEL = { type: "fitted", weights: Float64Array.of(1), bias: 0, method: "newton", iterations: 5, converged: true, rowsUsed: 600, rows: 600 } as const;
const fitted = (change: Partial<typeof MODEL> | { rowsUsed: number; converged: boolean }): string =>
  logisticText({ type: "fitted", model: { ...MODEL, ...change }, splits: null as never });

describe("what the logistic regression rests on", () => {
  it("says how many rows it used, whether it converged, and why there is none", () => {
    expect(fitted({})).toBe("The logistic regression is trained on all 600 rows that the run trains on, with the same features.");
    expect(fitted({ rowsUsed: 100, converged: false })).toMatch(/on 100 of the 600 rows .*not quite converged\.$/);
    expect(logisticText({ type: "none", reason: "There are no rows." })).toBe("There is no logistic regression: There are no rows.");
  });
});
