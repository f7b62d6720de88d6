import { describe, expect, it } from "vitest";
import { strongestPairs } from "./correlation-pairs";

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
