import { describe, expect, it } from "vitest";
import { isSameWeights, type Weights } from "./weights";

function made(weight: readonly number[], bias: readonly number[]): Weights {
  return [{ weight: Float32Array.from(weight), bias: Float32Array.from(bias) }];
}

describe("isSameWeights", () => {
  it("holds for copies and views of the same numbers", () => {
    const whole = Float32Array.of(9, 1, 2, 3);
    const view = [{ weight: whole.subarray(1, 3), bias: whole.subarray(3) }];
    expect(isSameWeights(view, made([1, 2], [3]))).toBe(true);
    expect(isSameWeights(made([NaN], [0]), made([NaN], [0]))).toBe(true);
  });

  it("does not where a number, a length or the number of layers differs", () => {
    const weights = made([1, 2], [3]);
    for (const other of [made([1, 2 + 2 ** -22], [3]), made([2, 1], [3]), made([1], [3]), made([1, 2], [0]), [], [...weights, ...weights]]) {
      expect(isSameWeights(weights, other)).toBe(false);
    }
  });
});
