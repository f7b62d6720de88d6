import { describe, expect, it } from "vitest";
import { createRandom } from "../random";
import { aucWithInterval } from "./auc-interval";
import { cumulativeCounts, rocAuc, type CumulativeCounts } from "./cumulative-counts";

const aucInterval95 = (counts: CumulativeCounts) => aucWithInterval([counts])?.interval ?? null;
const countsOf = (ones: readonly number[], zeros: readonly number[]) =>
  cumulativeCounts(Float64Array.from([...ones, ...zeros]), Uint8Array.from([...ones.map(() => 1), ...zeros.map(() => 0)]));

/** DeLong's variance as it is defined, pair by pair. */
function varianceByPairs(ones: readonly number[], zeros: readonly number[]): number {
  const above = (one: number, zero: number): number => (one > zero ? 1 : one === zero ? 0.5 : 0);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = (values: readonly number[]): number => values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1);
  const ofOnes = ones.map((one) => mean(zeros.map((zero) => above(one, zero))));
  const ofZeros = zeros.map((zero) => mean(ones.map((one) => above(one, zero))));
  return variance(ofOnes) / ones.length + variance(ofZeros) / zeros.length;
}

describe("the interval of an area under the ROC curve", () => {
  it("has DeLong's variance, ties included", () => {
    const random = createRandom(3);
    const ones = Array.from({ length: 37 }, () => Math.round(4 * (random.normal() + 0.8)));
    const zeros = Array.from({ length: 53 }, () => Math.round(4 * random.normal()));
    const counts = countsOf(ones, zeros);
    const auc = rocAuc(counts) ?? NaN;
    const { low, high } = aucInterval95(counts) ?? { low: NaN, high: NaN };
    const logit = (p: number): number => Math.log(p / (1 - p));
    const half = (1.959963984540054 * Math.sqrt(varianceByPairs(ones, zeros))) / (auc * (1 - auc));
    expect(logit(auc) - logit(low)).toBeCloseTo(half, 10);
    expect(logit(high) - logit(auc)).toBeCloseTo(half, 10);
  });

  it("holds the true area 19 times of 20", () => {
    const random = createRandom(11);
    let held = 0;
    for (let round = 0; round < 400; round++) {
      // Two normals one deviation apart: the area is Phi(1 / sqrt 2) = 0.76025.
      const interval = aucInterval95(countsOf(
        Array.from({ length: 60 }, () => random.normal() + 1),
        Array.from({ length: 80 }, () => random.normal()),
      ));
      if (interval !== null && interval.low < 0.76025 && interval.high > 0.76025) held++;
    }
    expect(held / 400).toBeGreaterThan(0.92);
    expect(held / 400).toBeLessThan(0.98);
  });

  it("is no single point where the classes do not overlap, and one where nothing differs", () => {
    expect(aucInterval95(countsOf([5, 6, 7, 8], [1, 2, 3]))).toEqual({ low: expect.closeTo(0.438, 2) as number, high: 1 });
    expect(aucInterval95(countsOf([1, 2], [5, 6, 7]))?.low).toBe(0);
    expect(aucInterval95(countsOf([4, 4, 4], [4, 4]))).toEqual({ low: 0.5, high: 0.5 });
  });

  it("of a mean of two holds it 19 times of 20, and is narrower than either", () => {
    const random = createRandom(12);
    const drawn = (lead: number) => countsOf(Array.from({ length: 60 }, () => random.normal() + lead), Array.from({ length: 80 }, () => random.normal()));
    let held = 0;
    for (let round = 0; round < 400; round++) {
      const sets = [drawn(1), drawn(0)];
      const mean = aucWithInterval(sets);
      if (mean === null) throw new Error("It is undefined.");
      // Half of 0.76025, and half of 0.5.
      if (mean.interval.low < 0.630125 && mean.interval.high > 0.630125) held++;
      for (const each of sets) {
        const own = aucInterval95(each);
        if (own !== null) expect(mean.interval.high - mean.interval.low).toBeLessThan(own.high - own.low + 0.03);
      }
    }
    expect(held / 400).toBeGreaterThan(0.92);
    expect(held / 400).toBeLessThan(0.98);
    expect(aucWithInterval([drawn(1), countsOf([1], [2])])).toBeNull();
  });

  it("is null with fewer than two rows of a class", () => {
    expect(aucInterval95(countsOf([1], [2, 3]))).toBeNull();
    expect(aucInterval95(countsOf([1, 2], []))).toBeNull();
  });
});
