import { describe, expect, it } from "vitest";
import { inNaturalOrder, proposedValues } from "./carve-values";
import { SPLITS } from "./split";

const counts = (values: Record<string, number>): { value: string; count: number }[] =>
  Object.entries(values).map(([value, count]) => ({ value, count }));

const shares = { train: 0.6, validation: 0.2, test: 0.2 };

describe("proposedValues", () => {
  it("deals days in their order, by about their shares of the rows", () => {
    const days = counts({ "2026-01-03": 10, "2026-01-01": 10, "2026-01-05": 10, "2026-01-02": 10, "2026-01-04": 10 });
    expect(proposedValues(days, SPLITS, shares)).toEqual({
      train: ["2026-01-01", "2026-01-02", "2026-01-03"],
      validation: ["2026-01-04"],
      test: ["2026-01-05"],
    });
  });

  it("gives every split a value where there are enough", () => {
    expect(proposedValues(counts({ a: 1, b: 1000, c: 1 }), SPLITS, shares)).toEqual({ train: ["a"], validation: ["b"], test: ["c"] });
    expect(proposedValues(counts({ a: 98, b: 1, c: 1 }), ["train", "test"], { train: 0.5, test: 0.5 })).toEqual({
      train: ["a"],
      test: ["b", "c"],
    });
    expect(proposedValues(counts({ a: 5 }), SPLITS, shares)).toEqual({ train: ["a"], validation: [], test: [] });
  });
});

describe("inNaturalOrder", () => {
  it("orders numbers by size and texts by letters and numbers", () => {
    expect(inNaturalOrder(counts({ b: 1, x10: 1, x9: 1, a: 1 })).map(({ value }) => value)).toEqual(["a", "b", "x9", "x10"]);
    expect(inNaturalOrder([{ value: "10", count: 1 }, { value: "-2", count: 1 }]).map(({ value }) => value)).toEqual(["-2", "10"]);
  });
});
