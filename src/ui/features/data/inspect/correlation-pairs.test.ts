import { describe, expect, it } from "vitest";
import { changedPairs, strongestPairs } from "./correlation-pairs";

describe("strongestPairs", () => {
  it("puts the strongest first whatever the sign, each pair once, without columns that have no correlation", () => {
    const matrix = Float64Array.from([1, 0.2, -0.9, NaN, 0.2, 1, 0.5, NaN, -0.9, 0.5, 1, NaN, NaN, NaN, NaN, NaN]);
    const correlation = { split: "train" as const, columns: ["a", "b", "c", "constant"], matrix };
    expect(strongestPairs(correlation, 10)).toEqual([
      { a: "a", b: "c", value: -0.9 },
      { a: "b", b: "c", value: 0.5 },
      { a: "a", b: "b", value: 0.2 },
    ]);
    expect(strongestPairs(correlation, 1)).toHaveLength(1);
  });
});

describe("changedPairs", () => {
  it("puts the pairs that differ most first, whatever the order of the columns, and leaves out those of one split", () => {
    const train = { split: "train" as const, columns: ["a", "b", "c"], matrix: Float64Array.from([1, 0.5, 0.1, 0.5, 1, NaN, 0.1, NaN, 1]) };
    const test = { split: "test" as const, columns: ["c", "a", "b"], matrix: Float64Array.from([1, 0.2, 0.9, 0.2, 1, -0.5, 0.9, -0.5, 1]) };
    expect(changedPairs([train, test], 10)).toEqual([
      { a: "a", b: "b", values: [0.5, -0.5] },
      { a: "a", b: "c", values: [0.1, 0.2] },
    ]);
    expect(changedPairs([train], 10)).toEqual([]);
  });
});
