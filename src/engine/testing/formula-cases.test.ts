import { describe, expect, it } from "vitest";
import { runOnReference } from "./formula-case";
import { FORMULA_CASES } from "./formula-cases";
import { flatWeights } from "./run-training-case";

// A case in which nothing moves would agree with any engine.
describe("the formulas' cases", () => {
  it.each(FORMULA_CASES)("%s: moves every block", (_, { blocks, weights, parts, steps }) => {
    const before = flatWeights(weights);
    const after = runOnReference({ blocks, weights, parts, steps });
    let start = 0;
    for (const block of blocks) {
      const end = start + (block.in + 1) * block.out;
      const from = start;
      const apart = (value: number, i: number): number => Math.abs(value - (after.weights[from + i] ?? NaN));
      expect(before.slice(start, end).some((value, i) => apart(value, i) > 1e-6), `block ${block.index}`).toBe(true);
      start = end;
    }
    expect(after.losses.every((loss) => loss > 0 && loss < 50)).toBe(true);
  }, 60_000);
});
