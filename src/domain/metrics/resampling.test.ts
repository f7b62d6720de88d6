import { describe, expect, it } from "vitest";
import { createRandom } from "../random";
import { drawByTable, drawLargePoisson, poissonTable } from "./poisson";
import { rowResampler } from "./resampling";

interface Moments {
  readonly mean: number;
  readonly variance: number;
}

function momentsOf(draw: () => number, draws: number): Moments {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < draws; i++) {
    const value = draw();
    sum += value;
    squares += value * value;
  }
  const mean = sum / draws;
  return { mean, variance: squares / draws - mean * mean };
}

describe("draws from the Poisson distribution", () => {
  it.each([0.3, 0.99, 4, 9.9, 10, 37.5, 1000, 750_000])("with mean %d have its mean and variance", (mean) => {
    const random = createRandom(4, mean);
    const table = mean < 10 ? poissonTable(mean) : null;
    const draws = 40_000;
    const drawn = momentsOf(() => (table === null ? drawLargePoisson(mean, random) : drawByTable(table, random.nextUint32())), draws);
    // Five standard errors of a mean, and of a variance.
    expect(Math.abs(drawn.mean - mean)).toBeLessThan(5 * Math.sqrt(mean / draws));
    expect(Math.abs(drawn.variance - mean)).toBeLessThan(5 * mean * Math.sqrt((2 + 1 / mean) / draws));
  });

  it("have the chances of the formula", () => {
    const random = createRandom(9);
    const table = poissonTable(1);
    const seen = new Float64Array(40);
    for (let i = 0; i < 100_000; i++) seen[drawByTable(table, random.nextUint32())]! += 1e-5;
    [1, 1, 1 / 2, 1 / 6, 1 / 24].forEach((share, k) => {
      expect(Math.abs((seen[k] ?? NaN) - share / Math.E)).toBeLessThan(0.008);
    });
  });
});

describe("rowResampler", () => {
  it.each([
    ["few rows", Uint32Array.of(1, 5, 1, 43)],
    ["many rows in few cells", Uint32Array.of(1, 90, 10_000, 3)],
    ["many cells", Uint32Array.from({ length: 3000 }, (_, cell) => 1 + (cell % 3))],
  ])("draws as many rows as there are, each with the same chance: %s", (_, sizes) => {
    const rows = sizes.reduce((sum, size) => sum + size, 0);
    const draw = rowResampler(sizes, createRandom(2));
    const drawn = new Uint32Array(sizes.length);
    const resamples = 2000;
    const sums = new Float64Array(sizes.length);
    const squares = new Float64Array(sizes.length);
    for (let i = 0; i < resamples; i++) {
      draw(drawn);
      expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(rows);
      drawn.forEach((count, cell) => {
        sums[cell]! += count;
        squares[cell]! += count * count;
      });
    }
    sizes.slice(0, 4).forEach((size, cell) => {
      const mean = (sums[cell] ?? NaN) / resamples;
      const variance = (squares[cell] ?? NaN) / resamples - mean * mean;
      const expected = size * (1 - size / rows);
      expect(Math.abs(mean - size)).toBeLessThan(5 * Math.sqrt(expected / resamples));
      expect(variance / expected).toBeGreaterThan(0.75);
      expect(variance / expected).toBeLessThan(1.25);
    });
  });
});
