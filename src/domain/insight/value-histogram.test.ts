import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinScales, valueHistogram, valueScale } from "./value-histogram";

const values = fc.array(fc.oneof(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.double({ min: -1e-6, max: 1e-6, noNaN: true }), fc.constant(0)), {
  minLength: 1,
  maxLength: 80,
});

describe("a histogram of activations or gradients", () => {
  it("counts every number once, between rising edges that hold them all", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 40 }), (list, bins) => {
        const { counts, edges, zeros, notFinite } = valueHistogram(Float64Array.from(list), bins);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(list.length);
        expect(counts).toHaveLength(bins);
        edges.forEach((edge, i) => i > 0 && expect(edge).toBeGreaterThan(edges[i - 1]!));
        expect(edges[0]).toBeLessThanOrEqual(Math.min(...list));
        expect(edges[bins]).toBeGreaterThanOrEqual(Math.max(...list));
        expect({ zeros, notFinite }).toEqual({ zeros: list.filter((value) => value === 0).length, notFinite: 0 });
      }),
    );
  });

  it("puts numbers into the bins that its edges say, but for rounding at an edge", () => {
    fc.assert(
      fc.property(values, (list) => {
        const { counts, edges } = valueHistogram(Float64Array.from(list), 10);
        const slack = 1e-9 * (edges[10]! - edges[0]!);
        counts.forEach((count, bin) => {
          const within = list.filter((value) => value >= edges[bin]! - slack && value <= edges[bin + 1]! + slack).length;
          expect(count).toBeLessThanOrEqual(within);
        });
      }),
    );
  });

  it("is linear where the numbers are of one size, and symmetrically logarithmic where a few are far larger", () => {
    expect(valueScale(Float64Array.of(-2, -1, 1, 3))).toEqual({ type: "linear", low: -2, high: 3, unit: 1 });
    const spread = Float64Array.of(-1e-5, 1e-5, 2e-5, -3e-5, 1e-4, 5);
    expect(valueScale(spread).type).toBe("symlog");
    const { counts } = valueHistogram(spread, 9);
    expect([...counts].filter((count) => count > 0).length).toBeGreaterThan(2);
  });

  it("gives a single value room, and nothing at all an axis", () => {
    expect(valueHistogram(Float64Array.of(0, 0), 3)).toMatchObject({ scale: { low: -1, high: 1 }, counts: Uint32Array.of(0, 2, 0), zeros: 2 });
    expect(valueHistogram(Float64Array.of(4), 3)).toMatchObject({ scale: { low: 2, high: 6 }, counts: Uint32Array.of(0, 1, 0) });
    expect(valueHistogram(Float64Array.of(), 3).counts).toEqual(new Uint32Array(3));
  });

  it("has the quantiles of its finite numbers for a band", () => {
    const list = Float64Array.from({ length: 101 }, (_, i) => 100 - i);
    expect(valueHistogram(list, 4).spread).toEqual([5, 25, 50, 75, 95]);
    expect(valueHistogram(Float64Array.of(2, NaN, Infinity), 4).spread).toEqual([2, 2, 2, 2, 2]);
    expect(valueHistogram(Float64Array.of(), 4).spread).toEqual([NaN, NaN, NaN, NaN, NaN]);
  });

  it("counts what is no finite number apart", () => {
    expect(valueHistogram(Float64Array.of(NaN, Infinity, 1, 2), 2)).toMatchObject({ notFinite: 2, counts: Uint32Array.of(1, 1) });
  });

  it("may share a scale with others, so that they can be compared", () => {
    const small = Float64Array.of(1, 2);
    const large = Float64Array.of(-1e-3, 1e-3, 1e-3, 50);
    const scale = joinScales([valueScale(small), valueScale(large)]);
    expect(scale).toMatchObject({ type: "symlog", low: -1e-3, high: 50 });
    expect(valueHistogram(small, 8, scale).edges).toEqual(valueHistogram(large, 8, scale).edges);
    expect(valueHistogram(Float64Array.of(-9, 99), 8, scale).counts).toEqual(Uint32Array.of(1, 0, 0, 0, 0, 0, 0, 1));
  });
});
